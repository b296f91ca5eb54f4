"""Differences between two figures in words. Knows written numbers and plurals, not how to write numbers."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from survey.messages import say_count

if TYPE_CHECKING:
    from survey.messages import Message


def in_points(written: str, difference: float) -> Message:
    """Say by how many points two percentages differ.

    A difference below 2 other than 1 takes the form of 0: plural in English, but singular in French.
    """
    size = abs(difference)
    return say_count(
        "difference/points",
        "{amount} percentage point",
        "{amount} percentage points",
        0 if size < 2 and size != 1 else ceil(size),
        amount=written,
    )
