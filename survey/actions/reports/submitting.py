"""Submit a report: freeze it as a snapshot, with a receipt for its country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from survey import letters
from survey.actions.reports.step import Step, take_step
from survey.answers.checking import problems
from survey.answers.freezing import FORMAT, freeze, sha256
from survey.errors import Refusal
from survey.messages import say_count
from survey.problems import Problem, Severity
from survey.storage.answers import reply_cache
from survey.storage.reports.reports import keep_snapshot, latest_number
from survey.storage.reports.steps import desk_and_reviewers
from survey.workflow import Action, ReportRef

if TYPE_CHECKING:
    from survey.actions.context import Context


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receipt of a focal point: the number of the submission, its time, and the hash of its content."""

    number: int
    at: datetime
    sha256: str


class Unfinished(Refusal):
    """The answers are not ready to be submitted: `problems` are those that stop it, in question order."""

    code = "unfinished"
    status = 409

    def __init__(self, stopping: Iterable[Problem]) -> None:
        self.problems = tuple(stopping)
        super().__init__(
            say_count(
                "reporting/unfinished",
                "{count} answer must be corrected. Correct it, then submit again.",
                "{count} answers must be corrected. Correct them, then submit again.",
                len(self.problems),
            )
        )


def submit(report: ReportRef, publishes: bool, context: Context) -> Receipt:
    """Submit a country's report: freeze it, store whether it may be published, and return a receipt."""
    with take_step(Action.SUBMIT, report, context) as step:
        content = _frozen_answers(step)
        receipt = Receipt(latest_number(step.session, step.report_id) + 1, context.now, sha256(content))
        _keep_snapshot(step, receipt, content, publishes)
        step.move(submitted_at=context.now)
        step.act.details |= {"number": receipt.number, "sha256": receipt.sha256}
        _write_receipts(step, receipt, publishes)
        _tell_readers(step, receipt)
        return receipt


def _frozen_answers(step: Step) -> bytes:
    """Return the report's answers as canonical bytes; refuse if anything stops its submission."""
    this = step.this
    kept = reply_cache.get(step.session, step.report_id, step.at_work.version, this.questionnaire)
    relevance = kept.relevance(this.questionnaire, step.at_work.today, this.round.modules)
    stopping = [problem for problem in problems(relevance) if problem.severity is Severity.STOPS]
    if stopping:
        raise Unfinished(stopping)
    report = step.at_work.report
    return freeze(
        relevance,
        edition_sha256=this.round.sha256,
        reporter=report.reporter,
        region=report.region,
        year=this.round.year,
    )


def _keep_snapshot(step: Step, receipt: Receipt, content: bytes, publishes: bool) -> None:
    keep_snapshot(
        step.session,
        report_id=step.report_id,
        number=receipt.number,
        format=FORMAT,
        edition_sha256=step.this.round.sha256,
        content=content.decode(),
        sha256=receipt.sha256,
        publishes=publishes,
        made_by=step.at_work.actor.person_id,
        made_at=receipt.at,
    )


def _write_receipts(step: Step, receipt: Receipt, publishes: bool) -> None:
    at = receipt.at.astimezone(ZoneInfo(step.this.round.zone))
    submitted = letters.Submitted(receipt.number, at, receipt.sha256, publishes)
    step.tell_country(lambda reader, matter: letters.submitted_receipt(reader, matter, submitted))


def _tell_readers(step: Step, receipt: Receipt) -> None:
    people = desk_and_reviewers(step.session, step.at_work.report.region, step.at_work.today)
    step.tell(people, lambda reader, matter: letters.report_received(reader, matter, receipt.number))
