"""Figures in words: statistics as the reader writes them, and the key statistic of a question.

Knows notation and sentences; never how a figure is made or who may see it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from survey.languages import long_date, with_percent_sign
from survey.messages import Message, Text, say, say_count
from survey.questionnaire.kinds.calculated import Calculated
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.numbers import write_number
from survey.questionnaire.numbers.differences import in_points
from survey.questionnaire.numbers.measures import in_money

if TYPE_CHECKING:
    from collections.abc import Mapping

    from survey.figures import Figure, Statistic
    from survey.questionnaire.declarations import Unit
    from survey.questionnaire.model import Question
    from survey.web.request.visit import Visit

KEYS = ("sum", "rate", "median", "share:yes", "entries", "earliest")
"""The key statistic of a question in a list is the first of these that it has."""
PERCENT = "percent"
WRITTEN = ("text", "narrative")
HOW_MANY_WROTE = say("figures/how-many-wrote", "Texts to read")
ENDS: Mapping[str, str] = {"q1": "q3", "min": "max", "earliest": "latest"}
"""Statistics that are the lower end of a range, each with the upper end."""
RANGES: Mapping[str, Message] = {
    "q1": say("figures/middle-half-of", "Middle half"),
    "min": say("figures/lowest-to-highest", "Lowest to highest"),
    "earliest": say("figures/earliest-to-latest", "Earliest to latest"),
}
SEPARATELY = say("figures/separately", "Shown separately, not added")
NOT_ADDED = Text(
    "finding/currencies",
    "amounts in {count} currency",
    "amounts in {count} currencies, which are shown separately and not added",
)
FEWEST_WITH_A_MIDDLE = 5
"""Of fewer answers no middle half is told or drawn."""
LARGE = 1000
"""From this value on, numbers have no decimals."""
SPREADS: Mapping[str, Text] = {
    "q1": Text("figures/middle-half", "The middle half lies between {low} and {high}."),
    "min": Text("figures/all-between", "All lie between {low} and {high}."),
    "earliest": Text("figures/from-to", "From {low} to {high}."),
}


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure in a list: its value in words, the label of the value, and the range around it."""

    value: str
    label: str
    spread: str
    change: str
    coverage: Message


def key_statistic(figure: Figure, currency: str | None = None) -> Statistic | None:
    """Return the key statistic of a figure: of choices and currencies, the most frequent."""
    for code in KEYS:
        found = [
            statistic
            for statistic in figure.statistics
            if statistic.code == code and currency in (None, statistic.currency)
        ]
        if found:
            return max(found, key=lambda statistic: statistic.n)
    shares = [statistic for statistic in figure.statistics if statistic.code.startswith("share:")]
    if shares:
        return max(shares, key=lambda statistic: statistic.value)
    return figure.statistic("count")


def currencies_of(figure: Figure) -> list[str]:
    """Return the currencies of a figure of money, in the order of their codes."""
    return sorted({statistic.currency for statistic in figure.statistics if statistic.currency})


def key_figure(here: Visit, figure: Figure) -> KeyFigure | None:
    """Return a figure for a list; None if it has no statistic."""
    found = key_statistic(figure)
    if found is None:
        return None
    if found.currency and _is_not_one_amount(figure, found):
        return _of_money(here, figure)
    return KeyFigure(
        written(here, figure.question, found),
        label_with_unit(here, figure.question, found),
        _spread(here, figure, found),
        change_of(here, figure.question, found),
        figure.coverage_of(found).sentence(),
    )


def _is_not_one_amount(figure: Figure, statistic: Statistic) -> bool:
    """Tell whether money has no headline: it is of several currencies, or of one country of many."""
    return len(currencies_of(figure)) > 1 or (statistic.reporters < 2 <= figure.coverage.expected)


def _of_money(here: Visit, figure: Figure) -> KeyFigure:
    """Return how many currencies there are, as no amount stands for the area."""
    count = len(currencies_of(figure))
    said = here.plain(say_count("figures/currencies-count", "{count} currency", "{count} currencies", count))
    note = here.plain(SEPARATELY) if count > 1 else ""
    return KeyFigure(said, note, "", "", figure.coverage.sentence())


def written(here: Visit, question: Question, statistic: Statistic, value: float | date | None = None) -> str:
    """Write a statistic, or another value of the same unit, in the reader's notation."""
    value = statistic.value if value is None else value
    if isinstance(value, date):
        return long_date(value, here.place)
    if statistic.unit == "year":
        return write_number(round(value), here.place.locale, grouping=False)
    if is_percent(question, statistic):
        return percent(here, value)
    return amount(here, value, statistic.currency)


def amount(here: Visit, value: float, currency: str = "") -> str:
    """Write a number or an amount of money in the reader's notation."""
    number = write_number(
        value, here.place.locale, most_decimals=0 if abs(value) >= LARGE else 2, to_be_read_again=False
    )
    if not currency:
        return number
    return here.plain(in_money(number, currency))


def percent(here: Visit, value: float) -> str:
    """Write a percentage in the reader's notation."""
    number = write_number(value, here.place.locale, most_decimals=1, to_be_read_again=False)
    return with_percent_sign(number, here.place.locale)


def is_percent(question: Question, statistic: Statistic) -> bool:
    """Tell whether a statistic is a percentage: a share, a rate, or a statistic of percentages."""
    unit = unit_of(question)
    return statistic.unit == PERCENT or (
        bool(statistic.unit) and unit is not None and unit.measure == PERCENT
    )


def unit_of(question: Question) -> Unit | None:
    """Return the unit of a question, if it asks for a number."""
    kind = question.kind
    return kind.unit if isinstance(kind, Number | Calculated) else None


def unit_label(question: Question) -> Text | None:
    """Return the label of a question's unit, unless the unit is a percentage or money."""
    unit = unit_of(question)
    return unit.label if unit is not None and unit.label and unit.measure not in (PERCENT, "money") else None


def label_of(here: Visit, question: Question, statistic: Statistic) -> str:
    """Return the label of a statistic: a lower end names the range, money its currency."""
    label = RANGES[statistic.code] if statistic.code in RANGES else statistic.label()
    if statistic.code == "count" and question.kind.name in WRITTEN:
        label = HOW_MANY_WROTE
    if not statistic.currency:
        return here.plain(label)
    return here.plain(
        say(
            "figures/label-with-currency",
            "{statistic}, {currency}",
            statistic=label,
            currency=statistic.currency,
        )
    )


def label_with_unit(here: Visit, question: Question, statistic: Statistic) -> str:
    """Return the label of a key figure with its unit, unless the unit is a percentage or money."""
    unit, label = unit_of(question), statistic.label()
    if (
        statistic.currency
        or statistic.code in ("count", "rate")
        or unit is None
        or unit.measure in (PERCENT, "money")
    ):
        return label_of(here, question, statistic)
    return here.plain(say("figures/label-with-unit", "{statistic}, {unit}", statistic=label, unit=unit.label))


def change_of(here: Visit, question: Question, statistic: Statistic) -> str:
    """Say by how much a statistic changed, over how many countries, and how many carried answers over.

    A year says nothing by its change.
    """
    if statistic.unit == "year":
        return ""
    said = _change_said(here, question, statistic)
    if not said or not statistic.carried:
        return said
    carried = say_count(
        "figures/change-carried",
        "{change}; {count} of these answers was carried over",
        "{change}; {count} of these answers were carried over",
        statistic.carried,
        change=said,
    )
    return here.plain(carried)


def _change_said(here: Visit, question: Question, statistic: Statistic) -> str:
    if statistic.change is None:
        return ""
    if not statistic.change:
        return here.plain(
            say_count(
                "figures/no-change",
                "No change for {count} country in both rounds",
                "No change for {count} countries in both rounds",
                statistic.compared,
            )
        )
    return here.plain(
        say_count(
            "figures/change",
            "{change} for {count} country in both rounds",
            "{change} for {count} countries in both rounds",
            statistic.compared,
            change=difference(here, question, statistic, statistic.change),
        )
    )


def difference(here: Visit, question: Question, statistic: Statistic, change: float) -> str:
    """Write a change with its sign; percentages change by percentage points."""
    sign = "+" if change > 0 else ""
    if is_percent(question, statistic):
        points = write_number(change, here.place.locale, most_decimals=1, to_be_read_again=False)
        return here.plain(in_points(sign + points, change))
    if statistic.unit == "year":
        return sign + write_number(change, here.place.locale, most_decimals=1, to_be_read_again=False)
    number = sign + amount(here, change)
    return here.plain(in_money(number, statistic.currency)) if statistic.currency else number


def _spread(here: Visit, figure: Figure, key: Statistic) -> str:
    """Say between which values the middle half or all lie."""
    if key.code not in ("median", "rate", "earliest"):
        return ""
    for low, text in SPREADS.items():
        if low == "q1" and key.n < FEWEST_WITH_A_MIDDLE:
            continue
        first, last = figure.statistic(low, key.currency), figure.statistic(ENDS[low], key.currency)
        if first is not None and last is not None and first.value != last.value:
            question = figure.question
            ends = {"low": written(here, question, first), "high": written(here, question, last)}
            return here.plain(text, **ends)
    return ""
