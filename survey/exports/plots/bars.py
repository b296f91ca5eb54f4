"""Bars: one per country or area, with its value at the end. Knows lengths; values arrive as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from survey.exports.plots.canvas import END, Canvas, Frame
from survey.exports.plots.lettering import LINE, broken, width_of
from survey.exports.plots.scales import Scale

LABELS = 230
"""How much room labels have beside the bars; on a phone, labels are above the bars."""
GAP, THICK, BETWEEN = 10, 16, 9


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: a label, a value (None if there is no figure) and the written value."""

    label: str
    value: float | None
    written: str
    strong: bool = False
    """Set for the bar that the others are compared with (the world, the reader's country)."""


def bars(frame: Frame, rows: Sequence[Bar]) -> str:
    """Draw bars from zero; a row without a figure shows its text in place of the bar."""
    canvas = Canvas(frame)
    scale = _scale(frame, rows)
    top = 2.0
    for row in rows:
        top = (_stacked if frame.is_narrow else _beside)(canvas, row, scale, top)
    if not frame.is_narrow:
        canvas.line(scale(0), 0, scale(0), max(0.0, top - BETWEEN + 2), "axis")
    return canvas.finished(top)


def _scale(frame: Frame, rows: Sequence[Bar]) -> Scale:
    """Return a scale with room for the written values, on both sides if some values are negative."""
    values = [row.value for row in rows if row.value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    above = max((width_of(row.written) for row in rows if (row.value or 0) >= 0), default=0.0)
    below = max((width_of(row.written) for row in rows if (row.value or 0) < 0), default=0.0)
    start = (2 if frame.is_narrow else LABELS + GAP) + (below + 8 if below else 0)
    end = max(start + 40, frame.width - above - 8)
    return Scale(low, high if high > low else low + 1, start, end)


def _beside(canvas: Canvas, row: Bar, scale: Scale, top: float) -> float:
    """Draw a label and, beside it, its bar."""
    words = broken(row.label, LABELS)
    height = max(len(words) * LINE, THICK)
    canvas.lines(0, top, words, "strong" if row.strong else "")
    _bar(canvas, row, scale, top + (height - THICK) / 2)
    return top + height + BETWEEN


def _stacked(canvas: Canvas, row: Bar, scale: Scale, top: float) -> float:
    """Draw a label and, below it, its bar."""
    end = canvas.lines(0, top, broken(row.label, canvas.frame.width), "strong" if row.strong else "")
    canvas.line(scale(0), end - 1, scale(0), end + THICK + 1, "axis")
    _bar(canvas, row, scale, end)
    return end + THICK + BETWEEN


def _bar(canvas: Canvas, row: Bar, scale: Scale, top: float) -> None:
    middle = top + (THICK - LINE) / 2
    if row.value is None:
        canvas.text(scale(0) + 6, middle, row.written, "quiet")
        return
    nought, end = scale(0), scale(row.value)
    if end != nought:
        canvas.rect(min(nought, end), top, abs(end - nought), THICK, "mark strong" if row.strong else "mark")
    if row.value < 0:
        canvas.text(end - 6, middle, row.written, "value", END)
    else:
        canvas.text(end + 6, middle, row.written, "value")
