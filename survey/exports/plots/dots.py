"""Dots with ranges: each country is a ring, the middle half is a band, the median a bar across it.

Knows positions on an axis; the caller computes medians and decides who may see single countries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from survey.exports.plots.axes import AxisTicks, axis_below
from survey.exports.plots.canvas import Canvas, Frame
from survey.exports.plots.lettering import LINE, broken
from survey.exports.plots.scales import Scale

LABELS, GAP = 230, 14
BAND, MEDIAN, RING, ROOM = 12, 22, 4, 30
MOST_LAYERS = 3
"""How many rings at the same position are stacked visibly; more would reach the next row."""


@dataclass(frozen=True, slots=True)
class Range:
    """A row: a label, the text below it, and the known values."""

    label: str
    written: str
    median: float | None = None
    quartiles: tuple[float, float] | None = None
    ends: tuple[float, float] | None = None
    values: tuple[float, ...] = ()


def dots(frame: Frame, rows: Sequence[Range], ticks: AxisTicks) -> str:
    """Draw ranges over one axis."""
    canvas = Canvas(frame)
    start = RING + 2 if frame.is_narrow else LABELS + GAP
    scale = Scale(ticks[0][0], ticks[-1][0], start, frame.width - RING - 2)
    heights = [_height(frame, row) for row in rows]
    bottom = axis_below(canvas, ticks, scale, 0, sum(heights))
    top = 0.0
    for row, height in zip(rows, heights, strict=True):
        middle = _labels(canvas, row, top, height)
        _range(canvas, row, scale, middle)
        top += height
    return canvas.finished(bottom)


def _words(frame: Frame, row: Range) -> tuple[tuple[str, ...], tuple[str, ...]]:
    width = frame.width if frame.is_narrow else LABELS
    return broken(row.label, width), broken(row.written, width) if row.written else ()


def _has_marks(row: Range) -> bool:
    return row.median is not None or bool(row.values)


def _height(frame: Frame, row: Range) -> float:
    lines = sum(map(len, _words(frame, row))) * LINE
    if frame.is_narrow:
        return lines + (ROOM if _has_marks(row) else 0) + 8
    return max(lines, ROOM) + 8


def _labels(canvas: Canvas, row: Range, top: float, height: float) -> float:
    """Write the label; return the vertical position of the marks."""
    label, written = _words(canvas.frame, row)
    if canvas.frame.is_narrow:
        _behind(canvas, top, len(label) + len(written))
    top = canvas.lines(0, top + 3, label) - 3
    end = canvas.lines(0, top + 3, written, "quiet")
    return end + ROOM / 2 if canvas.frame.is_narrow else top + 3 - len(label) * LINE + (height - 8) / 2


def _behind(canvas: Canvas, top: float, lines: int) -> None:
    """Clear the axis behind words."""
    canvas.rect(0, top + 2, canvas.frame.width, lines * LINE, "paper")


def _range(canvas: Canvas, row: Range, scale: Scale, y: float) -> None:
    if row.ends is not None:
        canvas.line(scale(row.ends[0]), y, scale(row.ends[1]), y, "whisker")
    if row.quartiles is not None:
        low, high = map(scale, row.quartiles)
        canvas.rect(low, y - BAND / 2, max(high - low, 1), BAND, "band")
    seen: dict[int, int] = {}
    for value in row.values:
        x = scale(value)
        place = round(x / RING)
        layer = seen.get(place, 0)
        seen[place] = layer + 1
        canvas.circle(x, y - min(layer, MOST_LAYERS) * RING, RING, "ring")
    if row.median is not None:
        x = scale(row.median)
        canvas.rect(x - 1.5, y - MEDIAN / 2, 3, MEDIAN, "mark")
