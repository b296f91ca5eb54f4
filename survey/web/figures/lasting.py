"""The figures of a question at lasting addresses: as a table, as data with what describes them, as a picture.

Each shows what its reader may see of them, as the page does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, make_response

from survey.exports.phrases import SAMPLE_DATA
from survey.exports.plots import WIDE
from survey.exports.plots.standalone import Around, standalone, to_png
from survey.exports.tables.as_csv import MACHINES, to_csv
from survey.exports.tables.figure_rows import coverage_cells, figure_cell, year_range
from survey.exports.tables.marking import as_samples
from survey.exports.tables.tables import Cell, DataTable, Field, Type
from survey.figures import THE_WORLD
from survey.web.figures.context import OpenRound, open_at
from survey.web.figures.findings import finding_of, measure_of, source_of
from survey.web.figures.plots.by_area import plot_of_areas
from survey.web.figures.question import figures_of, headed_plot, page_of, read_choice
from survey.web.figures.words import unit_of
from survey.web.request.access import on_round
from survey.web.request.demonstration import has_samples
from survey.web.request.report import read_session
from survey.web.request.visit import nothing_here

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from survey.figures import Figure, Statistic
    from survey.web.figures.choice import FigureChoice

pages = Blueprint("figures_lasting", __name__)

AT = "/<lang>/rounds/<form>/<int:year>/figures/<question_id>"
FIELDS = (
    ("round", Type.CODE), ("question", Type.CODE), ("row", Type.CODE), ("cell", Type.CODE),
    ("level", Type.CODE), ("area_code", Type.CODE), ("area_name", Type.TEXT),
    ("statistic", Type.CODE), ("currency", Type.CODE), ("value", Type.MIXED), ("unit", Type.CODE),
    ("change", Type.MIXED), ("countries_compared", Type.INTEGER), ("countries_expected", Type.INTEGER),
    ("countries_reporting", Type.INTEGER), ("n", Type.INTEGER), ("reference_years", Type.CODE),
    ("edition", Type.INTEGER),
)  # fmt: skip
WITHHELD = "withheld"


@pages.get(AT)
@on_round
def lasting(form: str, year: int, question_id: str) -> Response:
    """Show the figures of a question at their lasting address, or give the file that is named."""
    with read_session() as session:
        name, _, ending = question_id.rpartition(".")
        this = open_at(session, is_file=ending in FILES)
        if ending in FILES and name in this.form.questions:
            return FILES[ending](this, read_choice(this, name))
        return make_response(page_of(this, read_choice(this, question_id)))


def _as_csv(this: OpenRound, choice: FigureChoice) -> Response:
    fields = tuple(Field(name, name, kind) for name, kind in FIELDS)
    table = DataTable("figures", fields, lambda: rows_of(this, choice))
    if has_samples():
        table = as_samples(table)
    return Response(b"".join(to_csv(table, MACHINES)), content_type="text/csv; charset=utf-8")


def _as_json(this: OpenRound, choice: FigureChoice) -> Response:
    """Give the data with what describes them."""
    figures, question = figures_of(this, choice), choice.question
    unit = unit_of(question)
    names = [name for name, _ in FIELDS]
    return jsonify(
        {
            "question": question.id,
            "label": this.visit.plain(question.label),
            "questionnaire": this.form.slug,
            "round": this.year,
            "language": this.visit.language.code,
            "unit": unit.code if unit is not None else "",
            "finding": finding_of(this.visit, figures[0]),
            "measure": measure_of(this, figures[0]),
            "source": source_of(this),
            "edition": this.edition,
            "sample": has_samples(),
            "rows": [dict(zip(names, row, strict=True)) for row in rows_of(this, choice)],
        }
    )


def _as_svg(this: OpenRound, choice: FigureChoice) -> Response:
    return Response(_picture(this, choice), content_type="image/svg+xml; charset=utf-8")


def _as_png(this: OpenRound, choice: FigureChoice) -> Response:
    return Response(to_png(_picture(this, choice)), content_type="image/png")


FILES: dict[str, Callable[[OpenRound, FigureChoice], Response]] = {
    "csv": _as_csv,
    "json": _as_json,
    "svg": _as_svg,
    "png": _as_png,
}


def _picture(this: OpenRound, choice: FigureChoice) -> str:
    figures = figures_of(this, choice)
    headed = headed_plot(this, figures)
    plot = headed.plot or plot_of_areas(this, figures)
    if plot is None:
        raise nothing_here()
    finding = headed.finding or this.visit.plain(choice.question.label)
    marks = [this.visit.plain(SAMPLE_DATA)] if has_samples() else []
    source = " · ".join([*marks, headed.source])
    return standalone(plot.drawn(WIDE), Around(finding, headed.measure, source), plot.direction)


def rows_of(this: OpenRound, choice: FigureChoice) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each statistic of each area, as this person may see it."""
    for figure in figures_of(this, choice):
        begins = (
            this.year, choice.question.id, choice.row, choice.cell, figure.area.level,
            "" if figure.area is THE_WORLD else figure.area.code, this.name(figure.area),
        )  # fmt: skip
        if not figure.statistics:
            said = WITHHELD if figure.withheld is not None else ""
            expected, reporting, _ = coverage_cells(figure.coverage)
            n = 0 if figure.coverage.told else None
            yield (*begins, said, "", None, "", None, None, expected, reporting, n, "", this.edition)
        for statistic in figure.statistics:
            yield (*begins, *_row(figure, statistic), this.edition)


def _row(figure: Figure, statistic: Statistic) -> tuple[Cell, ...]:
    expected, reporting, _ = coverage_cells(figure.coverage_of(statistic))
    compared = statistic.compared if statistic.change is not None else None
    return (
        statistic.code, statistic.currency, figure_cell(statistic.value), statistic.unit,
        figure_cell(statistic.change), compared, expected, reporting, statistic.n,
        year_range(figure, statistic),
    )  # fmt: skip
