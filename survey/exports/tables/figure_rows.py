"""The table of figures: one row per statistic, question, row, cell and area.

    statistic   means
    (blank)     nobody answered; only the coverage is given
    withheld    not shown to this reader, because it would tell what single countries answered
    value       the answer of a country (level country)
    calculated  the same, where it follows from other answers: a percentage of two numbers, or a question
                that the questionnaire calculates
    count       of a country: that it wrote something (a text is no figure)

A country has a row for everything that it answered; each of its own rows and entries has one.

Earliest and latest days are written as numbers, year, month, day (20200531). Coverage is a share, 0 to 1, and
that of the statistic: of an amount in a currency, who answered in it; of a rate, who gave both numbers. The
edition is that in which the figures were released; blank where they are made of the reports accepted now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from survey.exports.phrases import CALCULATED_VALUE, NOT_A_STATISTIC, VALUE, WITHHELD
from survey.exports.tables.answers import by_field
from survey.exports.tables.closed_lists import codes_of
from survey.exports.tables.headings import heading
from survey.exports.tables.naming import Naming, Show
from survey.exports.tables.source import Source
from survey.exports.tables.tables import Cell, DataTable, Field, Rows, Type
from survey.figures.areas import COUNTRY, name_of
from survey.questionnaire.kinds.calculated import Calculated
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
    ("reference_years_given", Type.INTEGER), ("reference_years_differ", Type.INTEGER),
    ("lower_bound", Type.TRUTH), ("answers_carried", Type.INTEGER), ("region_scheme", Type.CODE),
    ("edition", Type.INTEGER),
)  # fmt: skip
ONE_ANSWER = ("median", "earliest", "entries")
"""The statistics that are the answer itself, for a single country; the first that there is."""
EXACT = 12
"""The most decimals of a figure, so that sums of decimal fractions show no rounding errors."""


def figures_table(
    source: Source, naming: Naming, seen: Seen | Callable[[], Seen], countries: bool = False
) -> DataTable:
    """Return the figures that a reader may see; with `countries`, also those of each country.

    `seen` can be a function, which adds up when the rows are read.
    """
    breakdowns = tuple(source.form.breakdowns)
    fields = (
        _field(naming, "round", source.round_type),
        *(_field(naming, name, kind) for name, kind in BEFORE[1:]),
        *(by_field(naming, code) for code in breakdowns),
        *(_field(naming, name, kind) for name, kind in AFTER),
    )

    def rows() -> Rows:
        own = _own_words(source, naming) if countries else {}
        for figure in _figures(seen() if callable(seen) else seen, countries):
            words = own.get(figure.area.code, {}).get(figure.question.inside or figure.question.rows_from, {})
            for row in _rows(source, naming, breakdowns, figure, words):
                yield (*row, source.scheme, source.edition or None)

    questions = source.form.questions.values()
    dimension = {naming.question(question): naming.sheet(question.id) for question in questions}
    key = ("round", "level", "area_code", "question", "row", *breakdowns, "statistic", "currency")
    return DataTable("figures", fields, rows, key, lambda row: dimension.get(str(row[4]), ""))


def _field(naming: Naming, name: str, kind: Type) -> Field:
    title, codes = naming.plain(heading(name)), codes_of(naming.form, name)
    return Field(name, naming.heading(name), kind, title=title, wide=name == "label", codes=codes)


def _figures(seen: Seen, countries: bool) -> Iterator[Figure]:
    yield from seen
    for area in seen.areas.countries if countries else ():
        if seen.entitled is None or area.code in seen.entitled:
            yield from seen.in_area(area)


def _own_words(source: Source, naming: Naming) -> dict[str, dict[str, dict[str, str]]]:
    """Return the words of the rows that countries added, by reporter and list; none if codes are written."""
    if naming.show is Show.CODES:
        return {}
    return {case.reporter: naming.own_rows(case.content) for case in source.cases()}


def _rows(
    source: Source, naming: Naming, breakdowns: Iterable[str], figure: Figure, own: Mapping[str, str]
) -> Rows:
    question = figure.question
    by = {breakdown.code for breakdown in question.kind.by} if isinstance(question.kind, Number) else set()
    given = dict(part.split("=", 1) for part in figure.cell.split(";")) if figure.cell != TOTAL else {}
    begins = (
        naming.round(source), naming.level(figure.area), figure.area.code, _name(naming, figure.area),
        naming.question(question), naming.plain(question.label), naming.row(question, figure.row, own),
        *(naming.broken_down(name, given.get(name, TOTAL)) if name in by else "" for name in breakdowns),
    )  # fmt: skip
    if not figure.statistics:
        nothing = naming.tell(WITHHELD, NOT_A_STATISTIC[WITHHELD]) if figure.withheld else ""
        n = 0 if figure.coverage.told else None
        coverage = figure.coverage
        yield (
            *begins,
            nothing,
            "",
            "",
            None,
            "",
            *coverage_cells(coverage),
            None,
            None,
            n,
            *_gaps(coverage),
            *(None, None, "false" if naming.show is Show.CODES else "", None),
        )
        return
    for code, statistic in _statistics(naming, figure):
        value = (
            _years(naming, figure, statistic),
            figure_cell(statistic.value),
            naming.unit_of(statistic, question),
        )
        compared = statistic.compared if statistic.change is not None else None
        coverage = figure.coverage_of(statistic)
        numbers = (
            *coverage_cells(coverage),
            figure_cell(statistic.change),
            compared,
            statistic.n,
            *_gaps(coverage),
        )
        yield (*begins, code, statistic.currency, *value, *numbers, *_notes(naming, figure, statistic))


def year_range(figure: Figure, statistic: Statistic) -> str:
    """Return the range of the reference years, or a single year."""
    years = figure.years_of(statistic)
    return "-".join(map(str, dict.fromkeys((years.first, years.last)))) if years else ""


def _years(naming: Naming, figure: Figure, statistic: Statistic) -> str:
    """Return the reference years; programs get a range always, or some would read a year and some a text."""
    years = figure.years_of(statistic) if naming.show is Show.CODES else None
    return f"{years.first}-{years.last}" if years else year_range(figure, statistic)


def _notes(naming: Naming, figure: Figure, statistic: Statistic) -> tuple[Cell, ...]:
    """Return what must be known before a value is quoted: its years, a lower bound, answers carried over."""
    years, is_rate = figure.years_of(statistic), statistic.code == "rate"
    return (
        years.given if years else None,
        years.differing if years and is_rate else None,
        _at_least(naming, figure, statistic),
        statistic.carried,
    )


def _at_least(naming: Naming, figure: Figure, statistic: Statistic) -> str:
    """Return whether a sum is a lower bound; no other statistic is, which programs read in every row."""
    if statistic.code != "sum" and naming.show is not Show.CODES:
        return ""
    return naming.truth("true" if figure.is_lower_bound(statistic) else "false")


def coverage_cells(coverage: Coverage) -> tuple[Cell, ...]:
    """Return how many were expected and how many stand behind a statistic; where withheld, only the first."""
    if not coverage.told:
        return coverage.expected, None, None
    return coverage.expected, coverage.reporting, figure_cell(round(coverage.share, 4))


def _gaps(coverage: Coverage) -> tuple[Cell, ...]:
    """Return how many do not stand behind a statistic, by reason."""
    if not coverage.told:
        return (None,) * len(GAPS)
    missing = (coverage.missing.get(reason, 0) for reason in MISSING_REASONS)
    return (*missing, coverage.not_asked, coverage.blank, coverage.apart, coverage.without_report)


def _name(naming: Naming, area: Area) -> str:
    name = name_of(area, naming.form)
    return naming.reporter(area.code, area.names) if name is None else naming.plain(name)


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
    is_calculated = figure.is_calculated or isinstance(figure.question.kind, Calculated)
    code = CALCULATED_VALUE if is_calculated else VALUE
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


def figure_cell(value: float | date | None) -> Cell:
    """Return a value as files write it: whole numbers without a point, days as numbers."""
    if isinstance(value, date):
        return int(value.strftime("%Y%m%d"))
    if value is None:
        return None
    rounded = round(value, EXACT)
    return int(rounded) if rounded.is_integer() else rounded
