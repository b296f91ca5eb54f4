"""The table of figures: one row per statistic, question, row, cell and area.

    statistic   means
    (blank)     nobody answered; only the coverage is given
    withheld    not shown to this reader, because it would tell what single countries answered
    value       the answer of a country (level country)
    calculated  a percentage of a country that follows from two numbers of its report
    count       of a country: that it wrote something (a text is no figure)

Earliest and latest days are written as numbers, year, month, day (20200531). Coverage is a share, 0 to 1, and
that of the statistic: of an amount in a currency, who answered in it; of a rate, who gave both numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from survey.exports.phrases import CALCULATED_VALUE, NOT_A_STATISTIC, VALUE, WITHHELD
from survey.exports.tables.answers import by_field
from survey.exports.tables.headings import heading
from survey.exports.tables.naming import Naming
from survey.exports.tables.source import Source
from survey.exports.tables.tables import Cell, DataTable, Field, Rows, Type
from survey.figures.areas import COUNTRY
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import MISSING_REASONS, TOTAL

if TYPE_CHECKING:
    from survey.figures import Area, Coverage, Figure, Seen, Statistic

BEFORE = (
    ("round", Type.CODE), ("level", Type.CODE), ("area_code", Type.CODE), ("area_name", Type.TEXT),
    ("question", Type.CODE), ("label", Type.TEXT), ("row", Type.TEXT),
)  # fmt: skip
GAPS = (
    *(f"missing_{reason}" for reason in MISSING_REASONS), "not_asked", "blank", "answered_apart", "no_report",
)  # fmt: skip
"""The columns that count, reason by reason, who does not stand behind the statistic."""
AFTER = (
    ("statistic", Type.CODE), ("currency", Type.CODE), ("reference_years", Type.CODE),
    ("value", Type.MIXED), ("unit", Type.CODE), ("countries_expected", Type.INTEGER),
    ("countries_reporting", Type.INTEGER), ("coverage", Type.NUMBER), ("change", Type.MIXED),
    ("countries_compared", Type.INTEGER), ("n", Type.INTEGER), *((name, Type.INTEGER) for name in GAPS),
)  # fmt: skip
ONE_ANSWER = ("median", "earliest", "entries")
"""The statistics that are the answer itself, for a single country; the first that there is."""
EXACT = 12
"""The most decimals of a figure, so that sums of decimal fractions show no rounding errors."""


def figures_table(source: Source, naming: Naming, seen: Seen, countries: bool = False) -> DataTable:
    """Return the figures that a reader may see; with `countries`, also those of each country."""
    breakdowns = tuple(source.form.breakdowns)
    fields = (
        *(_field(naming, name, kind) for name, kind in BEFORE),
        *(by_field(naming, code) for code in breakdowns),
        *(_field(naming, name, kind) for name, kind in AFTER),
    )

    def rows() -> Rows:
        for figure in _figures(seen, countries):
            yield from _rows(source, naming, breakdowns, figure)

    dimension = {question: naming.sheet(question) for question in source.form.questions}
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
    by = {breakdown.code for breakdown in question.kind.by} if isinstance(question.kind, Number) else set()
    given = dict(part.split("=", 1) for part in figure.cell.split(";")) if figure.cell != TOTAL else {}
    begins = (
        source.round, naming.level(figure.area), figure.area.code, _name(naming, figure.area),
        question.id, naming.plain(question.label), naming.row(question, figure.row, {}),
        *(naming.broken_down(name, given.get(name, TOTAL)) if name in by else "" for name in breakdowns),
    )  # fmt: skip
    years = "-".join(map(str, dict.fromkeys(figure.years))) if figure.years else ""
    if not figure.statistics:
        nothing = naming.tell(WITHHELD, NOT_A_STATISTIC[WITHHELD]) if figure.withheld else ""
        n = 0 if figure.coverage.told else None
        yield (
            *begins,
            nothing,
            "",
            years,
            None,
            "",
            *_share(figure.coverage),
            None,
            None,
            n,
            *_gaps(figure.coverage),
        )
        return
    for code, statistic in _statistics(naming, figure):
        compared = (
            (_plain(statistic.change), statistic.compared) if statistic.change is not None else (None, None)
        )
        value, unit = _plain(statistic.value), naming.unit(question) if statistic.unit else ""
        unit = statistic.unit if statistic.unit and not unit else unit
        coverage = figure.coverage_of(statistic)
        numbers = (*_share(coverage), *compared, statistic.n, *_gaps(coverage))
        yield (*begins, code, statistic.currency, years, value, unit, *numbers)


def _share(coverage: Coverage) -> tuple[Cell, ...]:
    """Return how many were expected and how many stand behind a statistic; where withheld, only the first."""
    if not coverage.told:
        return coverage.expected, None, None
    return coverage.expected, coverage.reporting, _plain(round(coverage.share, 4))


def _gaps(coverage: Coverage) -> tuple[Cell, ...]:
    """Return how many do not stand behind a statistic, by reason."""
    if not coverage.told:
        return (None,) * len(GAPS)
    missing = (coverage.missing.get(reason, 0) for reason in MISSING_REASONS)
    return (*missing, coverage.not_asked, coverage.blank, coverage.apart, coverage.without_report)


def _name(naming: Naming, area: Area) -> str:
    return naming.plain(area.name) if area.name else naming.reporter(area.code, area.names)


def _statistics(naming: Naming, figure: Figure) -> Iterator[tuple[str, Statistic]]:
    """Yield the statistics with their names; for a country, only its answer, once per currency."""
    if figure.area.level == COUNTRY:
        yield from _of_country(naming, figure)
        return
    for statistic in figure.statistics:
        yield naming.statistic(statistic), statistic


def _of_country(naming: Naming, figure: Figure) -> Iterator[tuple[str, Statistic]]:
    """Yield what a country answered: a value by currency, its choices, or that it wrote something."""
    chosen = [found for found in figure.statistics if found.code.startswith("count:") and found.value]
    yield from ((naming.statistic(statistic), statistic) for statistic in chosen)
    code = CALCULATED_VALUE if figure.is_calculated else VALUE
    values = {
        statistic.currency: statistic
        for wanted in reversed(ONE_ANSWER)
        for statistic in figure.statistics
        if statistic.code == wanted
    }
    for _, statistic in sorted(values.items()):
        yield naming.tell(code, NOT_A_STATISTIC[code]), statistic
    if not chosen and not values:
        yield from ((naming.statistic(found), found) for found in figure.statistics if found.code == "count")


def _plain(value: float | date | None) -> Cell:
    if isinstance(value, date):
        return int(value.strftime("%Y%m%d"))
    if value is None:
        return None
    rounded = round(value, EXACT)
    return int(rounded) if rounded.is_integer() else rounded
