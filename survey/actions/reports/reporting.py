"""Decide about a submitted report: return, accept, reopen, publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey import letters
from survey.actions.queries.letters import open_queries
from survey.actions.reports.step import Step, take_step
from survey.errors import Refusal
from survey.messages import say
from survey.storage.mail.waiting import take_back_waiting
from survey.storage.reports.reports import agrees_to_publish
from survey.workflow import Action, ReportRef

if TYPE_CHECKING:
    from survey.actions.context import Context


def return_report(report: ReportRef, reason: str, context: Context, saw: int | None = None) -> None:
    """Return a submitted report to its country with what is wanted: a reason, or the open queries."""
    with take_step(Action.RETURN, report, context, reason, saw) as step:
        step.move()
        asked = open_queries(step.session, step.at_work)
        take_back_waiting(step.session, step.report_id, "query_asked")
        step.tell_country(lambda reader, matter: letters.returned(reader, matter, step.reason, asked))


def accept(report: ReportRef, context: Context, saw: int | None = None) -> None:
    """Accept a submitted report."""
    with take_step(Action.ACCEPT, report, context, saw=saw) as step:
        step.move(accepted_at=context.now)
        step.tell_country(letters.accepted)


def reopen(report: ReportRef, reason: str, context: Context, saw: int | None = None) -> None:
    """Reopen an accepted report for its country, with a reason."""
    with take_step(Action.REOPEN, report, context, reason, saw) as step:
        step.move(accepted_at=None)
        step.tell_country(lambda reader, matter: letters.reopened(reader, matter, step.reason))


def publish(report: ReportRef, context: Context, saw: int | None = None) -> None:
    """Publish an accepted report, if its country agreed to that."""
    with take_step(Action.PUBLISH, report, context, saw=saw) as step:
        _demand_agreement(step)
        step.move()
        step.tell_country(letters.published)


def _demand_agreement(step: Step) -> None:
    if not agrees_to_publish(step.session, step.report_id):
        raise Refusal(
            say(
                "reporting/not-agreed",
                "The country did not agree to have this report published. To publish it, reopen "
                "it and ask for consent.",
            )
        )
