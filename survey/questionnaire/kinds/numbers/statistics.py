"""The figures that sum up many values. Knows arithmetic, not meaning; without values there are none."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from survey.questionnaire.kinds.base import SummaryValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def spread(values: Sequence[float], *, adds_up: bool) -> tuple[SummaryValue, ...]:
    """Count, sum (only of what adds up), median, quartiles, least and greatest."""
    if not values:
        return ()
    ordered = sorted(values)
    figures = {
        "count": float(len(ordered)),
        "sum": math.fsum(ordered),
        "median": quantile(ordered, 0.5),
        "q1": quantile(ordered, 0.25),
        "q3": quantile(ordered, 0.75),
        "min": ordered[0],
        "max": ordered[-1],
    }
    if not adds_up:
        del figures["sum"]
    return _statistics(figures, len(ordered))


def shares(codes: Sequence[str], answers: Sequence[Iterable[str]]) -> tuple[SummaryValue, ...]:
    """Return how many of those who answered chose each code, and their share (0 to 1)."""
    if not answers:
        return ()
    figures = {"count": float(len(answers))}
    for code in codes:
        chosen = sum(1 for answer in answers if code in answer)
        figures[f"count:{code}"] = float(chosen)
        figures[f"share:{code}"] = chosen / len(answers)
    return _statistics(figures, len(answers))


def earliest_and_latest(values: Sequence[float], *, median: bool) -> tuple[SummaryValue, ...]:
    """Count, earliest, latest, and the middle where it makes sense."""
    if not values:
        return ()
    ordered = sorted(values)
    figures = {"count": float(len(ordered)), "earliest": ordered[0], "latest": ordered[-1]}
    if median:
        figures["median"] = quantile(ordered, 0.5)
    return _statistics(figures, len(ordered))


def number_of_answers(values: Sequence[object]) -> tuple[SummaryValue, ...]:
    """Return only the number of answers."""
    return _statistics({"count": float(len(values))}, len(values)) if values else ()


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which a share lies, by the inclusive method (the least and greatest are 0 and 1)."""
    position = share * (len(ordered) - 1)
    below = math.floor(position)
    between = position - below
    if not between:
        return ordered[below]
    return ordered[below] * (1 - between) + ordered[below + 1] * between


def _statistics(figures: dict[str, float], answers: int) -> tuple[SummaryValue, ...]:
    return tuple(SummaryValue(name, float(value), answers) for name, value in figures.items())
