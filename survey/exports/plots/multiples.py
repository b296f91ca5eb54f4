"""Small multiples: the same small plot in each panel, with the first and the last value written.

Dots are filled for the reporters of two neighbouring rounds, hollow for all who answered in a round. Of two
rounds nothing is joined: two points are no trend.

Panels that show the same thing share a scale; otherwise each panel has its own scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from survey.exports.plots.canvas import END, START, Canvas, Frame
from survey.exports.plots.lettering import LINE, broken, width_of
from survey.exports.plots.scales import Scale

HEIGHT, GAP, BETWEEN = 64, 20, 16
WIDE_COLUMNS, NARROW_COLUMNS = 4, 2
DOT = 3


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel: its label, its values by round, and the written first and last value.

    `spans` are, for each two neighbouring rounds, the values of the reporters of both (None if unknown).
    """

    label: str
    values: tuple[float | None, ...]
    first: str = ""
    last: str = ""
    spans: tuple[tuple[float, float] | None, ...] = ()


def multiples(frame: Frame, rounds: tuple[str, str], panels: Sequence[Panel], one_scale: bool = True) -> str:
    """Draw panels row by row; `rounds` are the labels of the first and the last round."""
    canvas = Canvas(frame)
    columns = NARROW_COLUMNS if frame.is_narrow else WIDE_COLUMNS
    width = (frame.width - GAP * (columns - 1)) / columns
    shared = _span(panels) if one_scale else None
    top = 0.0
    for first in range(0, len(panels), columns):
        row = panels[first : first + columns]
        words = [broken(panel.label, width, 3) for panel in row]
        under = top + max(map(len, words)) * LINE + LINE + 6
        for number, (panel, label) in enumerate(zip(row, words, strict=True)):
            start = number * (width + GAP)
            canvas.lines(start, top, label)
            scale = Scale(*(shared or _span([panel])), under + HEIGHT, under)
            _panel(canvas, panel, rounds, (start, start + width), scale)
        top = under + HEIGHT + LINE + BETWEEN
    return canvas.finished(max(top - BETWEEN + 4, LINE))


def _span(panels: Sequence[Panel]) -> tuple[float, float]:
    """Return the range of the values, including zero."""
    values = [value for panel in panels for value in panel.values if value is not None]
    values += [value for panel in panels for span in panel.spans if span is not None for value in span]
    return min([0.0, *values]), max([0.0, *values]) or 1.0


def _panel(
    canvas: Canvas, panel: Panel, rounds: tuple[str, str], sides: tuple[float, float], scale: Scale
) -> None:
    start, end = sides
    canvas.line(start, scale(0), end, scale(0), "axis")
    inner = (start + DOT + 2, end - DOT - 2)
    steps = max(1, len(panel.values) - 1)
    points = [
        (inner[0] + (inner[1] - inner[0]) * number / steps, scale(value)) if value is not None else None
        for number, value in enumerate(panel.values)
    ]
    for point in points:
        if point:
            canvas.circle(*point, DOT, "ring")
    _joined(canvas, panel, inner, scale)
    for x, label, anchor in ((start, rounds[0], START), (end, rounds[1], END)):
        canvas.text(x, scale.start + 2, label, "quiet", anchor)
    _ends(canvas, panel, _tops(panel, points, scale), sides)


def _joined(canvas: Canvas, panel: Panel, inner: tuple[float, float], scale: Scale) -> None:
    """Draw what the same reporters said in two rounds, joined if there are more than two rounds."""
    steps = max(1, len(panel.values) - 1)
    for number, span in enumerate(panel.spans):
        if span is None:
            continue
        first, second = (inner[0] + (inner[1] - inner[0]) * at / steps for at in (number, number + 1))
        if len(panel.values) > 2:
            canvas.line(first, scale(span[0]), second, scale(span[1]), "line")
        for x, value in zip((first, second), span, strict=True):
            canvas.circle(x, scale(value), DOT, "mark")


def _tops(
    panel: Panel, points: Sequence[tuple[float, float] | None], scale: Scale
) -> tuple[float | None, float | None]:
    """Return the upper edge of the dots of the first and of the last round, if it has a value."""
    first = [scale(panel.spans[0][0])] if panel.spans and panel.spans[0] is not None else []
    last = [scale(panel.spans[-1][1])] if panel.spans and panel.spans[-1] is not None else []
    ends = (points[0] if points else None, points[-1] if points else None)
    return tuple(  # type: ignore[return-value]
        min([point[1], *more]) if point else None for point, more in zip(ends, (first, last), strict=True)
    )


def _ends(
    canvas: Canvas, panel: Panel, tops: tuple[float | None, float | None], sides: tuple[float, float]
) -> None:
    """Write the first and the last value above their points; only the last if there is no room for both."""
    start, end = sides
    room = end - start - width_of(panel.first) - width_of(panel.last) - 6
    if tops[0] is not None and panel.first and room > 0:
        canvas.text(start, tops[0] - LINE - 5, panel.first, "quiet", START)
    if tops[1] is not None and panel.last:
        canvas.text(end, tops[1] - LINE - 5, panel.last, "value", END)
