"""The states of a report, and the part of a report that the rules need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from survey.messages import Message, say


class State(StrEnum):
    """The state of a report."""

    OPEN = "open"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class ReportRef:
    """The part of a report that the rules need.

    `closed` tells that the round is closed for this report; a running extension keeps it open.
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
"""Handed over and not being changed: the only states in which a reviewer sees current answers."""

# fmt: off
STATE_LABELS: Mapping[State, Message] = MappingProxyType({
    OPEN:      say("state/open", "Not started", note="state of a report"),
    DRAFT:     say("state/draft", "Draft", note="state of a report"),
    SUBMITTED: say("state/submitted", "Submitted", note="state of a report"),
    RETURNED:  say("state/returned", "Returned", note="state of a report"),
    ACCEPTED:  say("state/accepted", "Accepted", note="state of a report"),
    PUBLISHED: say("state/published", "Published", note="state of a report"),
})
# fmt: on
