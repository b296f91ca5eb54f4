"""Blanks, numbers, texts and truths: how each reads as the others, and how numbers stay tidy.

The page does the same in `survey/web/static/conditions.js`; a shared table of cases holds them together.
Numbers are doubles, rounded to 15 significant digits after each operation (halves away from zero), so
that 0.1 + 0.2 is 0.3. What cannot be had (1 div 0, what overflows) is blank; -0 is 0; an empty text is
a blank.
"""

from __future__ import annotations

import sys
from datetime import date
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from survey.questionnaire.values import Operand

Scalar = float | str | bool | None

MOST_DIGITS = 10
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)
_LARGEST = sys.float_info.max
_SPACES = " \t\r\n"


def scalar(operand: Operand) -> Scalar:
    """Read a single value: several choices or rows are their codes or values, joined with single spaces."""
    if isinstance(operand, str):
        return operand or None
    if isinstance(operand, bool) or operand is None:
        return operand
    if isinstance(operand, tuple):
        return " ".join(filter(None, (text(scalar(member)) for member in operand))) or None
    return float(operand) + 0.0 if -_LARGEST <= operand <= _LARGEST else None


def present(operands: Iterable[Operand]) -> list[float | str | bool]:
    """Gather the values that are not blank: each row of a table's column counts as a value."""
    found: list[float | str | bool] = []
    for operand in operands:
        for member in operand if isinstance(operand, tuple) else (operand,):
            value = scalar(member)
            if value is not None:
                found.append(value)
    return found


def chosen(operand: Operand) -> list[str]:
    """List the codes chosen: of several choices, of all rows, or of a text with spaces between codes."""
    if not isinstance(operand, tuple):
        return [code for code in text(scalar(operand)).split(" ") if code]
    codes: list[str] = []
    for member in operand:
        if isinstance(member, str):
            codes.extend(filter(None, (member,)))
        else:
            codes.extend(chosen(member))
    return codes


def number(value: Scalar) -> float | None:
    """Read a value as a number; None when it is no number. True is 1, false is 0."""
    if isinstance(value, str):
        return _plain_number(value)
    return value if value is None else float(value)


def _plain_number(written: str) -> float | None:
    bare = written.strip(_SPACES)
    digits = bare.removeprefix("-").replace(".", "", 1)
    return _finite(float(bare)) if digits.isascii() and digits.isdigit() else None


def text(value: Scalar) -> str:
    """Write a value as text: a number in its shortest form without exponent, a blank as nothing."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    shortest = repr(value)
    return format(Decimal(shortest), "f") if "e" in shortest else shortest.removesuffix(".0")


def truth(value: Scalar) -> bool:
    """Take a value for true or false: a blank and 0 are false, any text is true."""
    return bool(value)


def day(value: Scalar) -> date | None:
    """Read an ISO date (2020-05-31); None for anything else."""
    if not isinstance(value, str) or len(value) != 10 or value[4] != "-" or value[7] != "-":
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _finite(value: float) -> float | None:
    return value + 0.0 if isfinite(value) else None


def tidy(value: float) -> float | None:
    """Round the outcome of an operation to 15 significant digits."""
    if value.is_integer() and -1e15 < value < 1e15:
        return value + 0.0
    if not isfinite(value):
        return None
    return _finite(float(_FIFTEEN.create_decimal_from_float(value)))


def rounded(value: float, digits: int) -> float:
    """Round the shortest decimal form of a number, halves up: 1.005 to 1.01, -2.5 to -2."""
    exact = Decimal(repr(value))
    halves = ROUND_HALF_UP if value > 0 else ROUND_HALF_DOWN
    step = Decimal(1).scaleb(-digits)
    # A number without further digits stays itself; quantizing 1e300 would overflow the context.
    beyond = -int(exact.as_tuple().exponent) > digits
    return float(exact.quantize(step, rounding=halves)) + 0.0 if beyond else value
