"""Where a report is on its way, and as much of it as the rules look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from survey.messages import Message, say


class State(StrEnum):
    """Where a report is on its way."""

    OPEN = "open"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class ReportRef:
    """As much of a report as its rules look at.

    `closed` says that the round is closed to this report: an extension that still runs keeps it open.
    """

    report_id: int
    reporter: str
    region: str
    state: str
    closed: bool = False


OPEN, DRAFT, SUBMITTED, RETURNED, ACCEPTED, PUBLISHED = State

ANY = frozenset(State)
COUNTRY = frozenset({OPEN, DRAFT, RETURNED})
HANDED_OVER = frozenset({SUBMITTED, RETURNED, ACCEPTED, PUBLISHED})
AT_REST = frozenset({SUBMITTED, ACCEPTED, PUBLISHED})
"""Handed over, and not being changed since: all that a reviewer sees of living answers."""

# fmt: off
STATE_LABELS: Mapping[State, Message] = MappingProxyType({
    OPEN:      say("state/open", "Not started"),
    DRAFT:     say("state/draft", "Draft"),
    SUBMITTED: say("state/submitted", "Submitted"),
    RETURNED:  say("state/returned", "Returned"),
    ACCEPTED:  say("state/accepted", "Accepted"),
    PUBLISHED: say("state/published", "Published"),
})
# fmt: on
