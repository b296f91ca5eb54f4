"""The canvas of plots: marks in pixels, mirrored for languages written from right to left.

Knows SVG and escaping; no values and no sentences. Marks have classes, never colours or styles.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from survey.exports.plots.lettering import LINE

WIDE, NARROW = 720, 340
"""The widths of a plot: for a desktop or paper, and for a phone."""
START, MIDDLE, END = "start", "middle", "end"
ISOLATED = "\u2068{}\u2069"
"""Isolates a text, so that a minus stays before its digits in text from right to left."""
BASE = 0.72
"""The distance from the top of a line to the baseline, as a share of the line."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a plot: its id on the page, title, description in words, width and direction."""

    name: str
    title: str
    says: str
    width: int = WIDE
    direction: str = "ltr"

    @property
    def is_narrow(self) -> bool:
        """Tell whether the plot is drawn for a phone."""
        return self.width < WIDE


class Canvas:
    """Collects marks and joins them into an SVG."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self._marks: list[str] = []
        self._mirrored = frame.direction == "rtl"

    def x(self, x: float) -> float:
        """Return the x coordinate at this distance from the side where reading starts."""
        return self.frame.width - x if self._mirrored else x

    def rect(self, x: float, y: float, width: float, height: float, kind: str, fill: str = "") -> None:
        """Draw a rectangle; `fill` names a pattern."""
        left = self.frame.width - x - width if self._mirrored else x
        filled = f' fill="url(#{fill})"' if fill else ""
        self._marks.append(
            f'<rect class="{kind}" x="{n(left)}" y="{n(y)}" width="{n(width)}" height="{n(height)}"{filled}/>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, kind: str) -> None:
        """Draw a straight line."""
        self._marks.append(f'<path class="{kind}" d="M{n(self.x(x1))} {n(y1)}L{n(self.x(x2))} {n(y2)}"/>')

    def path(self, points: list[tuple[float, float]], kind: str) -> None:
        """Draw a line through points."""
        drawn = "L".join(f"{n(self.x(x))} {n(y)}" for x, y in points)
        self._marks.append(f'<path class="{kind}" d="M{drawn}"/>')

    def shape(self, x: float, y: float, outline: str, kind: str) -> None:
        """Draw a small symbol; its outline is centred on its middle."""
        self._marks.append(
            f'<path class="{kind}" transform="translate({n(self.x(x))} {n(y)})" d="{outline}"/>'
        )

    def circle(self, x: float, y: float, radius: float, kind: str) -> None:
        """Draw a dot."""
        self._marks.append(f'<circle class="{kind}" cx="{n(self.x(x))}" cy="{n(y)}" r="{n(radius)}"/>')

    def text(self, x: float, top: float, words: str, kind: str = "", anchor: str = START) -> None:
        """Write one line whose upper edge is at `top`."""
        classed = f' class="{kind}"' if kind else ""
        anchored = f' text-anchor="{anchor}"' if anchor != START else ""
        at = f'x="{n(self.x(x))}" y="{n(top + LINE * BASE)}"'
        said = ISOLATED.format(escape(words)) if self._mirrored else escape(words)
        self._marks.append(f"<text{classed} {at}{anchored}>{said}</text>")

    def lines(
        self, x: float, top: float, words: tuple[str, ...], kind: str = "", anchor: str = START
    ) -> float:
        """Write lines below each other; return the lower edge."""
        for line in words:
            self.text(x, top, line, kind, anchor)
            top += LINE
        return top

    def define(self, definition: str) -> None:
        """Add a definition (a pattern) that marks can name."""
        self._marks.insert(0, definition)

    @property
    def marks(self) -> str:
        """The marks so far, to be part of another drawing."""
        return "".join(self._marks)

    def finished(self, height: float) -> str:
        """Return the SVG, with its title and description."""
        frame = self.frame
        kind = "narrow" if frame.is_narrow else "wide"
        head = (
            f'<svg class="{kind}" xmlns="http://www.w3.org/2000/svg" role="img" direction="{frame.direction}"'
            f' aria-labelledby="{frame.name}-{kind}-t {frame.name}-{kind}-d"'
            f' viewBox="0 0 {frame.width} {n(height)}" width="{frame.width}" height="{n(height)}">'
            f'<title id="{frame.name}-{kind}-t">{escape(frame.title)}</title>'
            f'<desc id="{frame.name}-{kind}-d">{escape(frame.says)}</desc>'
        )
        return f"{head}{''.join(self._marks)}</svg>"


def n(value: float) -> str:
    """Format a length: at most one decimal, and no negative zero."""
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written
