"""The table of a broken-down number on paper: the first breakdown across, the others down.

Knows codes and their order, not their look.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from survey.questionnaire.declarations import Option
from survey.questionnaire.kinds.numbers.breakdowns import cell_key
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from survey.messages import Text
    from survey.questionnaire.declarations import Breakdown
    from survey.questionnaire.kinds.numbers.number import Number

MOST_ACROSS = 6
"""With this many codes or more, the first breakdown also goes down the page."""


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line of the table: its labels, and the keys of its cells."""

    labels: tuple[Text, ...]
    cells: tuple[str, ...]
    is_total: bool


@dataclass(frozen=True, slots=True)
class PaperGrid:
    """The heads of the columns (none if every line has one cell), and the lines."""

    columns: tuple[Text, ...]
    lines: tuple[GridLine, ...]


def paper_grid(kind: Number) -> PaperGrid:
    """Lay out the cells of a broken-down number."""
    first, *others = kind.by
    across = None if len(first.codes) >= MOST_ACROSS else first
    down = tuple(others) if across else kind.by
    columns = _codes(across) if across else (Option(TOTAL, first.total),)
    lines = tuple(_line(chosen, down, across, columns) for chosen in product(*map(_codes, down)))
    return PaperGrid(tuple(column.label for column in columns) if across else (), lines)


def _codes(breakdown: Breakdown) -> tuple[Option, ...]:
    """Return the codes of a breakdown, its total last."""
    return (*breakdown.codes, Option(TOTAL, breakdown.total))


def _line(
    chosen: tuple[Option, ...],
    down: tuple[Breakdown, ...],
    across: Breakdown | None,
    columns: tuple[Option, ...],
) -> GridLine:
    fixed = {breakdown.code: option.code for breakdown, option in zip(down, chosen, strict=True)}
    cells = (cell_key({**fixed, across.code: column.code} if across else fixed) for column in columns)
    is_total = all(option.code == TOTAL for option in chosen)
    return GridLine(tuple(option.label for option in chosen), tuple(cells), is_total)
