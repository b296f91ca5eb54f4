"""Take a step of a report: lock the report, check what the person holds now, record the reason.

The workflow's table defines the steps. If two people take the same step at once, the first succeeds and the
second is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey import letters, workflow
from survey.actions.audit.recording import Recorded, recorded
from survey.actions.mail.office import AboutReport, drop
from survey.errors import Refusal
from survey.messages import say
from survey.storage.answers.reply_writes import touch_report
from survey.storage.people.people import Person, focal_points
from survey.storage.queries.queries import unsettled
from survey.storage.reports.locking import AtWork, lock_report
from survey.storage.reports.reports import latest_number
from survey.storage.reports.steps import note_step
from survey.storage.rounds.frozen import FrozenRound, frozen
from survey.storage.rounds.reporters import names_of_reporter
from survey.workflow import STEPS, Action, ReportRef, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from survey.actions.context import Context

LONGEST_REASON = 4_000


class SubmittedAgain(Refusal):
    """The report has been submitted again since the person read it."""

    code = "submitted-again"
    status = 409


@dataclass(frozen=True, slots=True)
class Step:
    """A step in progress: the locked report, the given reason, and the new state."""

    act: Recorded
    at_work: AtWork
    this: FrozenRound
    target: State
    reason: str
    context: Context

    @property
    def session(self) -> Session:
        """The transaction."""
        return self.act.session

    @property
    def report_id(self) -> int:
        """The report."""
        return self.at_work.report.report_id

    def move(self, **values: object) -> None:
        """Move the report to the new state."""
        touch_report(self.session, self.report_id, self.context.now, state=self.target.value, **values)

    def tell_country(self, compose: Callable[[letters.Reader, letters.Matter], letters.Letter]) -> None:
        """Write to the country's focal points, each in their language."""
        self.tell(focal_points(self.session, self.at_work.report.reporter, self.at_work.today), compose)

    def tell(
        self, people: Iterable[Person], compose: Callable[[letters.Reader, letters.Matter], letters.Letter]
    ) -> None:
        """Write to people, if letters are written."""
        if self.context.office is None:
            return
        reporter = self.at_work.report.reporter
        names = names_of_reporter(self.session, reporter)
        about = AboutReport(self.context.office, reporter, self.at_work.extended_to, self.this, names)
        for person in people:
            drop(self.session, person, about.letter(compose, person), self.context.now, self.report_id)


@contextmanager
def take_step(
    action: Action, report: ReportRef, context: Context, reason: str = "", saw: int | None = None
) -> Iterator[Step]:
    """Lock the report and take a step with it; `saw` is the number of the submission that was read."""
    name = action.value
    with recorded(name, context, report_id=report.report_id) as act:
        at_work = lock_report(act.session, report.report_id, context.actor_id, context.now)
        act.round_id = at_work.round_id
        workflow.demand(at_work.actor, action, at_work.report)
        if saw is not None and saw != (latest := latest_number(act.session, report.report_id)):
            raise _submitted_again(latest)
        queries = len(unsettled(act.session, report.report_id)) if action is Action.RETURN else 0
        given = _reason_for(action, reason, queries)
        this = frozen(act.session, at_work.round_id)
        yield Step(act, at_work, this, workflow.after(name, at_work.report.state), given, context)
        note_step(
            act.session,
            report_id=report.report_id,
            step=name,
            reason=given,
            queries=queries,
            taken_by=context.actor_id,
            taken_at=context.now,
        )


def _submitted_again(number: int) -> SubmittedAgain:
    return SubmittedAgain(
        say(
            "reporting/submitted-again",
            "The country has submitted this report again since you opened the page "
            "(submission number {number}), so nothing was done. Check what changed, then "
            "decide.",
            number=number,
        )
    )


def _reason_for(action: Action, reason: str, queries: int = 0) -> str:
    given = reason.replace("\x00", "").replace("\r\n", "\n").strip()
    if STEPS[action.value].needs_reason and not given and not queries:
        raise Refusal(say("reporting/no-reason", "Give the reason: it is sent to the country."))
    if len(given) > LONGEST_REASON:
        raise Refusal(
            say(
                "reporting/long-reason",
                "Shorten the reason to {most} characters; it has {found}.",
                most=LONGEST_REASON,
                found=len(given),
            )
        )
    return given
