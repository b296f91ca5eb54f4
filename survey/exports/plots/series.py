"""Lines over rounds: between two rounds a line joins only what the same reporters said in both.

Each line has its own symbol: filled for the reporters of both rounds, hollow for all who answered in a round.
Knows rounds as labels in order; the words around the plot say what is compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from survey.exports.plots.axes import AxisTicks, axis_beside, room_for
from survey.exports.plots.canvas import END, MIDDLE, START, Canvas, Frame
from survey.exports.plots.lettering import LINE, broken, width_of
from survey.exports.plots.scales import Scale

HEIGHT = 220
SIGNS = (
    "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z",
    "M-4 -4H4V4H-4Z",
    "M0 -5L5 4H-5Z",
    "M0 -5.5L5.5 0L0 5.5L-5.5 0Z",
    "M0 5L5 -4H-5Z",
    "M-5 -2H-2V-5H2V-2H5V2H2V5H-2V2H-5Z",
)
"""The symbols of the lines: circle, square, triangle, diamond, inverted triangle, cross."""
DASHES = ("", " dashed", " dotted")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its label, for each round a value of all reporters (None if there is no figure), and its words.

    `spans` are, for each two neighbouring rounds, the values of the reporters of both (None if unknown).
    """

    label: str
    values: tuple[float | None, ...]
    written: tuple[str, ...] = ()
    spans: tuple[tuple[float, float] | None, ...] = ()


def series(frame: Frame, rounds: Sequence[str], lines: Sequence[Line], ticks: AxisTicks) -> str:
    """Draw lines over rounds."""
    canvas = Canvas(frame)
    top = _legend(canvas, lines) + 14 if len(lines) > 1 else 20.0
    start = room_for(ticks)
    scale = Scale(ticks[0][0], ticks[-1][0], top + HEIGHT, top)
    axis_beside(canvas, ticks, scale, start, frame.width)
    places = _places(frame, start, len(rounds))
    _rounds(canvas, rounds, places, top + HEIGHT + 4)
    for number, line in enumerate(lines):
        draw_line(canvas, line, number, places, scale)
        if len(lines) == 1:
            _values(canvas, line, places, scale)
    return canvas.finished(top + HEIGHT + 4 + LINE)


def draw_line(canvas: Canvas, line: Line, number: int, places: Sequence[float], scale: Scale) -> None:
    """Draw the symbols of a line, and join what the same reporters said in two rounds."""
    sign = SIGNS[number % len(SIGNS)]
    for x, value in zip(places, line.values, strict=True):
        if value is not None:
            canvas.shape(x, scale(value), sign, "ring")
    for (start, end), span in zip(pairwise(places), line.spans, strict=False):
        if span is not None:
            ends = [(start, scale(span[0])), (end, scale(span[1]))]
            canvas.path(ends, "line" + DASHES[number % len(DASHES)])
            for point in ends:
                canvas.shape(*point, sign, "mark sign")


def _places(frame: Frame, start: float, rounds: int) -> list[float]:
    """Return the positions of the rounds, a little inside the plot."""
    first, last = start + 24, frame.width - 30.0
    if rounds == 1:
        return [(first + last) / 2]
    return [first + (last - first) * number / (rounds - 1) for number in range(rounds)]


def _rounds(canvas: Canvas, rounds: Sequence[str], places: Sequence[float], top: float) -> None:
    """Write the rounds below the plot, as many as fit."""
    before = -1e9
    for label, x in reversed(list(zip(rounds, places, strict=True))):
        half = width_of(label) / 2 + 3
        if abs(before - x) >= 2 * half or before == -1e9:
            canvas.text(x, top, label, "quiet", MIDDLE)
            before = x


def _values(canvas: Canvas, line: Line, places: Sequence[float], scale: Scale) -> None:
    """Write the values at the points of a single line."""
    for number, (x, value) in enumerate(zip(places, line.values, strict=True)):
        if value is not None and number < len(line.written):
            written = line.written[number]
            last = x + width_of(written) / 2 > canvas.frame.width
            canvas.text(
                x + 6 if last else x, scale(value) - LINE - 6, written, "value", END if last else MIDDLE
            )


def _legend(canvas: Canvas, lines: Sequence[Line]) -> float:
    """Write the legend of the symbols; return its lower edge."""
    x, top, width = 0.0, 0.0, canvas.frame.width
    for number, line in enumerate(lines):
        words = broken(line.label, width - 40, 2)
        needs = 36 + max(map(width_of, words)) + 18
        if x and x + needs - 18 > width:
            x, top = 0.0, top + LINE + 4
        canvas.line(x, top + LINE / 2, x + 28, top + LINE / 2, "line" + DASHES[number % len(DASHES)])
        canvas.shape(x + 14, top + LINE / 2, SIGNS[number % len(SIGNS)], "mark sign")
        canvas.lines(x + 36, top, words, "", START)
        x += needs
        if len(words) > 1:
            x, top = width, top + LINE
    return top + LINE + 4
