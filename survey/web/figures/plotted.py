"""Plots on pages: drawn twice, for desktop and phone; the style sheet shows the right size.

Knows mark-up, no value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from markupsafe import Markup

from survey.exports.plots import NARROW, WIDE, Frame

if TYPE_CHECKING:
    from survey.web.request.visit import Visit


def plotted(here: Visit, name: str, title: str, says: str, draw: Callable[[Frame], str]) -> Markup:
    """Draw a plot in both widths; `says` describes it in words."""
    way = here.language.direction
    drawn = "".join(draw(Frame(name, title, says, width, way)) for width in (WIDE, NARROW))
    # Plots escape every text; apart from texts they contain only numbers and our own classes.
    return Markup(drawn)  # noqa: S704
