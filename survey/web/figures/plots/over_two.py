"""The plot of a question over two rounds: for each area what the same countries said before and now."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from survey.exports.plots import Pair, pairs, ticks_over
from survey.messages import say
from survey.web.figures.plots.plotted import Plot, plotted
from survey.web.figures.plots.rows import by_value, instead_of, sentence_of, with_count
from survey.web.figures.words import difference, key_statistic, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.figures import Figure, Statistic
    from survey.web.figures.context import OpenRound

NOT_COMPARED = say("figures/not-compared", "No country answered in both rounds")


def plot_of_two(this: OpenRound, figures: Sequence[Figure], before: int) -> Plot | None:
    """Return the plot of this round beside the round of the year `before`; None if nothing is compared."""
    keys = [(figure, key_statistic(figure)) for figure in figures]
    found = [key for figure, key in keys if key is not None and _compared(figure, key)]
    if not found or len({key.currency for key in found}) > 1:
        return None
    model = found[0]
    rows = [
        _pair(this, figure, model)
        for figure in by_value(figures, lambda figure: figure.statistic(*model.key))
    ]
    values = [value for row in rows for value in (row.before, row.now) if value is not None]
    question = figures[0].question
    ticks = [(value, written(this.visit, question, model, value)) for value in ticks_over(values, 5)]
    says = " ".join(sentence_of(this, row.label, row.written) for row in rows)
    title = say(
        "figures/two-rounds",
        "{label}: {before} and {now}, the same countries",
        label=question.label,
        before=str(before),
        now=str(this.year),
    )
    draw = partial(pairs, rounds=(str(before), str(this.year)), rows=rows, ticks=ticks)
    return plotted(this.visit, "two", this.visit.plain(title), says, draw)


def _compared(figure: Figure, statistic: Statistic | None) -> tuple[float, float] | None:
    """Return what the same countries said before and now, if it is known and can rise or fall."""
    if figure.withheld is not None or statistic is None or statistic.unit == "year":
        return None
    if statistic.before is None or statistic.change is None:
        return None
    return statistic.before, statistic.before + statistic.change


def _pair(this: OpenRound, figure: Figure, model: Statistic) -> Pair:
    statistic = figure.statistic(*model.key)
    both = _compared(figure, statistic)
    name = with_count(this, figure, None)
    if statistic is None or statistic.change is None or both is None:
        said = instead_of(this, figure) if figure.withheld else this.visit.plain(NOT_COMPARED)
        return Pair(name, None, None, said)
    label = say("figures/area-and-count", "{area} (n={count})", area=name, count=statistic.compared)
    change = difference(this.visit, figure.question, statistic, statistic.change)
    return Pair(this.visit.plain(label), *both, change)
