"""The comparisons, as XPath 1.0 has them for single values, with two simplifications.

========================  ====================================  ====================================
left and right            ``=`` and ``!=``                      ``<`` ``<=`` ``>`` ``>=``
========================  ====================================  ====================================
blank, blank              equal                                 false
blank, anything else      not equal                             false
text, text                the same characters                   as dates if both are, else as numbers
number, number            as numbers                            as numbers
number, text              as numbers; not a number: not equal   as numbers; not a number: false
boolean, boolean          the same truth                        true is 1, false is 0
boolean, number or text   true is 1, false is 0                 true is 1, false is 0
========================  ====================================  ====================================

XPath would take a text beside a boolean for true; here `true() = 'yes'` is false, and a blank is never
equal to `false()`. `!=` is always the opposite of `=`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from survey.questionnaire.conditions.values import Scalar, day, number

Compare = Callable[[Scalar, Scalar], bool]


def equal(left: Scalar, right: Scalar) -> bool:
    """Tell whether two values are equal; two blanks are."""
    if left is None or right is None:
        return left is right
    if type(left) is type(right):
        return left == right
    return (first := number(left)) is not None and first == number(right)


def unequal(left: Scalar, right: Scalar) -> bool:
    """Tell whether two values are not equal: a blank differs from every number."""
    return not equal(left, right)


def _ordered(holds: Callable[[Any, Any], bool]) -> Compare:
    def compare(left: Scalar, right: Scalar) -> bool:
        if isinstance(left, str) and day(left) and day(right):
            return holds(left, right)  # ISO dates sort as texts
        first, second = number(left), number(right)
        return first is not None and second is not None and holds(first, second)

    return compare


SIGNS: dict[str, Compare] = {
    "=": equal,
    "!=": unequal,
    "<": _ordered(operator.lt),
    "<=": _ordered(operator.le),
    ">": _ordered(operator.gt),
    ">=": _ordered(operator.ge),
}
