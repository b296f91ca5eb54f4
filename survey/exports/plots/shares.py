"""Stacked shares: how the answers are divided, with one bar per row and one pattern per part.

Patterns, not colours, distinguish the parts; the legend is above. Knows shares, not what was counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from survey.exports.plots.canvas import MIDDLE, Canvas, Frame
from survey.exports.plots.lettering import LINE, broken, width_of

LABELS, GAP, THICK, BETWEEN, SWATCH = 230, 10, 22, 10, 16

PATTERNS = (
    ('<rect width="8" height="8" class="mark"/>', 8),
    ('<path class="hatch" d="M-2 2L2 -2M0 8L8 0M6 10L10 6"/>', 8),
    ("", 8),
    ('<circle class="mark" cx="2" cy="2" r="1.4"/><circle class="mark" cx="6" cy="6" r="1.4"/>', 8),
    ('<path class="hatch" d="M0 2H8M0 6H8"/>', 8),
    ('<path class="hatch" d="M0 0L8 8M8 0L0 8"/>', 8),
    ('<path class="hatch" d="M2 0V8M6 0V8"/>', 8),
    ('<path class="hatch" d="M0 4H8M4 0V8"/>', 8),
)
"""The darkest pattern first, since the first part usually matters most; after the last, they repeat."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: its share of the whole, from 0 to 1, and its written form."""

    share: float
    written: str


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A row: its label, and its parts in the order of the legend; if it has no parts, `written` says why."""

    label: str
    parts: tuple[Part, ...]
    written: str = ""


def shares(frame: Frame, legend: Sequence[str], rows: Sequence[ShareRow]) -> str:
    """Draw rows of parts under a legend."""
    canvas = Canvas(frame)
    canvas.define(_definitions(frame, len(legend)))
    top = _legend(canvas, legend) + BETWEEN
    for row in rows:
        words = broken(row.label, frame.width if frame.is_narrow else LABELS)
        inset = 0 if frame.is_narrow else max(0.0, (THICK - len(words) * LINE) / 2)
        end = canvas.lines(0, top + inset, words)
        at = end if frame.is_narrow else top + max(0.0, (len(words) * LINE - THICK) / 2)
        _row(canvas, row, at)
        top = max(end, at + THICK) + BETWEEN
    return canvas.finished(top)


def pattern_name(frame: Frame, number: int) -> str:
    """Return the id of a part's pattern."""
    return f"{frame.name}-{frame.width}-p{number % len(PATTERNS)}"


def _definitions(frame: Frame, parts: int) -> str:
    made = "".join(
        f'<pattern id="{pattern_name(frame, number)}" width="{size}" height="{size}"'
        f' patternUnits="userSpaceOnUse">{drawn}</pattern>'
        for number, (drawn, size) in enumerate(PATTERNS[:parts])
    )
    return f"<defs>{made}</defs>"


def _legend(canvas: Canvas, legend: Sequence[str]) -> float:
    """Write the legend of the patterns; return its lower edge."""
    x, top, width = 0.0, 0.0, canvas.frame.width
    for number, label in enumerate(legend):
        words = broken(label, width - SWATCH - 6)
        needs = SWATCH + 6 + max(map(width_of, words)) + 18
        if x and x + needs - 18 > width:
            x, top = 0.0, top + LINE + 4
        canvas.rect(x, top + 1, SWATCH, SWATCH - 2, "part", pattern_name(canvas.frame, number))
        canvas.lines(x + SWATCH + 6, top, words)
        x += needs
        if len(words) > 1:
            x, top = width, top + (len(words) - 1) * LINE
    return top + LINE + 4


def _row(canvas: Canvas, row: ShareRow, top: float) -> None:
    x = 0.0 if canvas.frame.is_narrow else float(LABELS + GAP)
    if not row.parts:
        canvas.text(x, top + (THICK - LINE) / 2, row.written, "quiet")
        return
    whole = canvas.frame.width - x - 1
    for number, part in enumerate(row.parts):
        width = whole * part.share
        if width > 0:
            canvas.rect(x, top, width, THICK, "part", pattern_name(canvas.frame, number))
            _written(canvas, part.written, x, width, top)
        x += width


def _written(canvas: Canvas, written: str, x: float, width: float, top: float) -> None:
    """Write a share into its part, on a blank background, if there is room."""
    room = width_of(written) + 8
    if room > width - 4:
        return
    canvas.rect(x + (width - room) / 2, top + 3, room, THICK - 6, "paper")
    canvas.text(x + width / 2, top + (THICK - LINE) / 2, written, "value", MIDDLE)
