"""Statistics: the numbers that sum many answers up, by kind of question.

    kind                 statistics
    number, amount       count, sum (where the form says adds_up), median, q1, q3, min, max
    number, percent      count, rate (where part and whole are asked too), median, q1, q3, min, max; no sum
    number, money        the same as a number, separately for each currency
    yes_no, choice(s)    count, and for each choice count:<code> and share:<code> of those who answered
    year                 count, earliest, latest, median
    date                 count, earliest, latest
    text, narrative      count: how many wrote
    list                 count: how many named any; entries: how many they named
    calculated           as a number; whether it adds up is not known, so no sum

Quartiles are inclusive (the least is quantile 0, the greatest 1). A question with rows of the country's own,
or with entries, counts answers, not reporters. Shares and rates are per cent; percentages are never summed
and never averaged. Without answers there are no statistics.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from survey.figures.columns import is_list
from survey.messages import Message, say
from survey.questionnaire.kinds.calculated import Calculated
from survey.questionnaire.kinds.choosing.choices import Choices
from survey.questionnaire.kinds.choosing.offering import Offering
from survey.questionnaire.kinds.dates.date import Date
from survey.questionnaire.kinds.dates.year import Year
from survey.questionnaire.kinds.numbers.number import Number

if TYPE_CHECKING:
    from survey.figures.columns import Column
    from survey.questionnaire.declarations import Option
    from survey.questionnaire.model import Question

PERCENT, YEAR, DATE = "percent", "year", "date"
LINEAR = ("sum", "count:", "share:", "entries", "rate")
"""Statistics to which every answer adds its part, so that subtraction can undo the sum."""


@dataclass(frozen=True, slots=True)
class Statistic:
    """A number over `n` answers: its code, its currency if it is money, its unit if it has any.

    `change` is the change since the round before, over the `compared` reporters of both rounds; `before` is
    their number in the round before (see `changes`). So many of the compared answers were `carried` over
    without a change, if the reader may know it. `reporters` are fewer than `n` where a reporter answers
    in several rows of its own or entries.
    """

    code: str
    value: float | date
    n: int
    currency: str = ""
    unit: str = ""
    option: Option | None = None
    change: float | None = None
    before: float | None = None
    compared: int = 0
    reporters: int = 0
    carried: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Return what identifies it within a figure: its code and currency."""
        return self.code, self.currency

    @property
    def is_linear(self) -> bool:
        """Tell whether it is a sum or a share, so that subtraction can reveal its parts."""
        return self.code.startswith(LINEAR)

    def label(self) -> Message:
        """Return the name of the statistic."""
        if self.option is not None:
            return _OF_CHOICES[self.code.split(":")[0]](self.option)
        return LABELS[self.code]


LABELS: Mapping[str, Message] = MappingProxyType(
    {
        "count": say("statistic/count", "Number of answers"),
        "sum": say("statistic/sum", "Sum"),
        "rate": say(
            "statistic/rate", "Overall rate, from the two numbers", note="a percentage made of two sums"
        ),
        "median": say("statistic/median", "Median"),
        "q1": say("statistic/q1", "Lower quartile"),
        "q3": say("statistic/q3", "Upper quartile"),
        "min": say("statistic/min", "Lowest", note="a value"),
        "max": say("statistic/max", "Highest", note="a value"),
        "earliest": say("statistic/earliest", "Earliest", note="a year or a date"),
        "latest": say("statistic/latest", "Latest", note="a year or a date"),
        "entries": say("statistic/entries", "Number of entries"),
    }
)
_OF_CHOICES: Mapping[str, Callable[[Option], Message]] = MappingProxyType(
    {
        "count": lambda option: say("statistic/count-of-choice", "Answered “{choice}”", choice=option.label),
        "share": lambda option: say(
            "statistic/share-of-choice", "Share that answered “{choice}”", choice=option.label
        ),
    }
)


def of_choice(choice: Option) -> dict[str, Message]:
    """Return the statistics that a choice has, by their codes, with their labels."""
    return {f"{name}:{choice.code}": label(choice) for name, label in _OF_CHOICES.items()}


def statistics_of(question: Question, column: Column) -> tuple[Statistic, ...]:
    """Return the statistics of a column by its question's kind, money separately for each currency."""
    if not column.values:
        return ()
    if is_list(question):
        return _entries(column)
    if not column.currencies:
        return tuple(_of_reporters(column.who, _summed_up(question, column.values, "")))
    by_currency: dict[str, tuple[list[int], list[Any]]] = {}
    for number, value, currency in zip(column.who, column.values, column.currencies, strict=True):
        who, values = by_currency.setdefault(currency, ([], []))
        who.append(number)
        values.append(value)
    return tuple(
        found
        for currency, (who, values) in sorted(by_currency.items())
        for found in _of_reporters(who, _summed_up(question, values, currency))
    )


def _of_reporters(who: Sequence[int], found: Iterable[Statistic]) -> Iterator[Statistic]:
    """Give each statistic the number of reporters who stand behind it."""
    reporters = len(set(who))
    return (replace(statistic, reporters=reporters) for statistic in found)


def _summed_up(question: Question, values: Sequence[Any], currency: str) -> Iterator[Statistic]:
    """Summarise values by their kind, with units; a snapshot holds several choices as a list."""
    kind = question.kind
    read = [tuple(value) for value in values] if isinstance(kind, Choices) else values
    options = {option.code: option for option in kind.offered} if isinstance(kind, Offering) else {}
    unit = _unit(question)
    for summary in kind.summary(read):
        name, _, code = summary.name.partition(":")
        option = options.get(code)
        if name == "share":
            yield Statistic(summary.name, 100 * summary.value, summary.answers, unit=PERCENT, option=option)
        elif name == "count":
            yield Statistic(summary.name, summary.value, summary.answers, currency, option=option)
        elif unit == DATE:
            yield Statistic(name, date.fromordinal(int(summary.value)), summary.answers, unit=unit)
        else:
            yield Statistic(name, summary.value, summary.answers, currency, unit)


def _entries(column: Column) -> tuple[Statistic, ...]:
    n = len(column.values)
    return (
        Statistic("count", float(n), n, reporters=n),
        Statistic("entries", math.fsum(column.values), n, reporters=n),
    )


def _unit(question: Question) -> str:
    kind = question.kind
    if isinstance(kind, Number) or (isinstance(kind, Calculated) and kind.unit is not None):
        return kind.unit.code if kind.unit else ""
    return YEAR if isinstance(kind, Year) else DATE if isinstance(kind, Date) else ""
