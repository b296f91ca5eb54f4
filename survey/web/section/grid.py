"""The cells of a broken-down number, and the small table that shows them.

This module knows codes and their order, not their layout.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from survey.questionnaire.declarations import Option
from survey.questionnaire.kinds.numbers.breakdowns import cell_key
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from survey.messages import Text
    from survey.questionnaire.declarations import Breakdown
    from survey.questionnaire.model import Question


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: its label, and the key of its cell in each column."""

    labels: tuple[Text, ...]
    cells: tuple[str, ...]
    is_total: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """The table of a broken-down number: columns for the first breakdown, lines for the others."""

    breakdown: Breakdown | None
    columns: tuple[Option, ...]
    lines: tuple[Line, ...]


def _codes(breakdown: Breakdown) -> tuple[Option, ...]:
    """Return the codes of a breakdown, with its total last."""
    return (*breakdown.codes, Option(TOTAL, breakdown.total))


def grid_of(kind: Number) -> Grid:
    """Lay out the cells: one breakdown as lines; with several, the first as columns."""
    across = kind.by[0] if len(kind.by) > 1 else None
    down = kind.by[1:] if across else kind.by
    columns = _codes(across) if across else ()
    return Grid(
        across, columns, tuple(_line(across, columns, down, chosen) for chosen in product(*map(_codes, down)))
    )


def _line(
    across: Breakdown | None,
    columns: tuple[Option, ...],
    down: tuple[Breakdown, ...],
    chosen: tuple[Option, ...],
) -> Line:
    fixed = {
        breakdown.code: option.code
        for breakdown, option in zip(down, chosen, strict=True)
        if option.code != TOTAL
    }
    if across is None:
        cells: tuple[str, ...] = (cell_key(fixed),)
    else:
        cells = tuple(
            cell_key(fixed if column.code == TOTAL else {**fixed, across.code: column.code})
            for column in columns
        )
    return Line(tuple(option.label for option in chosen), cells, not fixed)


def cells_of(question: Question) -> tuple[str, ...]:
    """Return the keys of all cells of a question; one key if it is not broken down."""
    kind = question.kind
    if not isinstance(kind, Number) or not kind.by:
        return (TOTAL,)
    return kind.keys
