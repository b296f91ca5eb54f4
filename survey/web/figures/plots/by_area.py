"""The plot of a question's figures by area: ranges, shares or bars, the regions sorted by their values.

Knows which plot fits which kind, and describes each in words; withheld figures are not drawn.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from survey.exports.plots import (
    Bar,
    Range,
    bars,
    dots,
    ticks_over,
)
from survey.messages import say
from survey.questionnaire.kinds.choosing.choices import Choices
from survey.questionnaire.kinds.choosing.offering import Offering
from survey.web.figures.plots.by_choice import plot_of_choices, plot_of_shares
from survey.web.figures.plots.plotted import Plot
from survey.web.figures.plots.rows import (
    by_value,
    instead_of,
    plain_value,
    plotted_by_area,
    sentence_of,
    with_count,
)
from survey.web.figures.words import FEWEST_WITH_A_MIDDLE, is_percent, percent, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from survey.figures import Figure, Statistic
    from survey.messages import Message
    from survey.web.figures.context import OpenRound

LEGENDS: Mapping[tuple[bool, str], Message] = {
    (True, "all"): say(
        "figures/legend-rings",
        "The vertical line is the median; the box contains the middle half; each ring is one country.",
    ),
    (True, "some"): say(
        "figures/legend-some-rings",
        "The vertical line is the median; the box contains the middle half of the countries; the rings "
        "are those countries whose answers you may read.",
    ),
    (True, "none"): say(
        "figures/legend",
        "The vertical line is the median; the box contains the middle half of the countries.",
    ),
    (False, "all"): say(
        "figures/legend-no-box", "The vertical line is the median; each ring is one country."
    ),
    (False, "some"): say(
        "figures/legend-no-box-some-rings",
        "The vertical line is the median; the rings are those countries whose answers you may read.",
    ),
    (False, "none"): say("figures/legend-bar", "The vertical line is the median."),
}
"""What the marks of a plot of ranges mean: with boxes or without, with rings for all countries or not."""


def plot_of_areas(this: OpenRound, figures: Sequence[Figure]) -> Plot | None:
    """Return the plot that fits a question, for the world and its regions; None if nothing can be drawn."""
    question = figures[0].question
    if isinstance(question.kind, Choices):
        return plot_of_choices(this, figures[0])
    if isinstance(question.kind, Offering):
        return plot_of_shares(this, figures)
    if len(currencies_in(figures)) > 1:
        return None
    if any(_median(figure) for figure in figures):
        return _ranges(this, figures)
    return _sums(this, figures)


def currencies_in(figures: Sequence[Figure]) -> set[str]:
    """Return the currencies of figures: several currencies do not share a scale."""
    return {
        statistic.currency
        for figure in figures
        for statistic in figure.statistics
        if statistic.code == "median"
    }


def legend_of(this: OpenRound, figures: Sequence[Figure]) -> str:
    """Return what the marks of a plot of ranges mean."""
    drawn = [(_range(this, figure), median.n) for figure in figures if (median := _median(figure))]
    if not drawn:
        return ""
    has_boxes = any(row.quartiles for row, _ in drawn)
    has_all = all(len(row.values) == n for row, n in drawn)
    rings = "all" if has_all else "some" if any(row.values for row, _ in drawn) else "none"
    return this.visit.plain(LEGENDS[has_boxes, rings])


def _ranges(this: OpenRound, figures: Sequence[Figure]) -> Plot:
    """Draw medians with the middle half and the ends, and a ring for each country that may be seen."""
    ordered = by_value(figures, _median)
    rows = [_range(this, figure) for figure in ordered]
    model = next(found for figure in figures if (found := _median(figure)))
    question = figures[0].question
    is_year = model.unit == "year"
    values = [value for row in rows for value in _drawn(row)]
    ticks = [
        (
            value,
            percent(this.visit, value)
            if is_percent(question, model)
            else written(this.visit, question, model, value),
        )
        for value in ticks_over(values, 5, not is_year)
    ]
    says = " ".join(sentence_of(this, row.label, row.written) for row in rows)
    return plotted_by_area(this, figures[0], says, partial(dots, rows=rows, ticks=ticks))


def _drawn(row: Range) -> Iterator[float]:
    """Yield all values of a row that the axis must cover."""
    yield from (*row.values, *(row.ends or ()), *(row.quartiles or ()))
    if row.median is not None:
        yield row.median


def _range(this: OpenRound, figure: Figure) -> Range:
    median = _median(figure)
    name = with_count(this, figure, median)
    if median is None:
        return Range(name, instead_of(this, figure))
    said = this.visit.plain(
        say("figures/median-is", "Median {value}", value=written(this.visit, figure.question, median))
    )
    return Range(
        name,
        said,
        plain_value(median),
        _pair(figure, "q1", "q3", median.currency) if median.n >= FEWEST_WITH_A_MIDDLE else None,
        _pair(figure, "min", "max", median.currency),
        tuple(_values(this, figure, median.currency)),
    )


def _median(figure: Figure) -> Statistic | None:
    return next((statistic for statistic in figure.statistics if statistic.code == "median"), None)


def _pair(figure: Figure, low: str, high: str, currency: str) -> tuple[float, float] | None:
    first, last = figure.statistic(low, currency), figure.statistic(high, currency)
    return (plain_value(first), plain_value(last)) if first and last else None


def _values(this: OpenRound, figure: Figure, currency: str) -> Iterator[float]:
    """Yield the values of single countries that this person may read."""
    within = set(this.figures.areas.reporters_in(figure.area))
    for area in this.readable(figure.question):
        if area.code in within:
            own = this.figure(area, figure.question, figure.row, figure.cell).statistic("median", currency)
            if own is not None and own.n == 1:
                yield plain_value(own)


def _sums(this: OpenRound, figures: Sequence[Figure]) -> Plot | None:
    """Draw bars of a sum by region or of an overall rate by area, if there is nothing else."""
    has_rate = any(figure.statistic("rate") for figure in figures)
    rows = by_value(figures if has_rate else figures[1:], _summed)
    drawn = [_bar(this, figure) for figure in rows]
    if not any(bar.value is not None for bar in drawn):
        return None
    says = " ".join(sentence_of(this, bar.label, bar.written) for bar in drawn)
    return plotted_by_area(this, figures[0], says, partial(bars, rows=drawn))


def _summed(figure: Figure) -> Statistic | None:
    return figure.statistic("sum") or figure.statistic("entries") or figure.statistic("rate")


def _bar(this: OpenRound, figure: Figure) -> Bar:
    statistic = _summed(figure)
    name = with_count(this, figure, statistic)
    if statistic is None:
        return Bar(name, None, instead_of(this, figure))
    return Bar(name, plain_value(statistic), written(this.visit, figure.question, statistic))
