"""The figures of a question by area, as a table: a row for each area, or for each of its currencies.

Knows which statistics share a column, and which notes belong to them; withheld figures say so.
"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

from survey.figures.figure import ELSEWHERE
from survey.messages import Message, Text, say, say_count
from survey.web.figures.gaps import gaps
from survey.web.figures.words import (
    ENDS,
    FEWEST_WITH_A_MIDDLE,
    change_of,
    key_statistic,
    label_of,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from survey.figures import Figure, Statistic
    from survey.web.figures.context import OpenRound

UPPER_ENDS = frozenset(ENDS.values())
SHARES = say(
    "figures/shares-hint",
    "Percentages of the countries that answered; the number of countries is in brackets.",
)

NOTHING = say("figures/no-answer", "No answers yet")
CURRENCIES = Text("figures/currencies", "{count} currency", "{count} currencies, shown separately")


def table_of(this: OpenRound, figures: Sequence[Figure]) -> SimpleNamespace:
    """Return the figures by area, with a column for each statistic that any of the areas has."""
    columns = columns_of(this, figures)
    return SimpleNamespace(
        labels=list(columns.values()),
        rows=[row for figure in figures for row in _rows(this, figure, list(columns))],
        has_change=any(statistic.change is not None for figure in figures for statistic in figure.statistics),
        has_years=any(figure.reference or figure.rate_years for figure in figures),
        hint=SHARES if any(code.startswith("share:") for code in columns) else None,
        notes=list(dict.fromkeys(note for figure in figures for note in _notes(this, figure))),
    )


def columns_of(this: OpenRound, figures: Sequence[Figure]) -> dict[str, str]:
    """Return the statistics to show, with their labels; the two ends of a range share a column."""
    found: dict[str, str] = {}
    for figure in figures:
        for statistic in figure.statistics:
            is_count = statistic.code == "count" and len(figure.statistics) > 1
            if is_count or statistic.code.startswith("count:") or statistic.code in UPPER_ENDS:
                continue
            bare = replace(statistic, currency="")
            name = (
                this.visit.plain(statistic.option.label)
                if statistic.option
                else label_of(this.visit, figure.question, bare)
            )
            found.setdefault(statistic.code, name)
    return found


def _rows(this: OpenRound, figure: Figure, columns: Sequence[str]) -> Iterator[SimpleNamespace]:
    """Yield an area's row and, if it has several currencies, a row for each of them."""
    currencies = sorted({statistic.currency for statistic in figure.statistics}) or [""]
    if len(currencies) == 1:
        yield _row(this, figure, columns, currencies[0], _instead(figure))
        return
    yield _row(this, figure, (), None, Message(CURRENCIES, {}, len(currencies)))
    for currency in currencies:
        yield _row(this, figure, columns, currency, None)


def _instead(figure: Figure) -> Message | None:
    """Return the message to show if there are no statistics."""
    return figure.withheld or (None if figure.statistics else NOTHING)


def _row(
    this: OpenRound, figure: Figure, columns: Sequence[str], currency: str | None, instead: Message | None
) -> SimpleNamespace:
    """Return the row of an area or of a currency: its statistics, or the message to show instead."""
    key = key_statistic(figure, currency) if instead is None else None
    is_part = bool(currency) and len({statistic.currency for statistic in figure.statistics}) > 1
    coverage = figure.coverage_of(key) if key else figure.coverage
    return SimpleNamespace(
        name=this.name(figure.area),
        currency=currency if is_part else "",
        coverage=coverage.sentence(),
        gaps="" if is_part else gaps(this.visit, figure, key),
        cells=[
            _cell(this, figure, code, currency or "", is_part) if _says_more(code, key) else ""
            for code in columns
        ],
        instead=instead,
        years="" if is_part or figure.withheld else _years(this, figure, key),
        change=change_of(this.visit, figure.question, key) if key else "",
    )


def _says_more(code: str, key: Statistic | None) -> bool:
    """Tell whether a statistic says anything besides the key statistic.

    Of one answer all are the same; of fewer than five there is no middle half.
    """
    if key is None or code == key.code or code.startswith("share:"):
        return True
    return key.n >= FEWEST_WITH_A_MIDDLE if code == "q1" else key.n > 1


def _cell(this: OpenRound, figure: Figure, code: str, currency: str, is_part: bool) -> str:
    """Return a statistic in words, without the currency of its row; a lower end includes the upper."""
    statistic = figure.statistic(code, currency)
    if statistic is None:
        return ""
    said = written(this.visit, figure.question, replace(statistic, currency="") if is_part else statistic)
    upper = figure.statistic(ENDS[code], currency) if code in ENDS else None
    if upper is not None and upper.value != statistic.value:
        high = written(this.visit, figure.question, replace(upper, currency="") if is_part else upper)
        return this.visit.plain(
            say("figures/range", "{low} to {high}", note="two values", low=said, high=high)
        )
    count = figure.statistic(code.replace("share:", "count:")) if code.startswith("share:") else None
    if count is None or not isinstance(count.value, float | int):
        return said
    return this.visit.plain(
        say("figures/share-and-count", "{share} ({count})", share=said, count=round(count.value))
    )


def _years(this: OpenRound, figure: Figure, key: Statistic | None) -> str:
    """Say the reference years of the key statistic, and how many answers gave one."""
    years = figure.years_of(key) if key is not None else figure.reference
    return this.visit.plain(years.sentence()) if years is not None else ""


def _notes(this: OpenRound, figure: Figure) -> Iterator[str]:
    """Yield notes: on hidden figures, lower bounds, years that differ, and parts that miss their total."""
    if figure.hidden_note is not None:
        yield this.visit.plain(figure.hidden_note)
    yield from (this.visit.plain(note) for note in _warnings(this.name(figure.area), figure))
    for part in figure.parts():
        if part.disagreeing:
            yield this.visit.plain(
                say(
                    "figures/parts-differ",
                    "{area}: some countries’ parts do not agree with their own total ({listed}).",
                    area=this.name(figure.area),
                    listed=[
                        this.name(country)
                        for country in this.figures.areas.countries
                        if country.code in part.disagreeing
                    ],
                )
            )


def _warnings(area: str, figure: Figure) -> Iterator[Message]:
    """Yield what must be known before a sum or a rate is quoted."""
    if any(figure.is_lower_bound(statistic) for statistic in figure.statistics):
        yield say_count(
            "figures/lower-bound",
            "{area}: the sum is a lower bound, as {count} country includes its figure in another one.",
            "{area}: the sum is a lower bound, as {count} countries include their figures in other ones.",
            figure.coverage.missing[ELSEWHERE],
            area=area,
        )
    if figure.rate_years is not None and figure.rate_years.differing:
        yield say_count(
            "figures/years-differ",
            "{area}: in {count} of {all} answers, the two numbers of the rate are of different years.",
            "{area}: in {count} of {all} answers, the two numbers of the rate are of different years.",
            figure.rate_years.differing,
            area=area,
            all=figure.rate_years.of,
        )
