"""A year of the common calendar, with its four digits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from survey.messages import say
from survey.questionnaire.kinds.base import Kind, Parsed, Speak, SummaryValue, box, number_of
from survey.questionnaire.kinds.numbers.statistics import earliest_and_latest
from survey.questionnaire.kinds.options import Given, whole
from survey.questionnaire.numbers import ascii_digits, write_number
from survey.questionnaire.values import Operand, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marshmallow.fields import Field

    from survey.languages import ReaderLocale
    from survey.messages import Message
    from survey.questionnaire.kinds.base import Draft

FIRST, LAST = 1900, 2100
MOST_TYPED = 40
_FOUR_DIGITS = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Year(Kind):
    """A year between two others."""

    name: ClassVar[str] = "year"
    options: ClassVar[dict[str, Field[Any]]] = {"min": Given(whole), "max": Given(whole)}

    min: int = FIRST
    max: int = LAST

    @classmethod
    def build(cls, draft: Draft) -> Year:
        """Build the kind from the options of its question."""
        least, most = draft.options.get("min", FIRST), draft.options.get("max", LAST)
        odd = [key for key, year in (("min", least), ("max", most)) if not 1000 <= year <= 9999]
        for key in odd:
            draft.complain(key, f"'{key}' must be a year of four digits, not {draft.options[key]}")
        if least > most and not odd:
            at = "min" if "min" in draft.options else "max"
            draft.complain(at, f"'min' ({least}) is after 'max' ({most}), so no year would do")
        return cls(least, most)

    def parse(self, typed: Sequence[str], place: ReaderLocale) -> Parsed:
        """Understand four digits."""
        text = box(typed)
        if not text:
            return Parsed()
        year = ascii_digits(text[:MOST_TYPED])
        if not _FOUR_DIGITS.fullmatch(year):
            return Parsed(
                complaint=say(
                    "year/four-digits",
                    "Type one year with its four digits, for example {example}.",
                    example="2020",
                )
            )
        return Parsed(int(year))

    def check(self, value: Value) -> Iterator[Message]:
        """Complain of a year too early or too late."""
        if not self.min <= number_of(value) <= self.max:
            yield say(
                "year/bounds", "Type a year from {least} to {most}.", least=str(self.min), most=str(self.max)
            )

    def typed(self, value: Value, place: ReaderLocale) -> tuple[str, ...]:
        """The four digits."""
        return (str(value),)

    def read_back(self, value: Value, place: ReaderLocale, speak: Speak) -> str:
        """The four digits, as the locale writes digits; years are never grouped."""
        return write_number(number_of(value), place.locale, grouping=False)

    def describe(self) -> dict[str, object]:
        """Describe it for the API."""
        return {"schema": {"type": "integer", "minimum": self.min, "maximum": self.max}}

    def columns(self) -> tuple[str, ...]:
        """Fill a single column."""
        return ("",)

    def cells(self, value: Value) -> tuple[str | float | int | None, ...]:
        """The year."""
        return (int(number_of(value)),)

    def operand(self, value: Value) -> Operand:
        """The year as a double."""
        return number_of(value)

    def summary(self, values: Sequence[Value]) -> tuple[SummaryValue, ...]:
        """Count, earliest, latest, median."""
        return earliest_and_latest([number_of(value) for value in values], median=True)
