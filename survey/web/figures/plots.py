"""The plots of a question's figures: ranges, shares or bars by area, and a bar for each country.

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
from survey.messages import say
from survey.questionnaire.kinds.choosing.choices import Choices
from survey.questionnaire.kinds.choosing.offering import Offering
from survey.questionnaire.kinds.dates.year import Year
from survey.web.figures.plotted import plotted
from survey.web.figures.words import is_percent, key_figure, percent, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup

    from survey.figures import Figure, Statistic
    from survey.messages import Message
    from survey.questionnaire.model import Question
    from survey.web.figures.context import OpenRound
    from survey.web.figures.countries import CountryLine

MOST_BARS = 40
"""With more countries, only the table shows them."""
NOT_SHOWN = say("figures/not-shown", "Not shown", note="in place of a value")
NO_FIGURE = say("figures/no-figure", "no figure", note="in place of a value")
LEGENDS: Mapping[tuple[bool, bool], Message] = {
    (True, True): say(
        "figures/legend-rings",
        "The vertical line is the median; the box contains the middle half; each ring is one country.",
    ),
    (True, False): say(
        "figures/legend",
        "The vertical line is the median; the box contains the middle half of the countries.",
    ),
    (False, True): say("figures/legend-no-box", "The vertical line is the median; each ring is one country."),
    (False, False): say("figures/legend-bar", "The vertical line is the median."),
}
"""What the marks of a plot of ranges mean: with boxes or without, with rings for countries or without."""
BY_AREA = say("figures/by-area", "By region")
BY_COUNTRY = say("figures/by-country", "By country")


def plot_of_areas(this: OpenRound, figures: Sequence[Figure]) -> Markup | None:
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


def plot_of_countries(this: OpenRound, question: Question, lines: Sequence[CountryLine]) -> Markup | None:
    """Return a bar for each country, in the order of the table; None for years and for several currencies."""
    numbers = [line.answer for line in lines if line.answer.number is not None]
    if len(numbers) < 2 or len(lines) > MOST_BARS or isinstance(question.kind, Year):
        return None
    if len({answer.currency for answer in numbers}) > 1:
        return None
    drawn = [Bar(line.name, line.answer.number, line.said) for line in lines]
    says = " ".join(_sentence(this, line.name, line.said) for line in lines)
    title = _title(this, this.visit.plain(question.label), BY_COUNTRY)
    return plotted(this.visit, "countries", title, says, partial(bars, rows=drawn))


def legend_of(this: OpenRound, figures: Sequence[Figure]) -> str:
    """Return what the marks of a plot of ranges mean."""
    if not any(_median(figure) for figure in figures):
        return ""
    has_rings = bool(this.readable(figures[0].question))
    has_boxes = any(statistic.code == "q1" for figure in figures for statistic in figure.statistics)
    return this.visit.plain(LEGENDS[has_boxes, has_rings])


def _title(this: OpenRound, label: str, how: object) -> str:
    return this.visit.plain(say("figures/plot-title", "{label}: {how}", label=label, how=how))


def _sentence(this: OpenRound, name: str, said: str) -> str:
    return this.visit.plain(say("figures/plot-says", "{area}: {value}.", area=name, value=said))


def _plotted(this: OpenRound, figure: Figure, says: str, draw: partial[str]) -> Markup:
    label = this.visit.plain(figure.question.label)
    return plotted(this.visit, "areas", _title(this, label, BY_AREA), says, draw)


def _withheld(this: OpenRound, figure: Figure) -> str:
    """Return what to show instead of a drawing: that it is withheld, or the only figure."""
    key = key_figure(this.visit, figure)
    if figure.withheld is not None or key is None:
        return this.visit.plain(NOT_SHOWN if figure.withheld is not None else NO_FIGURE)
    return this.visit.plain(say("figures/key-in-words", "{label}: {value}", label=key.label, value=key.value))


def _ranges(this: OpenRound, figures: Sequence[Figure]) -> Markup:
    """Draw medians with the middle half and the ends, and a ring for each country that may be seen."""
    rows = [_range(this, figure) for figure in figures]
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
    says = " ".join(_sentence(this, row.label, row.written) for row in rows)
    return _plotted(this, figures[0], says, partial(dots, rows=rows, ticks=ticks))


def _drawn(row: Range) -> Iterator[float]:
    """Yield all values of a row that the axis must cover."""
    yield from (*row.values, *(row.ends or ()), *(row.quartiles or ()))
    if row.median is not None:
        yield row.median


def _range(this: OpenRound, figure: Figure) -> Range:
    median = _median(figure)
    name = this.name(figure.area)
    if median is None:
        return Range(name, _withheld(this, figure))
    said = this.visit.plain(
        say("figures/median-is", "Median {value}", value=written(this.visit, figure.question, median))
    )
    return Range(
        name,
        said,
        _plain(median),
        _pair(figure, "q1", "q3", median.currency),
        _pair(figure, "min", "max", median.currency),
        tuple(_values(this, figure, median.currency)),
    )


def _median(figure: Figure) -> Statistic | None:
    return next((statistic for statistic in figure.statistics if statistic.code == "median"), None)


def _pair(figure: Figure, low: str, high: str, currency: str) -> tuple[float, float] | None:
    first, last = figure.statistic(low, currency), figure.statistic(high, currency)
    return (_plain(first), _plain(last)) if first and last else None


def _plain(statistic: Statistic) -> float:
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
                yield _plain(own)


def _shares(this: OpenRound, figures: Sequence[Figure]) -> Markup | None:
    kind = figures[0].question.kind
    options = kind.offered if isinstance(kind, Offering) else ()
    labels = [this.visit.plain(option.label) for option in options]
    codes = [f"share:{option.code}" for option in options]
    rows = [_share_row(this, figure, codes) for figure in figures]
    if not any(row.parts for row in rows):
        return None
    says = " ".join(
        _sentence(this, row.label, _listed(this, labels, row.parts) if row.parts else row.written)
        for row in rows
    )
    return _plotted(this, figures[0], says, partial(shares, legend=labels, rows=rows))


def _share_row(this: OpenRound, figure: Figure, codes: Sequence[str]) -> ShareRow:
    found = [figure.statistic(code) for code in codes]
    name = this.name(figure.area)
    if not any(found):
        return ShareRow(name, (), _withheld(this, figure))
    return ShareRow(
        name,
        tuple(
            Part(_plain(statistic) / 100, written(this.visit, figure.question, statistic))
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


def _choices(this: OpenRound, figure: Figure) -> Markup | None:
    """Draw a bar for each choice of the first area: a country may tick several."""
    found = [
        statistic
        for statistic in figure.statistics
        if statistic.code.startswith("share:") and statistic.option is not None
    ]
    if not found:
        return None
    drawn = [
        Bar(
            this.visit.plain(statistic.option.label),
            _plain(statistic),
            written(this.visit, figure.question, statistic),
        )
        for statistic in found
        if statistic.option is not None
    ]
    says = " ".join(_sentence(this, bar.label, bar.written) for bar in drawn)
    title = _title(this, this.visit.plain(figure.question.label), this.name(figure.area))
    return plotted(this.visit, "areas", title, says, lambda frame: bars(frame, drawn))


def _sums(this: OpenRound, figures: Sequence[Figure]) -> Markup | None:
    """Draw bars of a sum by region or of an overall rate by area, if there is nothing else."""
    drawn = []
    has_rate = any(figure.statistic("rate") for figure in figures)
    for figure in figures if has_rate else figures[1:]:
        statistic = figure.statistic("sum") or figure.statistic("entries") or figure.statistic("rate")
        said = written(this.visit, figure.question, statistic) if statistic else _withheld(this, figure)
        drawn.append(Bar(this.name(figure.area), _plain(statistic) if statistic else None, said))
    if not any(bar.value is not None for bar in drawn):
        return None
    says = " ".join(_sentence(this, bar.label, bar.written) for bar in drawn)
    return _plotted(this, figures[0], says, partial(bars, rows=drawn))
