"""The plot of a question's figures by area: ranges, shares or bars, the regions sorted by their values.

Knows which plot fits which kind, and describes each in words; withheld figures are not drawn.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from survey.exports.plots import (
    Bar,
    Part,
    Range,
    ShareRow,
    bars,
    dots,
    shares,
    ticks_over,
)
from survey.figures import THE_WORLD
from survey.messages import say
from survey.questionnaire.kinds.choosing.choices import Choices
from survey.questionnaire.kinds.choosing.offering import Offering
from survey.web.figures.plots.plotted import Plot, plotted
from survey.web.figures.words import is_percent, key_figure, percent, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from survey.figures import Figure, Statistic
    from survey.messages import Message
    from survey.web.figures.context import OpenRound

FEWEST_IN_A_BOX = 5
"""Of fewer answers no box is drawn: each has a dot, where the reader may see it."""
NOT_SHOWN = say("figures/not-shown", "Not shown", note="in place of a value")
NO_FIGURE = say("figures/no-figure", "no figure", note="in place of a value")
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
BY_AREA = say("figures/by-area", "By region")


def plot_of_areas(this: OpenRound, figures: Sequence[Figure]) -> Plot | None:
    """Return the plot that fits a question, for the world and its regions; None if nothing can be drawn."""
    question = figures[0].question
    if isinstance(question.kind, Choices):
        return _choices(this, figures[0])
    if isinstance(question.kind, Offering):
        return _shares(this, figures)
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


def _plotted(this: OpenRound, figure: Figure, says: str, draw: partial[str]) -> Plot:
    label = this.visit.plain(figure.question.label)
    return plotted(this.visit, "areas", title_of(this, label, BY_AREA), says, draw)


def instead_of(this: OpenRound, figure: Figure) -> str:
    """Return what to show instead of a drawing: that it is withheld, or the only figure."""
    key = key_figure(this.visit, figure)
    if figure.withheld is not None or key is None:
        return this.visit.plain(NOT_SHOWN if figure.withheld is not None else NO_FIGURE)
    return this.visit.plain(say("figures/key-in-words", "{label}: {value}", label=key.label, value=key.value))


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
    return _plotted(this, figures[0], says, partial(dots, rows=rows, ticks=ticks))


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
        _pair(figure, "q1", "q3", median.currency) if median.n >= FEWEST_IN_A_BOX else None,
        _pair(figure, "min", "max", median.currency),
        tuple(_values(this, figure, median.currency)),
    )


def _median(figure: Figure) -> Statistic | None:
    return next((statistic for statistic in figure.statistics if statistic.code == "median"), None)


def by_value(figures: Sequence[Figure], statistic_of: Callable[[Figure], Statistic | None]) -> list[Figure]:
    """Return the figures with that of all reporters first, then by value, the highest first."""

    def order(figure: Figure) -> tuple[bool, bool, float]:
        statistic = statistic_of(figure)
        value = plain_value(statistic) if statistic is not None else 0.0
        return figure.area is not THE_WORLD, statistic is None, -value

    return sorted(figures, key=order)


def _pair(figure: Figure, low: str, high: str, currency: str) -> tuple[float, float] | None:
    first, last = figure.statistic(low, currency), figure.statistic(high, currency)
    return (plain_value(first), plain_value(last)) if first and last else None


def plain_value(statistic: Statistic) -> float:
    """Return the value as a number; a day as the number of days."""
    return (
        float(statistic.value)
        if isinstance(statistic.value, int | float)
        else float(statistic.value.toordinal())
    )


def _values(this: OpenRound, figure: Figure, currency: str) -> Iterator[float]:
    """Yield the values of single countries that this person may read."""
    within = set(this.figures.areas.reporters_in(figure.area))
    for area in this.readable(figure.question):
        if area.code in within:
            own = this.figure(area, figure.question, figure.row, figure.cell).statistic("median", currency)
            if own is not None and own.n == 1:
                yield plain_value(own)


def _shares(this: OpenRound, figures: Sequence[Figure]) -> Plot | None:
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
    return _plotted(this, figures[0], says, partial(shares, legend=labels, rows=rows))


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


def _choices(this: OpenRound, figure: Figure) -> Plot | None:
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


def _sums(this: OpenRound, figures: Sequence[Figure]) -> Plot | None:
    """Draw bars of a sum by region or of an overall rate by area, if there is nothing else."""
    has_rate = any(figure.statistic("rate") for figure in figures)
    rows = by_value(figures if has_rate else figures[1:], _summed)
    drawn = [_bar(this, figure) for figure in rows]
    if not any(bar.value is not None for bar in drawn):
        return None
    says = " ".join(sentence_of(this, bar.label, bar.written) for bar in drawn)
    return _plotted(this, figures[0], says, partial(bars, rows=drawn))


def _summed(figure: Figure) -> Statistic | None:
    return figure.statistic("sum") or figure.statistic("entries") or figure.statistic("rate")


def _bar(this: OpenRound, figure: Figure) -> Bar:
    statistic = _summed(figure)
    name = with_count(this, figure, statistic)
    if statistic is None:
        return Bar(name, None, instead_of(this, figure))
    return Bar(name, plain_value(statistic), written(this.visit, figure.question, statistic))
