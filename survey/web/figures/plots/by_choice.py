"""The plots of questions with choices: shares by area, or a bar for each choice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from survey.exports.plots import Bar, Part, ShareRow, bars, shares
from survey.figures import Figure
from survey.messages import say
from survey.questionnaire.kinds.choosing.offering import Offering
from survey.web.figures.context import OpenRound
from survey.web.figures.plots.plotted import Plot, plotted
from survey.web.figures.plots.rows import (
    by_value,
    instead_of,
    plain_value,
    plotted_by_area,
    sentence_of,
    title_of,
    with_count,
)
from survey.web.figures.words import written


def plot_of_shares(this: OpenRound, figures: Sequence[Figure]) -> Plot | None:
    """Return the shares of the choices by area; None if nothing can be drawn."""
    kind = figures[0].question.kind
    options = kind.offered if isinstance(kind, Offering) else ()
    labels = [this.visit.plain(option.label) for option in options]
    codes = [f"share:{option.code}" for option in options]
    ordered = by_value(figures, lambda figure: figure.statistic(codes[0])) if codes else figures
    rows = [_share_row(this, figure, codes) for figure in ordered]
    if not any(row.parts for row in rows):
        return None
    says = " ".join(
        sentence_of(this, row.label, _listed(this, labels, row.parts) if row.parts else row.written)
        for row in rows
    )
    return plotted_by_area(this, figures[0], says, partial(shares, legend=labels, rows=rows))


def _share_row(this: OpenRound, figure: Figure, codes: Sequence[str]) -> ShareRow:
    found = [figure.statistic(code) for code in codes]
    name = with_count(this, figure, next(filter(None, found), None))
    if not any(found):
        return ShareRow(name, (), instead_of(this, figure))
    return ShareRow(
        name,
        tuple(
            Part(plain_value(statistic) / 100, written(this.visit, figure.question, statistic))
            if statistic
            else Part(0, "")
            for statistic in found
        ),
    )


def _listed(this: OpenRound, labels: Sequence[str], parts: Sequence[Part]) -> str:
    said = [
        this.visit.plain(say("figures/share-says", "{choice} {share}", choice=label, share=part.written))
        for label, part in zip(labels, parts, strict=True)
        if part.share
    ]
    return this.visit.plain(say("figures/shares-says", "{listed}", listed=said))


def plot_of_choices(this: OpenRound, figure: Figure) -> Plot | None:
    """Draw a bar for each choice of the first area: a country may tick several."""
    found = sorted(
        (
            statistic
            for statistic in figure.statistics
            if statistic.code.startswith("share:") and statistic.option is not None
        ),
        key=plain_value,
        reverse=True,
    )
    if not found:
        return None
    drawn = [
        Bar(
            this.visit.plain(statistic.option.label),
            plain_value(statistic),
            written(this.visit, figure.question, statistic),
        )
        for statistic in found
        if statistic.option is not None
    ]
    says = " ".join(sentence_of(this, bar.label, bar.written) for bar in drawn)
    title = title_of(this, this.visit.plain(figure.question.label), with_count(this, figure, found[0]))
    return plotted(this.visit, "areas", title, says, lambda frame: bars(frame, drawn))
