"""Breaking down: whether totals agree with their parts, where a reporter gave a total and all its parts.

The rule is that of a report's checks (`answers.arithmetic`): parts may miss a total by rounding, and an
overall percentage lies between those of its parts. The page shows a disagreement, and never mends it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from survey.answers.arithmetic import disagreement
from survey.figures.columns import Key
from survey.figures.figure import Parts
from survey.figures.rates import Values
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
        whole = _whole(totals, [values_in(part) for part in cells])
        if whole.keys:
            yield _compared(kind, breakdown, whole, reporter)


class _Whole(NamedTuple):
    """The totals and parts along a breakdown, and the keys with a total and all parts."""

    totals: Values
    parts: Sequence[Values]
    keys: Sequence[Key]


def _whole(totals: Values, parts: Sequence[Values]) -> _Whole:
    """Find the keys with a total and all its parts."""
    return _Whole(totals, parts, [key for key in totals if all(key in part for part in parts)])


def _compared(kind: Number, breakdown: Breakdown, whole: _Whole, reporter: Callable[[int], str]) -> Parts:
    """Compare totals with their parts; amounts of money and percentages have no sums to show."""
    totals, parts, keys = whole
    disagreeing = [
        reporter(key[0])
        for key in keys
        if disagreement(kind, totals[key][0], [part[key][0] for part in parts]) is not None
    ]
    summed = kind.adds_up and kind.unit.measure != "money"
    return Parts(
        breakdown.code,
        breakdown.label,
        given=len({number for number, _ in keys}),
        answered=len({number for number, _ in totals}),
        disagreeing=tuple(dict.fromkeys(disagreeing)),
        total=math.fsum(totals[key][0] for key in keys) if summed else None,
        parts=math.fsum(part[key][0] for part in parts for key in keys) if summed else None,
    )


def _broken_down(kind: Number, cell: str) -> Iterator[tuple[Breakdown, tuple[str, ...]]]:
    """List the breakdowns along which a cell is a total, with the cells of its parts."""
    fixed = {} if cell == TOTAL else dict(code.split("=", 1) for code in cell.split(";"))
    for breakdown in kind.by:
        if breakdown.code not in fixed:
            yield (
                breakdown,
                tuple(cell_key({**fixed, breakdown.code: option.code}) for option in breakdown.codes),
            )
