"""A plot on a page: drawn twice, for desktop and phone; the style sheet shows the right size.

Knows mark-up, no value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.exports.plots import NARROW, WIDE, Frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from survey.web.request.visit import Visit


@dataclass(frozen=True)
class Plot:
    """A plot with its name on the page, its title, its description in words, and how it is drawn."""

    name: str
    title: str
    says: str
    draw: Callable[[Frame], str]
    direction: str

    def drawn(self, width: int) -> str:
        """Draw the plot at a width; it contains only escaped texts, numbers and our own classes."""
        return self.draw(Frame(self.name, self.title, self.says, width, self.direction))

    def __html__(self) -> str:
        """Return both drawings, for a page."""
        return self.drawn(WIDE) + self.drawn(NARROW)


def plotted(here: Visit, name: str, title: str, says: str, draw: Callable[[Frame], str]) -> Plot:
    """Return a plot that follows the direction in which the reader's language is written."""
    return Plot(name, title, says, draw, here.language.direction)
