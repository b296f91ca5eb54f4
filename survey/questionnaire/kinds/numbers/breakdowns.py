"""The cells into which breakdowns divide a number, and the keys by which they are kept."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from survey.questionnaire.declarations import Breakdown


def cell_keys(by: tuple[Breakdown, ...]) -> tuple[str, ...]:
    """The canonical keys of all cells in a table's order: the first breakdown varies fastest, totals first.

    A key names its breakdowns in alphabetical order and leaves totals out: `age=Y5T14;sex=F`, `sex=F`, `_T`.
    """
    outermost_first = tuple(reversed(by))
    choices = ([TOTAL, *(option.code for option in breakdown.codes)] for breakdown in outermost_first)
    return tuple(
        cell_key(dict(zip((breakdown.code for breakdown in outermost_first), codes, strict=True)))
        for codes in product(*choices)
    )


def cell_key(codes: dict[str, str]) -> str:
    """The canonical key of the cell with these codes by breakdown."""
    return ";".join(f"{name}={codes[name]}" for name in sorted(codes) if codes[name] != TOTAL) or TOTAL


def cell_count(by: tuple[Breakdown, ...]) -> int:
    """How many cells there are, without writing them out."""
    return prod(len(breakdown.codes) + 1 for breakdown in by)
