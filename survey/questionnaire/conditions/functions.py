"""The functions of conditions, as a table: how each is written, what it takes, what it comes to.

Knows values only; the order of evaluation (`if`, `and`, `once` look at no more than they need) is
`compiling`'s.

Decided here, where XLSForm leaves it open: sum, min and max of nothing are blank, count is 0; a single text
among them that is no number makes them blank, but min and max of dates only are dates; `selected-at` out
of range is blank; `round` takes 0 to 10 digits and rounds halves up, towards the larger number, as XPath
does. A boolean is 1 or 0 in arithmetic; how it compares is said in `comparing`.
"""

from __future__ import annotations

import math
import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.questionnaire.conditions.values import (
    MOST_DIGITS,
    Scalar,
    chosen,
    day,
    number,
    present,
    rounded,
    text,
    tidy,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from survey.questionnaire.values import Operand

ANY_NUMBER = 1000


@dataclass(frozen=True, slots=True)
class Function:
    """A function: how it is written, the least and most arguments, and what computes it.

    `many` says how many of the first arguments may be all values of a table's column or several choices.
    Functions without `run` are evaluated by `compiling`, which need not look at all of their arguments.
    """

    usage: str
    least: int
    most: int
    run: Callable[..., Scalar] | None = None
    many: int = 0
    boolean: bool = False


def _divided(dividend: float, divisor: float) -> float:
    return dividend / divisor if divisor else math.nan


def _remainder(dividend: float, divisor: float) -> float:
    return math.fmod(dividend, divisor) if divisor else math.nan


ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _divided,
    "mod": _remainder,
}


def negative(value: Scalar) -> Scalar:
    """Negate a number; a blank stays blank."""

    return None if (size := number(value)) is None else 0.0 - size


def _selected(several: Operand, code: Scalar) -> bool:
    return code is not None and text(code) in chosen(several)


def _selected_at(several: Operand, place: Scalar) -> Scalar:
    codes, index = chosen(several), number(place)
    if index is None or not index.is_integer() or not 0 <= index < len(codes):
        return None
    return codes[int(index)]


def _count_selected(several: Operand) -> float:
    return float(len(chosen(several)))


def _count(*several: Operand) -> float:
    return float(len(present(several)))


def _sum(*several: Operand) -> Scalar:
    numbers = [number(value) for value in present(several)]
    total = numbers[0] if numbers else None
    for term in numbers[1:]:
        if total is None or term is None:
            return None
        total = tidy(total + term)
    return total


def _extreme(pick: int) -> Callable[..., Scalar]:
    def run(*several: Operand) -> Scalar:
        found = present(several)
        if not found:
            return None
        if all(map(day, found)):
            return sorted(map(text, found))[pick]
        numbers = [size for value in found if (size := number(value)) is not None]
        return sorted(numbers)[pick] if len(numbers) == len(found) else None

    return run


def _round(value: Scalar, digits: Scalar = 0.0) -> Scalar:
    size, places = number(value), number(digits)
    if size is None or places is None or places not in range(MOST_DIGITS + 1):
        return None
    return rounded(size, int(places))


def _int(value: Scalar) -> Scalar:
    return None if (size := number(value)) is None else float(math.trunc(size))


def _abs(value: Scalar) -> Scalar:
    return None if (size := number(value)) is None else abs(size)


def _string(value: Scalar) -> Scalar:
    return text(value) or None


def _length(value: Scalar) -> float:
    return float(len(text(value)))


def _concat(*values: Scalar) -> Scalar:
    return "".join(map(text, values)) or None


def _contains(value: Scalar, part: Scalar) -> bool:
    return text(part) in text(value)


def _starts_with(value: Scalar, part: Scalar) -> bool:
    return text(value).startswith(text(part))


def _date(value: Scalar) -> Scalar:
    return value if day(value) else None


def _part_of(part: str) -> Callable[[Scalar], Scalar]:
    return lambda value: float(getattr(found, part)) if (found := day(value)) else None


FUNCTIONS: dict[str, Function] = {
    "not": Function("not(x)", 1, 1, boolean=True),
    "true": Function("true()", 0, 0, boolean=True),
    "false": Function("false()", 0, 0, boolean=True),
    "if": Function("if(test, then, else)", 3, 3),
    "coalesce": Function("coalesce(a, b)", 2, ANY_NUMBER),
    "once": Function("once(x)", 1, 1),
    "selected": Function("selected(${q}, 'code')", 2, 2, _selected, many=1, boolean=True),
    "selected-at": Function("selected-at(${q}, 0)", 2, 2, _selected_at, many=1),
    "count-selected": Function("count-selected(${q})", 1, 1, _count_selected, many=1),
    "count": Function("count(${q})", 1, ANY_NUMBER, _count, many=ANY_NUMBER),
    "sum": Function("sum(${a}, ${b})", 1, ANY_NUMBER, _sum, many=ANY_NUMBER),
    "min": Function("min(${a}, ${b})", 1, ANY_NUMBER, _extreme(0), many=ANY_NUMBER),
    "max": Function("max(${a}, ${b})", 1, ANY_NUMBER, _extreme(-1), many=ANY_NUMBER),
    "round": Function("round(x, digits)", 1, 2, _round),
    "int": Function("int(x)", 1, 1, _int),
    "abs": Function("abs(x)", 1, 1, _abs),
    "number": Function("number(x)", 1, 1, number),
    "string-length": Function("string-length(x)", 1, 1, _length),
    "concat": Function("concat(a, b)", 2, ANY_NUMBER, _concat),
    "contains": Function("contains(a, b)", 2, 2, _contains, boolean=True),
    "starts-with": Function("starts-with(a, b)", 2, 2, _starts_with, boolean=True),
    "string": Function("string(x)", 1, 1, _string),
    "today": Function("today()", 0, 0),
    "date": Function("date('2020-05-31')", 1, 1, _date),
    "year-of": Function("year-of(d)", 1, 1, _part_of("year")),
    "month-of": Function("month-of(d)", 1, 1, _part_of("month")),
    "day-of": Function("day-of(d)", 1, 1, _part_of("day")),
}
