"""The table of steps: how a report moves on, who may take each step, and what it causes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from survey.messages import Message, say
from survey.workflow.holding import Role
from survey.workflow.refusing import no_such_step
from survey.workflow.states import ACCEPTED, DRAFT, OPEN, PUBLISHED, RETURNED, SUBMITTED, State


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the table of steps: source and target states, who takes it, what it needs and causes."""

    name: str
    sources: frozenset[State]
    target: State
    roles: frozenset[Role]
    label: Message
    needs_reason: bool = False
    letter: str = ""
    once_closed: bool = False

    @property
    def button(self) -> bool:
        """Tell whether the step has a button (the first save takes `start` automatically)."""
        return self.name != "start"


FOCAL, CONTRIBUTOR, REVIEWER, SECRETARIAT, ADMINISTRATOR = Role
_TO_START, _TO_SUBMIT, _TO_ACCEPT = frozenset({OPEN}), frozenset({DRAFT, RETURNED}), frozenset({SUBMITTED})
_TO_REOPEN, _TO_PUBLISH = frozenset({ACCEPTED, PUBLISHED}), frozenset({ACCEPTED})
_WRITERS, _HEAD = frozenset({FOCAL, CONTRIBUTOR}), frozenset({FOCAL})
_READERS, _DESK = frozenset({REVIEWER, SECRETARIAT}), frozenset({SECRETARIAT})

# fmt: off
STEPS: Mapping[str, Step] = MappingProxyType({step.name: step for step in (
    Step("start",   _TO_START,   DRAFT,     _WRITERS, say("step/start", "Start the report")),
    Step("submit",  _TO_SUBMIT,  SUBMITTED, _HEAD,    say("step/submit", "Submit the report"),
         letter="submitted_receipt"),
    Step("return",  _TO_ACCEPT,  RETURNED,  _READERS, say("step/return", "Return the report to the country"),
         needs_reason=True, letter="returned"),
    Step("accept",  _TO_ACCEPT,  ACCEPTED,  _READERS, say("step/accept", "Accept the report"),
         letter="accepted", once_closed=True),
    Step("reopen",  _TO_REOPEN,  RETURNED,  _DESK,    say("step/reopen", "Reopen the report"),
         needs_reason=True, letter="reopened"),
    Step("publish", _TO_PUBLISH, PUBLISHED, _DESK,    say("step/publish", "Publish the report"),
         letter="published", once_closed=True),
)})
# fmt: on


def after(step: str, state: str) -> State:
    """Return the state after a step; refuse a step that does not start from this state."""
    row = STEPS[step]
    if state not in row.sources:
        raise no_such_step(state)
    return row.target
