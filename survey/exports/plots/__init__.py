"""Plots as SVG: bars, dots with ranges, stacked shares, pairs, lines over rounds, small multiples.

Each plot is a pure function from values, with their written forms, to a string. A plot follows the reader's
direction of writing, is readable in black and white, and says its content in words in its `<desc>`. Colours
are classes of the style sheet, so that one drawing serves light and dark screens and paper.

    frame = Frame("reached", "Persons reached", "Nepal reached most: 1,200 persons.")
    svg = bars(frame, [Bar("Nepal", 1200, "1,200"), Bar("Peru", None, "not given")])
"""

from __future__ import annotations

from survey.exports.plots.bars import Bar, bars
from survey.exports.plots.canvas import NARROW, WIDE, Frame
from survey.exports.plots.dots import Range, dots
from survey.exports.plots.multiples import Panel, multiples
from survey.exports.plots.pairs import Pair, pairs
from survey.exports.plots.scales import ticks_over
from survey.exports.plots.series import Line, series
from survey.exports.plots.shares import Part, ShareRow, shares

__all__ = [
    "NARROW", "WIDE", "Bar", "Frame", "Line", "Pair", "Panel", "Part", "Range", "ShareRow",
    "bars", "dots", "multiples", "pairs", "series", "shares", "ticks_over",
]  # fmt: skip
