"""Scales: from values to positions, and round values for the ticks of an axis. Knows only arithmetic."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

STEPS = (1, 2, 2.5, 5, 10)
LEAST = 1e-300
"""Smaller differences count as zero: dividing by them would overflow."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A mapping from a range of values to a range of pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the position of a value."""
        if self.high == self.low:
            return self.start
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def ticks_over(values: Iterable[float], most: int = 5, from_nought: bool = True) -> tuple[float, ...]:
    """Return round values that cover these values, including zero if `from_nought` is set."""
    found = [*values, *((0.0,) if from_nought else ())]
    low, high = (min(found), max(found)) if found else (0.0, 1.0)
    if high - low < LEAST:
        low, high = (0.0, 1.0) if abs(low) < LEAST else (min(low, 0.0), max(low, 0.0))
    step = _step((high - low) / max(1, most - 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(_clean(number * step) for number in range(first, last + 1))


def _step(rough: float) -> float:
    """Return the next round step that is at least as large."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next((step * power for step in STEPS if step * power >= rough * (1 - 1e-9)), 10 * power)


def _clean(value: float) -> float:
    return float(f"{value:.12g}")
