"""Group things under headings in their order; if a heading would repeat, put all under one heading.

This module knows the order, not what is grouped.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from survey.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from survey.web.request.visit import Visit

T = TypeVar("T")
ALL = say("headings/all", "Sections")


def under_headings(
    here: Visit, things: Iterable[T], heading: Callable[[T], str]
) -> list[tuple[str, list[T]]]:
    """Group neighbours with the same heading."""
    found = [(title, list(neighbours)) for title, neighbours in groupby(things, heading)]
    if len({title for title, _ in found}) < len(found):
        return [(here.say(ALL), [thing for _, neighbours in found for thing in neighbours])]
    return found
