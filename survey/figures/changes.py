"""Changes since the round before: only over the reporters who answered in both rounds.

Answers are matched by the question's id (a question with a new kind or unit is another question), and by row,
cell, entry and currency. What is compared:

    sum, entries, count:<code>, share:<code>   the same statistic over the same reporters, now and before
    rate                                       the rate over those who gave both numbers in both rounds
    median                                     the median of the reporters' own changes
    the others                                 nothing: who is lowest now need not have been lowest before
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from survey.answers.differences.comparing import EXACT
from survey.figures.columns import Column, Key
from survey.figures.figure import Change
from survey.figures.rates import Pairs, Values, rates
from survey.figures.statistics import Statistic, statistics_of
from survey.questionnaire.kinds.choosing.offering import Offering

if TYPE_CHECKING:
    from survey.questionnaire.model import Question

DIGITS = 15

Made = Mapping[tuple[str, str], Statistic]


@dataclass(frozen=True, slots=True)
class Both:
    """The answers of reporters who answered in both rounds, now and then, side by side."""

    now: Column
    then: Column

    @property
    def are_numbers(self) -> bool:
        """Tell whether the values can rise and fall."""
        return all(isinstance(value, (int, float)) for value in (*self.now.values, *self.then.values))

    def pairs(self, currency: str) -> list[tuple[Any, Any]]:
        """Return the values of a currency (or of none), now and then."""
        kept = self.now.currencies or [""] * len(self.now.who)
        values = zip(self.now.values, self.then.values, kept, strict=True)
        return [(now, then) for now, then, unit in values if unit == currency]

    def differences(self) -> Column:
        """Return how much each answer changed."""
        values = [_difference(*pair) for pair in zip(self.now.values, self.then.values, strict=True)]
        return Column(self.now.who, values, self.now.currencies)

    def keys(self, currency: str) -> set[Key]:
        """Return the answers in a currency (or in none)."""
        kept = self.now.currencies or [""] * len(self.now.who)
        answers = zip(self.now.who, self.now.entries, kept, strict=True)
        return {(number, entry) for number, entry, unit in answers if unit == currency}

    def reporters(self, currency: str) -> int:
        """Count the reporters who answered in a currency (or in none)."""
        return len({number for number, _ in self.keys(currency)})


def comparable(question: Question, earlier: Question | None) -> bool:
    """Tell whether a question asks for the same as in the round before."""
    if earlier is None or earlier.kind.name != question.kind.name:
        return False
    units = [getattr(asked.kind, "unit", None) for asked in (question, earlier)]
    return getattr(units[0], "code", "") == getattr(units[1], "code", "")


def both_of(now: Values, then: Values, *, money: bool) -> Both:
    """Put the answers of both rounds beside each other; amounts only in the same currency."""
    found = Both(Column(), Column())
    for key, (value, currency) in now.items():
        earlier, same = then.get(key, (None, None))
        if same != currency:
            continue
        for column, given in ((found.now, value), (found.then, earlier)):
            column.who.append(key[0])
            column.entries.append(key[1])
            column.values.append(given)
            if money:
                column.currencies.append(currency)
    return found


def with_changes(
    question: Question, earlier: Question, both: Both, made: tuple[Statistic, ...], carried: set[Key]
) -> tuple[Statistic, ...]:
    """Return the statistics, each with its change since the round before, where it has any.

    `carried` are the answers that were carried over from the round before.
    """
    now = {statistic.key: statistic for statistic in statistics_of(question, both.now)}
    then = {statistic.key: statistic for statistic in statistics_of(question, both.then)}
    changed = (_with_change(statistic, earlier, both, now, then) for statistic in made)
    return tuple(
        statistic
        if statistic.change is None
        else replace(statistic, carried=len(both.keys(statistic.currency) & carried))
        for statistic in changed
    )


def with_rate_changes(
    made: tuple[Statistic, ...], now: Pairs, then: Pairs, unit: str, carried: set[Key]
) -> tuple[Statistic, ...]:
    """Return the rates, each with its change over those who gave both numbers in both rounds."""
    same = {
        currency: pairs.keys() & then.of[currency].keys()
        for currency, pairs in now.of.items()
        if currency in then.of
    }
    keys: set[Key] = set().union(*same.values())
    later = {statistic.key: statistic for statistic in rates(now, unit, keys)}
    earlier = {statistic.key: statistic for statistic in rates(then, unit, keys)}
    return tuple(
        replace(
            _changed(
                statistic, later[statistic.key].value, earlier[statistic.key].value, later[statistic.key].n
            ),
            carried=len(same[statistic.currency] & carried),
        )
        if statistic.key in later and statistic.key in earlier
        else statistic
        for statistic in made
    )


def counted(both: Both) -> Change:
    """Count the compared reporters, and how many answers rose, fell and stayed the same."""
    pairs = list(zip(both.now.values, both.then.values, strict=True))
    numbers = pairs if both.are_numbers else []
    return Change(
        len(set(both.now.who)),
        rose=sum(now > then for now, then in numbers),
        fell=sum(now < then for now, then in numbers),
        same=sum(now == then for now, then in pairs),
    )


def _with_change(statistic: Statistic, earlier: Question, both: Both, now: Made, then: Made) -> Statistic:
    if statistic.key not in now or statistic.key not in then:
        return statistic
    compared = both.reporters(statistic.currency)
    if statistic.code == "median" and both.are_numbers:
        change = statistics.median(_difference(*pair) for pair in both.pairs(statistic.currency))
        return replace(statistic, change=float(change), compared=compared)
    if not statistic.is_linear or not _was_offered(statistic, earlier):
        return statistic
    return _changed(statistic, now[statistic.key].value, then[statistic.key].value, compared)


def _changed(statistic: Statistic, now: Any, then: Any, compared: int) -> Statistic:
    return replace(statistic, change=_difference(now, then), before=then, compared=compared)


def _difference(now: float, then: float) -> float:
    """Subtract without keeping decimals that only look exact: a double has fifteen exact digits.

    Whole numbers are subtracted exactly, however large.
    """
    if float(now).is_integer() and float(then).is_integer():
        return now - then
    larger = max(abs(now), abs(then), 1.0)
    return round(now - then, max(0, min(EXACT, DIGITS - 1 - math.floor(math.log10(larger)))))


def _was_offered(statistic: Statistic, earlier: Question) -> bool:
    """Tell whether a choice could be answered in the round before."""
    if statistic.option is None:
        return True
    return isinstance(earlier.kind, Offering) and statistic.option.code in earlier.kind.codes
