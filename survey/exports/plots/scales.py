"""Scales: from values to lengths, and the round values at which an axis is marked. Knows arithmetic only.

Every finite number is in their domain. The round values are fractions until they are chosen, so that nothing
is lost where floats have few digits left (below 2.2e-308) or none (a difference of more than 1.8e308).
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

STEPS = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10))
HAIR = Fraction(1, 10**9)
"""The part of a step by which a value may lie beyond the axis: 0.1 + 0.2 needs no tick after 0.3."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A span of values laid over a span of pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where a value lies."""
        low, high = self.low, self.high
        if high == low:
            return self.start
        if math.isinf(high - low):
            value, low, high = value / 2, low / 2, high / 2
        return self.start + (value - low) / (high - low) * (self.end - self.start)


def ticks_over(values: Iterable[float], most: int = 5, from_nought: bool = True) -> tuple[float, ...]:
    """Round values that cover all of these, nought among them unless it is not wanted."""
    found = [*map(_exact, values), *((Fraction(0),) if from_nought else ())]
    low, high = (min(found), max(found)) if found else (Fraction(0), Fraction(1))
    if low == high:
        low, high = (min(low, Fraction(0)), max(low, Fraction(0))) if low else (Fraction(0), Fraction(1))
    step = _step((high - low) / max(1, most - 1))
    first, last = math.floor(low / step + HAIR), math.ceil(high / step - HAIR)
    return tuple(dict.fromkeys(_float(number * step) for number in range(first, last + 1)))


def _step(rough: Fraction) -> Fraction:
    """The next round step that is no smaller."""
    power = Fraction(10) ** math.floor(math.log10(rough.numerator) - math.log10(rough.denominator))
    return next((step * power for step in STEPS if step * power >= rough * (1 - HAIR)), 10 * power)


def _exact(value: float) -> Fraction:
    """A number as it is written: 0.1 is a tenth."""
    return Fraction(repr(value))


def _float(tick: Fraction) -> float:
    """The nearest float; the last one where there is none, and no nought with a sign."""
    try:
        return float(tick) + 0.0
    except OverflowError:
        return sys.float_info.max if tick > 0 else -sys.float_info.max
