"""Breaking down: whether totals agree with their parts, over those who gave a total and all its parts.

The same rule as when a report is checked (`answers.arithmetic`): parts may miss a total by rounding, and an
overall percentage lies between those of its parts. Disagreement is said beside the figure, never mended.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from survey.answers.arithmetic import disagreement
from survey.figures.figure import Parts
from survey.figures.rates import Key, Values
from survey.questionnaire.kinds.numbers.breakdowns import cell_key
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from survey.questionnaire.declarations import Breakdown
    from survey.questionnaire.model import Question


def parts_of(
    question: Question, cell: str, values_in: Callable[[str], Values], reporter: Callable[[int], str]
) -> Iterator[Parts]:
    """Compare a total with its parts along each breakdown; `values_in` gives the values of a cell."""
    kind = question.kind
    if not isinstance(kind, Number):
        return
    totals = values_in(cell)
    for breakdown, cells in _broken_down(kind, cell):
        columns = [values_in(one) for one in cells]
        keys = [key for key in totals if all(key in column for column in columns)]
        if keys:
            yield _compared(kind, breakdown, totals, columns, keys, reporter)


def _compared(
    kind: Number,
    breakdown: Breakdown,
    totals: Values,
    columns: Sequence[Values],
    keys: Sequence[Key],
    reporter: Callable[[int], str],
) -> Parts:
    """One breakdown compared; amounts of money and percentages have no sums to show."""
    disagreeing = [
        reporter(key[0])
        for key in keys
        if disagreement(kind, totals[key][0], [column[key][0] for column in columns]) is not None
    ]
    summed = kind.adds_up and kind.unit.measure != "money"
    return Parts(
        breakdown.code,
        breakdown.label,
        given=len({number for number, _ in keys}),
        answered=len({number for number, _ in totals}),
        disagreeing=tuple(dict.fromkeys(disagreeing)),
        total=math.fsum(totals[key][0] for key in keys) if summed else None,
        parts=math.fsum(column[key][0] for column in columns for key in keys) if summed else None,
    )


def _broken_down(kind: Number, cell: str) -> Iterator[tuple[Breakdown, tuple[str, ...]]]:
    """The breakdowns along which a cell is a total, with the cells of its parts."""
    fixed = {} if cell == TOTAL else dict(one.split("=", 1) for one in cell.split(";"))
    for breakdown in kind.by:
        if breakdown.code not in fixed:
            yield (
                breakdown,
                tuple(cell_key({**fixed, breakdown.code: option.code}) for option in breakdown.codes),
            )
