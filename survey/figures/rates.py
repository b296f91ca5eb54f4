"""Rates: a percentage over many reporters, from the two numbers that make it; never a mean of percentages.

Only reporters who gave both numbers count, in the same currency where the numbers are money. A whole of zero
makes no rate: such pairs are left out, and counted. A reporter who gave a reason in place of the percentage
(it is confidential, for instance) is left out, too.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from survey.answers.percentages import percentage, rate_of
from survey.figures.asking import fixed_rows
from survey.figures.columns import Key, has_own_rows
from survey.figures.statistics import Statistic

if TYPE_CHECKING:
    from survey.figures.columns import Column
    from survey.questionnaire.model import Question, Questionnaire

Values = Mapping[Key, tuple[Any, str]]
"""Values with their currencies (usually none), by report and entry."""


@dataclass(slots=True)
class Pairs:
    """Matching parts and wholes, currency by currency, and where the whole is zero."""

    of: dict[str, dict[Key, tuple[float, float]]] = field(default_factory=dict)
    zeros: list[Key] = field(default_factory=list)

    @property
    def who(self) -> frozenset[int]:
        """Return the reports that gave the numbers."""
        return frozenset(number for pairs in self.of.values() for number, _ in pairs)

    @property
    def without_rate(self) -> frozenset[int]:
        """Return the reports that gave a whole of zero."""
        return frozenset(number for number, _ in self.zeros)


def rate_places(questionnaire: Questionnaire, question: Question, row: str) -> tuple[tuple[str, str], ...]:
    """Return the questions and rows of the part and the whole of a percentage; nothing if it has none."""
    others = [questionnaire.questions[other] for other in rate_of(question)]
    return tuple(
        (other.id, row if row in fixed_rows(other) or has_own_rows(other) else "") for other in others
    )


def pairs_of(parts: Values, wholes: Values, silent: Collection[Key] = ()) -> Pairs:
    """Pair each part with its whole, except where a reason was given in place of the percentage."""
    found = Pairs()
    for key, (below, currency) in wholes.items():
        above, same = parts.get(key, (0, None))
        if currency != same or key in silent:
            continue
        if below <= 0:
            found.zeros.append(key)
        else:
            found.of.setdefault(currency, {})[key] = (above, below)
    return found


def rates(pairs: Pairs, unit: str, only: Collection[Key] | None = None) -> Iterator[Statistic]:
    """Yield the rate of each currency, over all pairs or some of them."""
    for currency in sorted(pairs.of):
        kept = [(key, both) for key, both in pairs.of[currency].items() if only is None or key in only]
        if kept:
            reporters = len({number for (number, _), _ in kept})
            made = (both for _, both in kept)
            above, below = (math.fsum(numbers) for numbers in zip(*made, strict=True))
            yield Statistic("rate", percentage(above, below), len(kept), currency, unit, reporters=reporters)


def by_key(column: Column) -> dict[Key, tuple[Any, str]]:
    """Return the values of a column with their currencies, by report and entry."""
    entries = column.entries or [""] * len(column.who)
    currencies = column.currencies or [""] * len(column.who)
    return {
        (number, entry): (value, currency)
        for number, entry, value, currency in zip(column.who, entries, column.values, currencies, strict=True)
    }
