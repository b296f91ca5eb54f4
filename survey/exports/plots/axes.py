"""Axes: thin lines at round values, and the values. Knows positions, not meanings."""

from __future__ import annotations

from collections.abc import Sequence

from survey.exports.plots.canvas import END, MIDDLE, Canvas
from survey.exports.plots.lettering import LINE, width_of
from survey.exports.plots.scales import Scale

AxisTicks = Sequence[tuple[float, str]]
"""Round values, each with its written form."""


def axis_below(canvas: Canvas, ticks: AxisTicks, scale: Scale, top: float, bottom: float) -> float:
    """Draw vertical lines at the ticks, with the values below; return the lower edge."""
    before = -1e9
    for value, written in ticks:
        x, half = scale(value), width_of(written) / 2
        canvas.line(x, top, x, bottom, "axis" if value == 0 else "grid")
        middle = min(max(x, half), canvas.frame.width - half)
        if middle - half >= before + 6:
            canvas.text(middle, bottom + 3, written, "quiet", MIDDLE)
            before = middle + half
    return bottom + 3 + LINE


def axis_beside(canvas: Canvas, ticks: AxisTicks, scale: Scale, start: float, end: float) -> None:
    """Draw horizontal lines at the ticks, with the values at the side where reading starts."""
    for value, written in ticks:
        y = scale(value)
        canvas.line(start, y, end, y, "axis" if value == 0 else "grid")
        canvas.text(start - 6, y - LINE / 2, written, "quiet", END)


def room_for(ticks: AxisTicks) -> float:
    """Return how much room the values beside an axis need."""
    return max((width_of(written) for _, written in ticks), default=0.0) + 8
