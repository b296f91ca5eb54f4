"""A question over all countries of a round: by region, by country, and in their own words."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from survey.figures import THE_WORLD
from survey.messages import say
from survey.questionnaire.kinds.breakdowns import cell_keys
from survey.questionnaire.kinds.number import Number
from survey.questionnaire.model import TOTAL
from survey.web.access import on_round
from survey.web.figures_words import (
    ENDS,
    WRITTEN,
    change_of,
    coverage_of,
    gaps,
    key_statistic,
    label_of,
    unit_of,
    written,
)
from survey.web.pages.figures_countries import SORTS, countries_at, headings, sorted_lines
from survey.web.pages.figures_plots import legend_of, plot_of_areas, plot_of_countries
from survey.web.pages.figures_texts import Typed, texts_at
from survey.web.reports import opened
from survey.web.rounds import OpenRound, open_at
from survey.web.visit import nothing_here

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from survey.figures import Area, Figure
    from survey.questionnaire.model import Question

pages = Blueprint("figures_question", __name__)

UPPER_ENDS = frozenset(ENDS.values())


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a question is looked at: its row, its cell, which part of the world."""

    question: Question
    row: str
    cell: str
    region: Area


@pages.get("/<lang>/rounds/<form>/<int:year>/questions/<question_id>")
@on_round
def question(form: str, year: int, question_id: str) -> str:
    """Show what a question adds up to."""
    with opened() as session:
        this = open_at(session)
        return page_of(this, asked_of(this, question_id))


def asked_of(this: OpenRound, question_id: str) -> Asked:
    """Read off the address what is looked at; what the question does not have is not there."""
    found = this.question(question_id)
    rows, cells = rows_of(found), cells_of(found)
    row, cell = request.args.get("row") or rows[0], request.args.get("cell") or TOTAL
    if row not in rows or cell not in cells:
        raise nothing_here()
    return Asked(found, row, cell, this.area(request.args.get("region", "")))


def page_of(this: OpenRound, asked: Asked, typed: Typed | None = None) -> str:
    """Make the page of a question."""
    one, row, cell = asked.question, asked.row, asked.cell
    figures = [this.figure(area, one, row, cell) for area in this.figures.areas.larger]
    is_text = one.kind.name in WRITTEN
    sort = request.args.get("sort", "")
    lines = [] if is_text else sorted_lines(countries_at(this, one, row, cell, asked.region), sort)
    label = this.visit.plain(one.label)
    return render_template(
        "figures_question.html",
        this=this,
        asked=asked,
        question=one,
        rows=choices_of_rows(this, one),
        cells=choices_of_cells(this, one),
        areas=areas_of(this, asked),
        table=table_of(this, figures),
        drawn=None if is_text else plot_of_areas(this, figures),
        legend=legend_of(this, figures),
        lines=lines,
        columns=columns_of(this, asked, sort, lines),
        bars=plot_of_countries(this, label, lines),
        texts=texts_at(this, asked, typed) if is_text else None,
        section=this.form.section_of[one.id],
        unit=unit_of(one),
    )


def rows_of(question: Question) -> list[str]:
    """The rows by which figures are told apart."""
    return [row.code for row in question.rows] or [""]


def cells_of(question: Question) -> tuple[str, ...]:
    """The cells into which figures are broken down."""
    return cell_keys(question.kind.by) if isinstance(question.kind, Number) else (TOTAL,)


def choices_of_rows(this: OpenRound, question: Question) -> list[tuple[str, str]]:
    """The rows to choose from, if there are any."""
    return [(row.code, this.visit.plain(row.label)) for row in question.rows]


def choices_of_cells(this: OpenRound, question: Question) -> list[tuple[str, str]]:
    """The cells to choose from, if it is broken down."""
    if not isinstance(question.kind, Number) or not question.kind.by:
        return []
    return [(cell, _cell_label(this, question.kind, cell)) for cell in cells_of(question)]


def _cell_label(this: OpenRound, kind: Number, cell: str) -> str:
    """What a cell is called: its codes, and the total of what it is not broken down by."""
    codes = {} if cell == TOTAL else dict(part.split("=", 1) for part in cell.split(";"))
    labels = [
        next((option.label for option in by.codes if option.code == codes.get(by.code)), by.total)
        for by in kind.by
    ]
    return this.visit.plain(say("figures/cell", "{listed}", listed=labels))


def areas_of(this: OpenRound, asked: Asked) -> list[SimpleNamespace]:
    """The world and its regions, to limit the countries to."""
    return [
        SimpleNamespace(
            name=this.name(area),
            address=address_of(this, asked, region=area.code if area is not THE_WORLD else ""),
            current=area == asked.region,
        )
        for area in this.figures.areas.larger
    ]


def address_of(this: OpenRound, asked: Asked, **other: str) -> str:
    """This page with something else chosen."""
    chosen = {
        "row": asked.row if asked.question.rows else "",
        "cell": asked.cell if asked.cell != TOTAL else "",
        "region": asked.region.code if asked.region is not THE_WORLD else "",
        "sort": request.args.get("sort", ""),
        "find": request.args.get("find", ""),
    }
    return this.url("questions", asked.question.id, **{**chosen, **other})


def table_of(this: OpenRound, figures: Sequence[Figure]) -> SimpleNamespace:
    """The figures by area: a column for each statistic that any of the areas has."""
    columns = columns_of_areas(this, figures)
    return SimpleNamespace(
        labels=list(columns.values()),
        rows=[_row(this, figure, list(columns)) for figure in figures],
        has_change=any(one.change is not None for figure in figures for one in figure.statistics),
        has_years=any(figure.years for figure in figures),
        notes=[note for figure in figures for note in _notes(this, figure)],
    )


def columns_of_areas(this: OpenRound, figures: Sequence[Figure]) -> dict[tuple[str, str], str]:
    """The statistics that are shown, with what they are called; two ends stand in one column."""
    found: dict[tuple[str, str], str] = {}
    for figure in figures:
        for one in figure.statistics:
            is_count = one.code == "count" and len(figure.statistics) > 1
            if is_count or one.code.startswith("count:") or one.code in UPPER_ENDS:
                continue
            found.setdefault(one.key, label_of(this.visit, figure.question, one))
    return found


def _row(this: OpenRound, figure: Figure, columns: Sequence[tuple[str, str]]) -> SimpleNamespace:
    key = key_statistic(figure)
    return SimpleNamespace(
        name=this.name(figure.area),
        coverage=(coverage_of(figure, key) if key else figure.coverage).sentence(),
        gaps=gaps(this.visit, figure.coverage),
        cells=[_cell(this, figure, *column) for column in columns],
        withheld=figure.withheld,
        years=_years(this, figure),
        change=change_of(this.visit, figure.question, key) if key else "",
        nothing=not figure.statistics and not figure.withheld,
    )


def _cell(this: OpenRound, figure: Figure, code: str, currency: str) -> str:
    """A statistic in words; a share with how many that are, a lower end with the upper one."""
    one = figure.statistic(code, currency)
    if one is None:
        return ""
    said = written(this.visit, figure.question, one)
    upper = figure.statistic(ENDS[code], currency) if code in ENDS else None
    if upper is not None:
        high = written(this.visit, figure.question, upper)
        return this.visit.plain(say("figures/range", "{low} to {high}", low=said, high=high))
    count = figure.statistic(code.replace("share:", "count:")) if code.startswith("share:") else None
    if count is None or not isinstance(count.value, float | int):
        return said
    return this.visit.plain(
        say("figures/share-and-count", "{share} ({count})", share=said, count=round(count.value))
    )


def _years(this: OpenRound, figure: Figure) -> str:
    if figure.years is None:
        return ""
    first, last = figure.years
    return str(first) if first == last else f"{first}–{last}"


def _notes(this: OpenRound, figure: Figure) -> Iterator[str]:
    """What must be known beside the figures: parts that do not agree with their total."""
    for part in figure.parts():
        if part.disagreeing:
            yield this.visit.plain(
                say(
                    "figures/parts-differ",
                    "{area}: some countries’ parts do not agree with their own total ({listed}).",
                    area=this.name(figure.area),
                    listed=[
                        this.name(one) for one in this.figures.areas.countries if one.code in part.disagreeing
                    ],
                )
            )


def columns_of(this: OpenRound, asked: Asked, sort: str, lines: Sequence[object]) -> list[object]:
    """The columns of the table of countries: those that any of them fills."""
    filled = {
        "country": True,
        "region": True,
        "answer": True,
        "year": any(getattr(one, "year", None) for one in lines),
        "before": any(getattr(one, "before", "") for one in lines),
        "change": any(getattr(one, "change", "") for one in lines),
    }
    wanted = [name for name in SORTS if filled[name]]
    return list(
        zip(wanted, headings(sort, lambda name: address_of(this, asked, sort=name), wanted), strict=True)
    )
