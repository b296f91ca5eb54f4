"""Rates: a percentage over many reporters, from the two numbers that make it; never a mean of percentages.

Only those who gave both numbers count, each in the same currency if it is money. A whole of zero makes no
rate: such pairs are left out, and counted.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from survey.figures.asking import fixed_rows
from survey.figures.statistics import Statistic
from survey.questionnaire.kinds.numbers.number import Number

if TYPE_CHECKING:
    from survey.figures.columns import Column
    from survey.questionnaire.model import Question, Questionnaire

Key = tuple[int, str]
"""Whose value it is (as number of the report), and in which entry."""

Values = Mapping[Key, tuple[Any, str]]
"""Values with their currencies (of none, usually) by whose they are."""


@dataclass(slots=True)
class Pairs:
    """The parts and wholes that belong together, currency by currency, and how many wholes were zero."""

    of: dict[str, dict[Key, tuple[float, float]]] = field(default_factory=dict)
    zero_wholes: int = 0

    @property
    def who(self) -> frozenset[int]:
        """Whose numbers they are."""
        return frozenset(number for pairs in self.of.values() for number, _ in pairs)


def rate_places(questionnaire: Questionnaire, question: Question, row: str) -> tuple[tuple[str, str], ...]:
    """The questions and rows of the part and the whole that make a percentage; none if it is of none."""
    kind = question.kind
    if not isinstance(kind, Number) or kind.rate_of is None:
        return ()
    return tuple(
        (other, row if row in fixed_rows(questionnaire.questions[other]) else "") for other in kind.rate_of
    )


def pairs_of(parts: Values, wholes: Values) -> Pairs:
    """Put the parts and wholes together that belong together."""
    found = Pairs()
    for key, (below, currency) in wholes.items():
        above, same = parts.get(key, (0, None))
        if currency != same:
            continue
        if below <= 0:
            found.zero_wholes += 1
        else:
            found.of.setdefault(currency, {})[key] = (above, below)
    return found


def rates(pairs: Pairs, unit: str, only: Collection[Key] | None = None) -> Iterator[Statistic]:
    """The rate of each currency, over all pairs or some of them."""
    for currency in sorted(pairs.of):
        kept = [both for key, both in pairs.of[currency].items() if only is None or key in only]
        if kept:
            above, below = math.fsum(one for one, _ in kept), math.fsum(other for _, other in kept)
            yield Statistic("rate", 100 * above / below, len(kept), currency, unit)


def by_key(column: Column) -> dict[Key, tuple[Any, str]]:
    """The values of a column with their currencies, by whose they are and in which entry."""
    entries = column.entries or [""] * len(column.who)
    currencies = column.currencies or [""] * len(column.who)
    return {
        (number, entry): (value, currency)
        for number, entry, value, currency in zip(column.who, entries, column.values, currencies, strict=True)
    }
