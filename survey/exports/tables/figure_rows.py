"""The table of figures: a row for each statistic of each question, row and cell, per area.

    statistic   means
    (blank)     nobody answered: the coverage alone is said
    withheld    not shown to this reader, because it would tell what single countries answered
    value       the answer of one country (level country)

Earliest and latest days are written as numbers, year, month, day (20200531). Coverage is a share, 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from survey.exports.phrases import NOT_A_STATISTIC, VALUE, WITHHELD
from survey.exports.tables.answers import by_field
from survey.exports.tables.headings import heading
from survey.exports.tables.naming import Naming
from survey.exports.tables.source import Source
from survey.exports.tables.tables import Cell, DataTable, Field, Rows, Type
from survey.figures.areas import COUNTRY
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from survey.figures import Area, Figure, Seen, Statistic

BEFORE = (
    ("round", Type.CODE), ("level", Type.CODE), ("area_code", Type.CODE), ("area_name", Type.TEXT),
    ("question", Type.CODE), ("label", Type.TEXT), ("row", Type.TEXT),
)  # fmt: skip
AFTER = (
    ("statistic", Type.CODE), ("currency", Type.CODE), ("reference_years", Type.CODE),
    ("value", Type.MIXED), ("unit", Type.CODE), ("countries_expected", Type.INTEGER),
    ("countries_reporting", Type.INTEGER), ("coverage", Type.NUMBER), ("change", Type.MIXED),
    ("countries_compared", Type.INTEGER),
)  # fmt: skip
ONE_ANSWER = ("median", "earliest", "entries")
"""Which statistic is the answer itself where only one country is looked at."""
EXACT = 12
"""Decimals of a figure: sums of decimal fractions are kept from showing the double behind them."""


def figures_table(source: Source, naming: Naming, seen: Seen, countries: bool = False) -> DataTable:
    """The figures as a reader may see them; with `countries`, those of each one that they may read, too."""
    breakdowns = tuple(source.form.breakdowns)
    fields = (
        *(_field(naming, *one) for one in BEFORE),
        *(by_field(naming, one) for one in breakdowns),
        *(_field(naming, *one) for one in AFTER),
    )

    def rows() -> Rows:
        for figure in _figures(seen, countries):
            yield from _rows(source, naming, breakdowns, figure)

    dimension = {one: naming.sheet(one) for one in source.form.questions}
    key = ("round", "level", "area_code", "question", "row", *breakdowns, "statistic", "currency")
    return DataTable("figures", fields, rows, key, lambda row: dimension.get(str(row[4]), ""))


def _field(naming: Naming, name: str, kind: Type) -> Field:
    return Field(name, naming.heading(name), kind, title=naming.plain(heading(name)), wide=name == "label")


def _figures(seen: Seen, countries: bool) -> Iterator[Figure]:
    yield from seen
    for area in seen.areas.countries if countries else ():
        if seen.entitled is None or area.code in seen.entitled:
            yield from seen.in_area(area)


def _rows(source: Source, naming: Naming, breakdowns: Iterable[str], figure: Figure) -> Rows:
    question = figure.question
    by = {one.code for one in question.kind.by} if isinstance(question.kind, Number) else set()
    given = dict(part.split("=", 1) for part in figure.cell.split(";")) if figure.cell != TOTAL else {}
    begins = (
        source.round, naming.level(figure.area), figure.area.code, _name(naming, figure.area),
        question.id, naming.plain(question.label), naming.row(question, figure.row, {}),
        *(naming.broken_down(one, given.get(one, TOTAL)) if one in by else "" for one in breakdowns),
    )  # fmt: skip
    years = "-".join(map(str, dict.fromkeys(figure.years))) if figure.years else ""
    coverage = figure.coverage
    covered: tuple[Cell, ...] = (coverage.expected, None, None)
    if coverage.told:
        covered = (coverage.expected, coverage.reporting, _plain(round(coverage.share, 4)))
    if not figure.statistics:
        nothing = naming.tell(WITHHELD, NOT_A_STATISTIC[WITHHELD]) if figure.withheld else ""
        yield (*begins, nothing, "", years, None, "", *covered, None, None)
        return
    for code, one in _statistics(naming, figure):
        compared = (_plain(one.change), one.compared) if one.change is not None else (None, None)
        value, unit = _plain(one.value), naming.unit(question) if one.unit else ""
        unit = one.unit if one.unit and not unit else unit
        yield (*begins, code, one.currency, years, value, unit, *covered, *compared)


def _name(naming: Naming, area: Area) -> str:
    return naming.plain(area.name) if area.name else naming.reporter(area.code, area.names)


def _statistics(naming: Naming, figure: Figure) -> Iterator[tuple[str, Statistic]]:
    """The statistics with what they are called; of one country only what it answered, each currency once."""
    told: set[str] = set()
    for one in figure.statistics:
        if figure.area.level != COUNTRY or (one.code.startswith("count:") and one.value):
            yield naming.statistic(one), one
        elif one.code in ONE_ANSWER and one.currency not in told:
            told.add(one.currency)
            yield naming.tell(VALUE, NOT_A_STATISTIC[VALUE]), one


def _plain(value: float | date | None) -> Cell:
    if isinstance(value, date):
        return int(value.strftime("%Y%m%d"))
    if value is None:
        return None
    rounded = round(value, EXACT)
    return int(rounded) if rounded.is_integer() else rounded
