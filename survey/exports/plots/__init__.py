"""Plots as SVG: bars, dots with ranges, stacked shares, lines over rounds, small multiples.

Each is a pure function from values with their written forms to one string, the same for the same values. What
it draws is in the reader's direction, readable in black and white, and told in words in its `<desc>`. Colours
are classes of the style sheet, so that dark screens and paper need no other drawing.

    frame = Frame("reached", "Persons reached", "Nepal reached most: 1,200 persons.")
    svg = bars(frame, [Bar("Nepal", 1200, "1,200"), Bar("Peru", None, "not given")])
"""

from __future__ import annotations

from survey.exports.plots.bars import Bar, bars
from survey.exports.plots.canvas import NARROW, WIDE, Frame
from survey.exports.plots.dots import Range, dots
from survey.exports.plots.multiples import Panel, multiples
from survey.exports.plots.scales import ticks_over
from survey.exports.plots.series import Line, series
from survey.exports.plots.shares import Part, ShareRow, shares

__all__ = [
    "NARROW", "WIDE", "Bar", "Frame", "Line", "Panel", "Part", "Range", "ShareRow",
    "bars", "dots", "multiples", "series", "shares", "ticks_over",
]  # fmt: skip
