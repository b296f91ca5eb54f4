"""A question over all countries of a round: by region, by country, and in their own words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from survey.figures import THE_WORLD
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import TOTAL
from survey.web.figures.areas import table_of
from survey.web.figures.choice import FigureChoice
from survey.web.figures.context import OpenRound, open_at
from survey.web.figures.countries import SORTS, countries_at, headings, sorted_lines
from survey.web.figures.findings import finding_of, measure_of, source_of
from survey.web.figures.plots.by_area import legend_of, plot_of_areas
from survey.web.figures.plots.by_country import plot_of_countries
from survey.web.figures.plots.over_two import plot_of_two
from survey.web.figures.texts import RefusedPassage, texts_at
from survey.web.figures.words import WRITTEN, unit_label
from survey.web.request.access import on_round
from survey.web.request.report import read_session
from survey.web.request.visit import nothing_here

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.figures import Figure
    from survey.questionnaire.model import Question
    from survey.web.figures.countries import ColumnHeading, CountryLine

pages = Blueprint("figures_question", __name__)

FORMATS = ("CSV", "JSON", "SVG", "PNG")
"""The files in which the figures of a question lie at lasting addresses."""


@pages.get("/<lang>/rounds/<form>/<int:year>/questions/<question_id>")
@on_round
def question(form: str, year: int, question_id: str) -> str:
    """Show what a question adds up to."""
    with read_session() as session:
        this = open_at(session)
        return page_of(this, read_choice(this, question_id))


def read_choice(this: OpenRound, question_id: str) -> FigureChoice:
    """Read from the address what to look at, or refuse what the question does not have."""
    found = this.question(question_id)
    rows, cells = rows_of(found), cells_of(found)
    row, cell = request.args.get("row") or rows[0], request.args.get("cell") or TOTAL
    if row not in rows or cell not in cells:
        raise nothing_here()
    return FigureChoice(found, row, cell, this.area(request.args.get("region", "")))


def page_of(this: OpenRound, choice: FigureChoice, typed: RefusedPassage | None = None) -> str:
    """Make the page of a question."""
    question, row, cell = choice.question, choice.row, choice.cell
    figures = figures_of(this, choice)
    is_text = question.kind.name in WRITTEN
    headed = None if is_text else headed_plot(this, figures)
    drawn = None if is_text else plot_of_areas(this, figures)
    sort = request.args.get("sort", "")
    lines = [] if is_text else sorted_lines(countries_at(this, question, row, cell, choice.region), sort)
    return render_template(
        "figures/question.html",
        this=this,
        choice=choice,
        question=question,
        rows=choices_of_rows(this, question),
        cells=choices_of_cells(this, question),
        areas=areas_of(this, choice),
        table=table_of(this, figures),
        headed=headed,
        drawn=drawn,
        legend=legend_of(this, figures) if drawn is not None else "",
        addresses=addresses_of(this, choice, headed is not None and (headed.plot or drawn) is not None),
        lines=lines,
        in_numbers=any(line.answer.number is not None for line in lines),
        columns=columns_of(this, choice, sort, lines),
        bars=plot_of_countries(this, question, lines),
        texts=texts_at(this, choice, typed) if is_text else None,
        section=this.form.section_of[question.id],
        unit=unit_label(question),
    )


def figures_of(this: OpenRound, choice: FigureChoice) -> list[Figure]:
    """Return the figures of all reporters and of each region, as this person may see them."""
    return [this.figure(area, choice.question, choice.row, choice.cell) for area in this.figures.areas.larger]


def headed_plot(this: OpenRound, figures: Sequence[Figure]) -> SimpleNamespace:
    """Return what was found, what is measured and where it comes from, with the plot that shows it."""
    years = [version.year for version in this.earlier_and_this() if version.year < this.year]
    return SimpleNamespace(
        finding=finding_of(this.visit, figures[0]),
        measure=measure_of(this, figures[0]),
        source=source_of(this),
        plot=plot_of_two(this, figures, years[-1]) if years else None,
    )


def addresses_of(this: OpenRound, choice: FigureChoice, has_plot: bool) -> list[tuple[str, str]]:
    """Return the files of these figures, by the name of their format; pictures only if there is a plot."""
    chosen = {
        "row": choice.row if choice.question.rows else "",
        "cell": choice.cell if choice.cell != TOTAL else "",
    }
    return [
        (name, this.url("figures", f"{choice.question.id}.{name.lower()}", **chosen))
        for name in (FORMATS if has_plot else FORMATS[:2])
    ]


def rows_of(question: Question) -> list[str]:
    """Return the rows by which figures are told apart."""
    return [row.code for row in question.rows] or [""]


def cells_of(question: Question) -> tuple[str, ...]:
    """Return the cells into which figures are broken down."""
    return question.kind.keys if isinstance(question.kind, Number) else (TOTAL,)


def choices_of_rows(this: OpenRound, question: Question) -> list[tuple[str, str]]:
    """Return the rows to choose from, if there are any."""
    return [(row.code, this.visit.plain(row.label)) for row in question.rows]


def choices_of_cells(this: OpenRound, question: Question) -> list[tuple[str, str]]:
    """Return the cells to choose from, if the question is broken down."""
    if not isinstance(question.kind, Number) or not question.kind.by:
        return []
    return [(cell, _cell_label(this, question.kind, cell)) for cell in cells_of(question)]


def _cell_label(this: OpenRound, kind: Number, cell: str) -> str:
    """Return the label of a cell: its codes, and the totals of the other breakdowns."""
    codes = {} if cell == TOTAL else dict(part.split("=", 1) for part in cell.split(";"))
    labels = [
        next((option.label for option in by.codes if option.code == codes.get(by.code)), by.total)
        for by in kind.by
    ]
    return " · ".join(this.visit.plain(label) for label in labels)


def areas_of(this: OpenRound, choice: FigureChoice) -> list[SimpleNamespace]:
    """Return links to the world and its regions, which limit the list of countries."""
    return [
        SimpleNamespace(
            name=this.name(area),
            address=address_of(this, choice, region=area.code if area is not THE_WORLD else ""),
            current=area == choice.region,
        )
        for area in this.figures.areas.larger
    ]


def address_of(this: OpenRound, choice: FigureChoice, **other: str) -> str:
    """Return the address of this page with another choice."""
    chosen = {
        "row": choice.row if choice.question.rows else "",
        "cell": choice.cell if choice.cell != TOTAL else "",
        "region": choice.region.code if choice.region is not THE_WORLD else "",
        "sort": request.args.get("sort", ""),
        "find": request.args.get("find", ""),
    }
    return this.url("questions", choice.question.id, **{**chosen, **other})


def columns_of(
    this: OpenRound, choice: FigureChoice, sort: str, lines: Sequence[CountryLine]
) -> list[tuple[str, ColumnHeading]]:
    """Return the columns of the table of countries: those that any country fills."""
    filled = {
        "country": True,
        "region": True,
        "answer": True,
        "year": any(line.year for line in lines),
        "before": any(line.before.said for line in lines),
        "change": any(line.change for line in lines),
    }
    wanted = [name for name in SORTS if filled[name]]
    made = headings(this, sort, lambda name: address_of(this, choice, sort=name), wanted)
    return list(zip(wanted, made, strict=True))
