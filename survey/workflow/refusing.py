"""Refusals of the workflow, with their sentences: not allowed for this person, or not possible now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.errors import Refusal
from survey.messages import say
from survey.workflow.states import STATE_LABELS, State

if TYPE_CHECKING:
    from survey.workflow.states import ReportRef


class NotYours(Refusal):
    """No role of this person allows the action, in any state."""

    code = "not-yours"
    status = 403


class NotNow(Refusal):
    """The action is not possible in the present state of the report."""

    code = "not-now"
    status = 409


def not_yours() -> NotYours:
    """Refuse an action that no role of this person allows."""
    return NotYours(
        say(
            "workflow/not-yours",
            "You have no access to this. If you need it for your work, ask the focal point of"
            " the country or the secretariat.",
        )
    )


def not_now(report: ReportRef) -> NotNow:
    """Refuse an action that the report's state, or its closed round, does not allow."""
    if report.closed:
        return NotNow(
            say(
                "workflow/closed",
                "The round is closed, so this is no longer possible. Ask the secretariat for an extension.",
            )
        )
    return NotNow(
        say(
            "workflow/not-now",
            "This is not possible while the report is “{state}”. If something must change, "
            "write to the secretariat.",
            state=STATE_LABELS[State(report.state)],
        )
    )


def no_such_step(state: str) -> NotNow:
    """Refuse a step that does not start from this state."""
    return NotNow(
        say(
            "workflow/no-such-step",
            "This step is not possible: the report is now “{state}”. Open the page again to "
            "see what comes next.",
            state=STATE_LABELS[State(state)],
        )
    )
