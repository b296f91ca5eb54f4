"""The life of a query: a reviewer asks about one answer, the country replies, the reviewer closes it.

Knows states and one table of moves. A reply does not need the report to be returned; a correction does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from survey.messages import Message, say
from survey.workflow.allowing import may
from survey.workflow.permissions import Action
from survey.workflow.refusing import NotNow

if TYPE_CHECKING:
    from survey.workflow.holding import Actor
    from survey.workflow.states import ReportRef


class QueryState(StrEnum):
    """The state of a query: the country's turn, the reviewers' turn, or closed."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


OPEN, ANSWERED, CLOSED = QueryState


@dataclass(frozen=True, slots=True)
class Move:
    """A row of the table of moves: source states, target state, the permission and the words needed."""

    name: str
    sources: frozenset[QueryState]
    target: QueryState
    action: Action
    label: Message
    needs_words: bool = True


# fmt: off
MOVES: Mapping[str, Move] = MappingProxyType({move.name: move for move in (
    Move("ask",   frozenset(),                   OPEN,     Action.ASK,    say("move/ask", "Ask")),
    Move("reply", frozenset({OPEN, ANSWERED}),   ANSWERED, Action.REPLY,  say("move/reply", "Send reply")),
    Move("again", frozenset({ANSWERED, CLOSED}), OPEN,     Action.SETTLE, say("move/again", "Ask again")),
    Move("close", frozenset({OPEN, ANSWERED}),   CLOSED,   Action.SETTLE, say("move/close", "Close query"),
         needs_words=False),
)})

QUERY_LABELS: Mapping[QueryState, Message] = MappingProxyType({
    OPEN:     say("query-state/open", "Awaiting a reply", note="state of a query"),
    ANSWERED: say("query-state/answered", "Answered", note="state of a query"),
    CLOSED:   say("query-state/closed", "Closed", note="state of a query"),
})
# fmt: on


def moved(move: str, state: str) -> QueryState:
    """Return the state after a move; refuse a move that does not start from this state."""
    row = MOVES[move]
    if state not in row.sources:
        raise NotNow(
            say(
                "queries/not-now",
                "This is no longer possible: the query is now “{state}”. Read the last messages.",
                state=QUERY_LABELS[QueryState(state)],
            )
        )
    return row.target


def moves_for(actor: Actor, report: ReportRef, section: str, state: str) -> tuple[Move, ...]:
    """Return the moves that somebody may make now in a query about a section."""
    return tuple(
        move for move in MOVES.values() if state in move.sources and may(actor, move.action, report, section)
    )
