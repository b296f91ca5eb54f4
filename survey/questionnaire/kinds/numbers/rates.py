"""Percentages that two other numbers make: what people who fill in a form read about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.messages import say
from survey.questionnaire.kinds.numbers.number import Number

if TYPE_CHECKING:
    from collections.abc import Callable

    from survey.messages import Message, Text
    from survey.questionnaire.kinds.base import Kind


def from_two_numbers(kind: Kind, label: Callable[[str], Text | str]) -> Message | None:
    """Say of which two questions a percentage is calculated; None if it is asked like any other number."""
    if not isinstance(kind, Number) or kind.rate_of is None:
        return None
    part, whole = map(label, kind.rate_of)
    return say(
        "field/rate-of",
        "Calculated from “{part}” and “{whole}”. Answer here only if one of the two numbers is missing.",
        part=part,
        whole=whole,
    )
