"""Figures over the rounds: all headline questions, or a question for the world and its regions.

A round has a gap if it asked something else, used another unit, or if its figure is withheld.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from survey.exports.plots import Line, Panel, multiples, series, ticks_over
from survey.figures import THE_WORLD
from survey.messages import say
from survey.web.figures.context import OpenRound, open_at
from survey.web.figures.plots.over_two import plot_of_two
from survey.web.figures.plots.plotted import Plot, plotted
from survey.web.figures.words import key_statistic, label_of, written
from survey.web.request.access import on_round
from survey.web.request.report import read_session

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from survey.figures import Area, Figure, Statistic
    from survey.messages import Message
    from survey.questionnaire.model import Question
    from survey.reads.versions import RoundVersion

pages = Blueprint("figures_years", __name__)

GAP = "–"


@dataclass(frozen=True, slots=True)
class Series:
    """A figure over the rounds: its label, its statistic, its values and how they are written."""

    label: str
    address: str
    statistic: str
    values: tuple[float | None, ...]
    written: tuple[str, ...]
    coverage: tuple[Message | None, ...]
    spans: tuple[tuple[float, float] | None, ...]
    """What the same countries said in each two neighbouring rounds."""
    from_nought: bool
    """Whether an axis from zero makes sense: not for years, nor for one of several currencies."""


@pages.get("/<lang>/rounds/<form>/<int:year>/years")
@on_round
def years(form: str, year: int) -> str:
    """Show the headline figures over the rounds."""
    with read_session() as session:
        this = open_at(session)
        area = this.area(request.args.get("region", ""))
        rounds = this.earlier_and_this()
        named = names_of(this)
        made = (series_of(this, rounds, area, question, named[question.id]) for question in this.headlines())
        found = [line for line in made if line is not None]
        return render_template(
            "figures/years.html",
            this=this,
            title=this.name(area),
            rounds=[version.year for version in rounds],
            areas=places(this, area),
            series=found,
            drawn=panels_of(this, this.name(area), rounds, [line for line in found if line.from_nought]),
            question=None,
        )


@pages.get("/<lang>/rounds/<form>/<int:year>/questions/<question_id>/years")
@on_round
def question_over_years(form: str, year: int, question_id: str) -> str:
    """Show a question's figures over the rounds, of the world and of each region."""
    with read_session() as session:
        this = open_at(session)
        question = this.question(question_id)
        rounds = this.earlier_and_this()
        areas = this.figures.areas.larger
        found = [line for area in areas if (line := series_of(this, rounds, area, question)) is not None]
        label = this.visit.plain(question.label)
        return render_template(
            "figures/years.html",
            this=this,
            title=label,
            rounds=[version.year for version in rounds],
            areas=[],
            series=found,
            drawn=over_rounds(this, question, rounds, found),
            question=question,
        )


def places(this: OpenRound, here: Area) -> list[SimpleNamespace]:
    """Return links to the world and its regions."""
    return [
        SimpleNamespace(
            name=this.name(area),
            address=this.url("years", region="" if area is THE_WORLD else area.code),
            current=area == here,
        )
        for area in this.figures.areas.larger
    ]


def names_of(this: OpenRound) -> dict[str, str]:
    """Return the labels of the headline questions, with their theme if several have the same label."""
    labels = {question.id: this.visit.plain(question.label) for question in this.headlines()}
    often = {label for label, count in Counter(labels.values()).items() if count > 1}
    found = {}
    for question, label in labels.items():
        theme = this.form.themes.get(this.form.section_of[question].theme)
        if label in often and theme is not None:
            both = say("figures/label-in-theme", "{label} ({theme})", label=label, theme=theme.label)
            label = this.visit.plain(both)
        found[question] = label
    return found


def series_of(
    this: OpenRound, rounds: Sequence[RoundVersion], area: Area, question: Question, named: str = ""
) -> Series | None:
    """Return a question's key figure over the rounds; None if no round has this figure."""
    if question.rows:
        return None
    found = [this.figure_in(version, area, question) for version in rounds]
    keys = [key_statistic(figure) if figure is not None else None for figure in found]
    model = next((key for key in reversed(keys) if key is not None and not isinstance(key.value, date)), None)
    if model is None:
        return None
    same = [figure.statistic(model.code, model.currency) if figure is not None else None for figure in found]
    return Series(
        named or this.name(area),
        this.url("questions", question.id, "years") if named else "",
        label_of(this.visit, question, model),
        tuple(_value(statistic) for statistic in same),
        tuple(
            written(this.visit, question, statistic) if statistic is not None else GAP for statistic in same
        ),
        tuple(_coverage(figure, statistic) for figure, statistic in zip(found, same, strict=True)),
        tuple(_span(statistic) for statistic in same[1:]),
        model.unit != "year" and not model.currency,
    )


def _value(statistic: Statistic | None) -> float | None:
    return (
        float(statistic.value) if statistic is not None and isinstance(statistic.value, int | float) else None
    )


def _span(statistic: Statistic | None) -> tuple[float, float] | None:
    """Return what the countries of both rounds said before and now."""
    if statistic is None or statistic.before is None or statistic.change is None:
        return None
    return statistic.before, statistic.before + statistic.change


def _coverage(figure: Figure | None, statistic: Statistic | None) -> Message | None:
    if figure is None or statistic is None:
        return None
    return figure.coverage_of(statistic).sentence()


def panels_of(
    this: OpenRound, title: str, rounds: Sequence[RoundVersion], found: Sequence[Series]
) -> Plot | None:
    """Draw a small plot for each figure, each to its own scale."""
    if len(rounds) < 2 or not found:
        return None
    panels = [Panel(line.label, line.values, line.written[0], line.written[-1], line.spans) for line in found]
    ends = (str(rounds[0].year), str(rounds[-1].year))
    draw = partial(multiples, rounds=ends, panels=panels, one_scale=False)
    return plotted(this.visit, "years", title, says_of(this, rounds, found), draw)


def over_rounds(
    this: OpenRound, question: Question, rounds: Sequence[RoundVersion], found: Sequence[Series]
) -> Plot | None:
    """Draw two rounds as pairs of dots, and more as lines."""
    if len(rounds) != 2 or question.rows:
        return lines_of(this, question, rounds, found)
    figures = [this.figure(area, question) for area in this.figures.areas.larger]
    return plot_of_two(this, figures, rounds[0].year)


def lines_of(
    this: OpenRound, question: Question, rounds: Sequence[RoundVersion], found: Sequence[Series]
) -> Plot | None:
    """Draw a line for the world and each region."""
    values = [value for line in found for value in line.values if value is not None]
    values += [value for line in found for span in line.spans if span is not None for value in span]
    if len(rounds) < 2 or not values:
        return None
    from_nought = question.kind.name != "year"
    figure = this.figure(THE_WORLD, question)
    model = key_statistic(figure) or next(iter(figure.statistics), None)
    ticks = [
        (value, written(this.visit, question, model, value) if model else str(value))
        for value in ticks_over(values, 5, from_nought)
    ]
    lines = [Line(line.label, line.values, line.written, line.spans) for line in found]
    draw = partial(series, rounds=[str(version.year) for version in rounds], lines=lines, ticks=ticks)
    return plotted(this.visit, "years", this.visit.plain(question.label), says_of(this, rounds, found), draw)


def says_of(this: OpenRound, rounds: Sequence[RoundVersion], found: Iterable[Series]) -> str:
    """Describe the lines in words: from the first round with a figure to the last."""
    return " ".join(_line_says(this, rounds, line) for line in found)


def _line_says(this: OpenRound, rounds: Sequence[RoundVersion], line: Series) -> str:
    known = [number for number, value in enumerate(line.values) if value is not None]
    if not known:
        return ""
    first, last = known[0], known[-1]
    return this.visit.plain(
        say(
            "figures/years-says",
            "{label}: {before} in {first}, {after} in {last}.",
            label=line.label,
            before=line.written[first],
            first=str(rounds[first].year),
            after=line.written[last],
            last=str(rounds[last].year),
        )
    )
