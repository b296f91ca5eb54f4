"""The rows of plots: names with counts, sentences, and the order by value; withheld figures say so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from survey.figures import THE_WORLD, Figure, Statistic
from survey.messages import say
from survey.web.figures.context import OpenRound
from survey.web.figures.plots.plotted import Plot, plotted
from survey.web.figures.words import key_figure

NOT_SHOWN = say("figures/not-shown", "Not shown", note="in place of a value")
NO_FIGURE = say("figures/no-figure", "no figure", note="in place of a value")
BY_AREA = say("figures/by-area", "By region")


def with_count(this: OpenRound, figure: Figure, statistic: Statistic | None) -> str:
    """Return the name of an area, with the number of reporters who stand behind its statistic."""
    name = this.name(figure.area)
    if statistic is None or figure.withheld is not None:
        return name
    return this.visit.plain(
        say("figures/area-and-count", "{area} (n={count})", area=name, count=statistic.reporters)
    )


def title_of(this: OpenRound, label: str, how: object) -> str:
    """Return the title of a plot: the question, and by what it is told apart."""
    return this.visit.plain(say("figures/plot-title", "{label}: {how}", label=label, how=how))


def sentence_of(this: OpenRound, name: str, said: str) -> str:
    """Return a row of a plot in words."""
    return this.visit.plain(say("figures/plot-says", "{area}: {value}.", area=name, value=said))


def instead_of(this: OpenRound, figure: Figure) -> str:
    """Return what to show instead of a drawing: that it is withheld, or the only figure."""
    key = key_figure(this.visit, figure)
    if figure.withheld is not None or key is None:
        return this.visit.plain(NOT_SHOWN if figure.withheld is not None else NO_FIGURE)
    return this.visit.plain(say("figures/key-in-words", "{label}: {value}", label=key.label, value=key.value))


def by_value(figures: Sequence[Figure], statistic_of: Callable[[Figure], Statistic | None]) -> list[Figure]:
    """Return the figures with that of all reporters first, then by value, the highest first."""

    def order(figure: Figure) -> tuple[bool, bool, float]:
        statistic = statistic_of(figure)
        value = plain_value(statistic) if statistic is not None else 0.0
        return figure.area is not THE_WORLD, statistic is None, -value

    return sorted(figures, key=order)


def plain_value(statistic: Statistic) -> float:
    """Return the value as a number; a day as the number of days."""
    return (
        float(statistic.value)
        if isinstance(statistic.value, int | float)
        else float(statistic.value.toordinal())
    )


def plotted_by_area(this: OpenRound, figure: Figure, says: str, draw: partial[str]) -> Plot:
    """Return a plot of the figures of a question by area."""
    label = this.visit.plain(figure.question.label)
    return plotted(this.visit, "areas", title_of(this, label, BY_AREA), says, draw)
