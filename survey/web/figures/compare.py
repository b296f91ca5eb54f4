"""A few countries side by side: the answers of each to the headline questions.

Offers only countries whose answers the reader may read.
"""

from __future__ import annotations

from itertools import groupby
from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from survey.exports.plots import Bar, Frame, bars
from survey.messages import say
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import TOTAL
from survey.web.figures.context import OpenRound, open_at
from survey.web.figures.countries import CountryLine, country_line
from survey.web.figures.plots.plotted import Plot, plotted
from survey.web.figures.round import heading_of
from survey.web.figures.words import unit_label
from survey.web.request.access import on_round
from survey.web.request.report import read_session
from survey.web.request.visit import nothing_here

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from survey.figures import Area
    from survey.questionnaire.model import Question

pages = Blueprint("figures_compare", __name__)

MOST = 6
"""There is no room for more countries side by side."""


@pages.get("/<lang>/rounds/<form>/<int:year>/compare")
@on_round
def compare(form: str, year: int) -> str:
    """Show chosen countries side by side, and let others be chosen."""
    with read_session() as session:
        this = open_at(session)
        chosen = chosen_of(this)
        return render_template(
            "figures/compare.html",
            this=this,
            offered=[(country.code, this.name(country)) for country in this.comparable],
            chosen=chosen[:MOST],
            names=[this.name(country) for country in chosen[:MOST]],
            too_many=len(chosen) > MOST,
            most=MOST,
            groups=list(groups_of(this, chosen[:MOST])) if chosen else [],
        )


def chosen_of(this: OpenRound) -> list[Area]:
    """Return the countries asked for, even those whose report does not count yet, or refuse."""
    wanted = list(dict.fromkeys(request.args.getlist("with")))
    known = {country.code: country for question in this.form.asked() for country in this.readable(question)}
    if not set(wanted) <= set(known):
        raise nothing_here()
    return [known[code] for code in wanted]


def groups_of(this: OpenRound, chosen: Sequence[Area]) -> Iterator[SimpleNamespace]:
    """Yield the questions under their headings, each with the answers of the countries."""
    section_of = this.form.section_of
    for title, questions in groupby(
        this.headlines(), lambda question: heading_of(this, section_of[question.id])
    ):
        lines = [line_of(this, question, chosen) for question in questions]
        if any(line.has_answers for line in lines):
            yield SimpleNamespace(title=title, lines=[line for line in lines if line.has_answers])


def line_of(this: OpenRound, question: Question, chosen: Sequence[Area]) -> SimpleNamespace:
    """Return a question with an answer for each country that may be read, and a plot if they are numbers."""
    readable = {country.code for country in this.readable(question)}
    lines = [
        country_line(this, country, question, "", TOTAL) if country.code in readable else None
        for country in chosen
    ]
    label = this.visit.plain(question.label)
    return SimpleNamespace(
        label=label,
        unit=unit_label(question),
        address=this.url("questions", question.id),
        answers=lines,
        has_answers=any(line is not None and line.answer.said for line in lines),
        drawn=plot_of(this, question, label, [line for line in lines if line is not None]),
    )


def plot_of(this: OpenRound, question: Question, label: str, lines: Sequence[CountryLine]) -> Plot | None:
    """Return bars of numbers, if at least two countries gave a number in the same unit."""
    numbers = [line for line in lines if line.answer.number is not None]
    kind = question.kind
    if len(numbers) < 2 or not isinstance(kind, Number) or kind.is_money:
        return None
    rows = [Bar(line.name, line.answer.number, line.said) for line in lines]
    says = " ".join(
        this.visit.plain(say("figures/plot-says", "{area}: {value}.", area=line.name, value=line.said))
        for line in lines
    )

    def draw(frame: Frame) -> str:
        return bars(frame, rows)

    return plotted(this.visit, "c-" + question.id.replace(".", "-"), label, says, draw)
