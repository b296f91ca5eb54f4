"""The cells of a number that is broken down, and the keys under which they are stored."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from survey.questionnaire.declarations import Breakdown


def cell_keys(by: tuple[Breakdown, ...]) -> tuple[str, ...]:
    """Return the canonical keys of all cells in a table's order: first breakdown fastest, totals first.

    A key names its breakdowns in alphabetical order and leaves totals out: `age=Y5T14;sex=F`, `sex=F`, `_T`.
    """
    outermost_first = tuple(reversed(by))
    choices = ([TOTAL, *(option.code for option in breakdown.codes)] for breakdown in outermost_first)
    return tuple(
        cell_key(dict(zip((breakdown.code for breakdown in outermost_first), codes, strict=True)))
        for codes in product(*choices)
    )


def cell_key(codes: dict[str, str]) -> str:
    """Return the canonical key of the cell with these codes, by breakdown."""
    return ";".join(f"{name}={codes[name]}" for name in sorted(codes) if codes[name] != TOTAL) or TOTAL


def cell_count(by: tuple[Breakdown, ...]) -> int:
    """Count the cells without listing them."""
    return prod(len(breakdown.codes) + 1 for breakdown in by)
