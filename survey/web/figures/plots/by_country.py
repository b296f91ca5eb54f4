"""The plot of a question by country: a bar for each, the highest first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from survey.exports.plots import Bar, bars
from survey.messages import say
from survey.questionnaire.kinds.dates.year import Year
from survey.web.figures.plots.plotted import Plot, plotted
from survey.web.figures.plots.rows import sentence_of, title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.questionnaire.model import Question
    from survey.web.figures.context import OpenRound
    from survey.web.figures.countries import CountryLine

MOST_BARS = 40
"""With more countries, only the table shows them."""
BY_COUNTRY = say("figures/by-country", "By country")


def plot_of_countries(this: OpenRound, question: Question, lines: Sequence[CountryLine]) -> Plot | None:
    """Return a bar for each country, the highest first; None for years and for several currencies."""
    numbers = [line.answer for line in lines if line.answer.number is not None]
    if len(numbers) < 2 or len(lines) > MOST_BARS or isinstance(question.kind, Year):
        return None
    if len({answer.currency for answer in numbers}) > 1:
        return None
    ordered = sorted(lines, key=lambda line: (line.answer.number is None, -(line.answer.number or 0)))
    drawn = [Bar(line.name, line.answer.number, line.said) for line in ordered]
    says = " ".join(sentence_of(this, line.name, line.said) for line in ordered)
    title = title_of(this, this.visit.plain(question.label), BY_COUNTRY)
    return plotted(this.visit, "countries", title, says, partial(bars, rows=drawn))
