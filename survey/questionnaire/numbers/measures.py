"""Written numbers with what they measure. Knows written numbers, not how to write numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.messages import say

if TYPE_CHECKING:
    from survey.messages import Message


def in_money(written: str, currency: str) -> Message:
    """Say an amount with the code of its currency: before it in English, after it in French and Spanish."""
    return say("figures/money", "{currency} {amount}", amount=written, currency=currency)
