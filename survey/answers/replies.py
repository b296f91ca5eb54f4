"""A report's answers as values: one reply per question and row, with its cells and its evidence.

Knows no page, no storage and no rule about what is right (`checking` does).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from survey.questionnaire.declarations import Option
    from survey.questionnaire.kinds.base import Parsed
    from survey.questionnaire.values import Value

NO_CELLS: Mapping[str, Value] = MappingProxyType({})
NO_TYPING: Mapping[str, Unread] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Unread:
    """Input that could not be understood, and why; it is stored, so that nothing typed is lost."""

    typed: tuple[str, ...]
    parsed: Parsed


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a question in a row: values by cell, or the reason for having none, and the evidence.

    `unread` holds input that was not understood, by cell key (`reference_year`, `currency` for those parts).
    """

    question: str
    row: str = ""
    cells: Mapping[str, Value] = field(default_factory=lambda: NO_CELLS)
    currency: str = ""
    missing: str = ""
    reference_year: int | None = None
    source: str = ""
    link: str = ""
    reported_to: tuple[str, ...] = ()
    comment: str = ""
    lang: str = ""
    unread: Mapping[str, Unread] = field(default_factory=lambda: NO_TYPING)
    carried: bool = False
    """Whether “no change” repeated last year's answer."""
    calculated: frozenset[str] = frozenset()
    """The cells that nobody typed: percentages that follow from two numbers (see `percentages`)."""

    @property
    def value(self) -> Value | None:
        """The value of the total, or the only value."""
        return self.cells.get(TOTAL)

    @property
    def currency_typed(self) -> str:
        """The currency, or what was typed in its place."""
        return self.currency or ", ".join(self.unread["currency"].typed if "currency" in self.unread else ())

    @property
    def answered(self) -> bool:
        """Tell whether there is a value, a reason for having none, or input that was not understood."""
        return bool(self.cells or self.missing or self.unread)


@dataclass(frozen=True)
class Replies:
    """All replies of a report, the entries of its lists in order, and the country's own rows."""

    by_place: Mapping[tuple[str, str], Reply] = field(default_factory=dict)
    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    country_rows: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)

    def of(self, question: str, row: str = "") -> Reply:
        """Return the reply to a question in a row, an empty reply if there is none."""
        found = self.by_place.get((question, row))
        return found if found is not None else Reply(question, row)
