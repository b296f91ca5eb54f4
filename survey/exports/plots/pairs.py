"""Pairs of dots: for each row the value before (hollow) and now (filled), joined on one axis.

Knows positions on an axis; both values are of the same reporters, and the change is written at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from survey.exports.plots.axes import AxisTicks, axis_below
from survey.exports.plots.canvas import Canvas, Frame
from survey.exports.plots.lettering import LINE, broken, width_of
from survey.exports.plots.scales import Scale

LABELS, GAP = 230, 14
DOT, ROOM, BETWEEN = 5, 22, 8


@dataclass(frozen=True, slots=True)
class Pair:
    """A row: its label, the values before and now (None if there is nothing to compare), and words."""

    label: str
    before: float | None
    now: float | None
    written: str
    """The change; or, if nothing is compared, why."""


def pairs(frame: Frame, rounds: tuple[str, str], rows: Sequence[Pair], ticks: AxisTicks) -> str:
    """Draw pairs over one axis; `rounds` are the names of the round before and of this round."""
    canvas = Canvas(frame)
    top = _key(canvas, rounds) + 6
    start = DOT + 2 if frame.is_narrow else LABELS + GAP
    room = max((width_of(row.written) for row in rows if row.now is not None), default=0.0)
    scale = Scale(ticks[0][0], ticks[-1][0], start + DOT, frame.width - room - 2 * DOT - 4)
    bottom = axis_below(canvas, ticks, scale, top, top + sum(_height(frame, row) for row in rows))
    for row in rows:
        _row(canvas, row, scale, top)
        top += _height(frame, row)
    return canvas.finished(bottom)


def _key(canvas: Canvas, rounds: tuple[str, str]) -> float:
    """Write which dot is which round."""
    x = 0.0
    for name, kind in zip(rounds, ("ring", "mark"), strict=True):
        canvas.circle(x + DOT + 1, LINE / 2, DOT, kind)
        canvas.text(x + 2 * DOT + 8, 0, name)
        x += 2 * DOT + 8 + width_of(name) + 24
    return LINE


def _words(frame: Frame, row: Pair) -> tuple[str, ...]:
    return broken(row.label, frame.width if frame.is_narrow else LABELS)


def _height(frame: Frame, row: Pair) -> float:
    lines = len(_words(frame, row)) * LINE
    return (lines + ROOM if frame.is_narrow else max(lines, ROOM)) + BETWEEN


def _row(canvas: Canvas, row: Pair, scale: Scale, top: float) -> None:
    words, frame = _words(canvas.frame, row), canvas.frame
    height = _height(frame, row) - BETWEEN
    if frame.is_narrow:
        canvas.rect(0, top + 2, frame.width, len(words) * LINE, "paper")
        middle = canvas.lines(0, top + 2, words) + ROOM / 2
    else:
        canvas.lines(0, top + (height - len(words) * LINE) / 2, words)
        middle = top + height / 2
    _marks(canvas, row, scale, middle)


def _marks(canvas: Canvas, row: Pair, scale: Scale, y: float) -> None:
    if row.before is None or row.now is None:
        canvas.text(scale.start, y - LINE / 2, row.written, "quiet")
        return
    before, now = scale(row.before), scale(row.now)
    canvas.line(before, y, now, y, "whisker")
    canvas.circle(before, y, DOT, "ring")
    canvas.circle(now, y, DOT, "mark")
    canvas.text(max(before, now) + DOT + 5, y - LINE / 2, row.written, "value")
