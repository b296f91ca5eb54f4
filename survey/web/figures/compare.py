"""A few countries side by side: what each said to the questions that are named first.

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
from survey.web.figures.plotted import plotted
from survey.web.figures.round import heading_of
from survey.web.figures.words import unit_label
from survey.web.request.access import on_round
from survey.web.request.report import read_session
from survey.web.request.visit import nothing_here

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from survey.figures import Area
    from survey.questionnaire.model import Question

pages = Blueprint("figures_compare", __name__)

MOST = 6
"""More countries have no room beside each other."""


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
            offered=[(one.code, this.name(one)) for one in this.comparable],
            chosen=chosen[:MOST],
            names=[this.name(one) for one in chosen[:MOST]],
            too_many=len(chosen) > MOST,
            most=MOST,
            groups=list(groups_of(this, chosen[:MOST])) if chosen else [],
        )


def chosen_of(this: OpenRound) -> list[Area]:
    """The countries that are asked for, with a report that counts or without; others are not there."""
    wanted = list(dict.fromkeys(request.args.getlist("with")))
    known = {one.code: one for question in this.form.asked() for one in this.readable(question)}
    if not set(wanted) <= set(known):
        raise nothing_here()
    return [known[code] for code in wanted]


def groups_of(this: OpenRound, chosen: Sequence[Area]) -> Iterator[SimpleNamespace]:
    """The questions under their headings, each with what the countries said."""
    section_of = this.form.section_of
    for title, questions in groupby(this.headlines(), lambda one: heading_of(this, section_of[one.id])):
        lines = [line_of(this, question, chosen) for question in questions]
        if any(one.has_answers for one in lines):
            yield SimpleNamespace(title=title, lines=[one for one in lines if one.has_answers])


def line_of(this: OpenRound, question: Question, chosen: Sequence[Area]) -> SimpleNamespace:
    """One question: an answer for each country that may be read there, and a plot where they are numbers."""
    readable = {one.code for one in this.readable(question)}
    answers = [
        country_line(this, one, question, "", TOTAL) if one.code in readable else None for one in chosen
    ]
    label = this.visit.plain(question.label)
    return SimpleNamespace(
        label=label,
        unit=unit_label(question),
        address=this.url("questions", question.id),
        answers=answers,
        has_answers=any(one is not None and one.answer.said for one in answers),
        drawn=plot_of(this, question, label, [one for one in answers if one is not None]),
    )


def plot_of(this: OpenRound, question: Question, label: str, answers: Sequence[CountryLine]) -> Markup | None:
    """Bars of numbers, where at least two countries gave one in the same unit."""
    numbers = [one for one in answers if one.answer.number is not None]
    kind = question.kind
    if len(numbers) < 2 or not isinstance(kind, Number) or kind.is_money:
        return None
    rows = [Bar(one.name, one.answer.number, one.said) for one in answers]
    says = " ".join(
        this.visit.plain(say("figures/plot-says", "{area}: {value}.", area=one.name, value=one.said))
        for one in answers
    )

    def draw(frame: Frame) -> str:
        return bars(frame, rows)

    return plotted(this.visit, "c-" + question.id.replace(".", "-"), label, says, draw)
