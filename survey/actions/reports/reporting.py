"""A report on its way: submitted with a snapshot and a receipt, returned, accepted, reopened, published.

Knows the steps only by the workflow's table; each is taken with the report in hand, so that of two people
who take the same step at once, one does and the other is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from survey import letters, workflow
from survey.actions.audit.recording import Recorded, recorded
from survey.actions.mail.office import AboutReport, Office, drop
from survey.actions.queries.letters import open_queries
from survey.answers.checking import problems
from survey.answers.freezing import FORMAT, freeze, sha256
from survey.errors import Refusal
from survey.messages import say, say_count
from survey.problems import Problem, Severity
from survey.storage.answers import reply_cache
from survey.storage.answers.reply_writes import touch_report
from survey.storage.mail.waiting import take_back_waiting
from survey.storage.people.people import Person, focal_points
from survey.storage.queries.queries import unsettled
from survey.storage.reports.locking import AtWork, lock_report
from survey.storage.reports.reports import agrees_to_publish, keep_snapshot, latest_number
from survey.storage.reports.steps import desk_and_reviewers, note_step
from survey.storage.rounds.frozen import FrozenRound, frozen
from survey.storage.rounds.reporters import names_of_reporter
from survey.workflow import STEPS, Action, Actor, ReportRef, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

LONGEST_REASON = 4_000


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a focal point holds in hand: which submission it was, when it came in, the hash of its words."""

    number: int
    at: datetime
    sha256: str


class Unfinished(Refusal):
    """The answers are not ready to be submitted: `problems` says what stops them, in question order."""

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


class SubmittedAgain(Refusal):
    """The report that somebody decides about is not the one that they have read."""

    code = "submitted-again"
    status = 409


@dataclass(frozen=True, slots=True)
class Taking:
    """A step being taken: the report in hand, the reason given, and the state that it leads to."""

    act: Recorded
    at_work: AtWork
    this: FrozenRound
    target: State
    reason: str
    now: datetime

    @property
    def session(self) -> Session:
        """The transaction."""
        return self.act.session

    @property
    def report_id(self) -> int:
        """The report in hand."""
        return self.at_work.report.report_id


def submit(
    actor: Actor,
    report: ReportRef,
    publishes: bool,
    now: datetime,
    office: Office | None = None,
    engine: Engine | None = None,
) -> Receipt:
    """Hand a country's report over: freeze what it says, and whether it may be published; give a receipt."""
    with _step(Action.SUBMIT, actor, report, now, "", engine) as taking:
        content = _frozen_answers(taking)
        receipt = Receipt(latest_number(taking.session, taking.report_id) + 1, now, sha256(content))
        _keep_snapshot(taking, receipt, content, publishes)
        _move(taking, submitted_at=now)
        taking.act.details |= {"number": receipt.number, "sha256": receipt.sha256}
        if office is not None:
            _write_receipts(taking, office, receipt, publishes)
            _tell_readers(taking, office, receipt)
        return receipt


def return_report(
    actor: Actor,
    report: ReportRef,
    reason: str,
    now: datetime,
    office: Office | None = None,
    engine: Engine | None = None,
    saw: int | None = None,
) -> None:
    """Give a submitted report back to its country, saying what is wanted: a reason, or the open queries."""
    with _step(Action.RETURN, actor, report, now, reason, engine, saw) as taking:
        _move(taking)
        asked = open_queries(taking.session, taking.at_work)
        take_back_waiting(taking.session, taking.report_id, "query_asked")
        _write(taking, office, lambda reader, matter: letters.returned(reader, matter, taking.reason, asked))


def accept(
    actor: Actor,
    report: ReportRef,
    now: datetime,
    office: Office | None = None,
    engine: Engine | None = None,
    saw: int | None = None,
) -> None:
    """Accept a submitted report."""
    with _step(Action.ACCEPT, actor, report, now, "", engine, saw) as taking:
        _move(taking, accepted_at=now)
        _write(taking, office, letters.accepted)


def reopen(
    actor: Actor,
    report: ReportRef,
    reason: str,
    now: datetime,
    office: Office | None = None,
    engine: Engine | None = None,
    saw: int | None = None,
) -> None:
    """Open an accepted report again for its country, saying why."""
    with _step(Action.REOPEN, actor, report, now, reason, engine, saw) as taking:
        _move(taking, accepted_at=None)
        _write(taking, office, lambda reader, matter: letters.reopened(reader, matter, taking.reason))


def publish(
    actor: Actor,
    report: ReportRef,
    now: datetime,
    office: Office | None = None,
    engine: Engine | None = None,
    saw: int | None = None,
) -> None:
    """Make an accepted report public, if its country agreed to that."""
    with _step(Action.PUBLISH, actor, report, now, "", engine, saw) as taking:
        _demand_agreement(taking)
        _move(taking)
        _write(taking, office, letters.published)


@contextmanager
def _step(
    action: Action,
    actor: Actor,
    report: ReportRef,
    now: datetime,
    reason: str,
    engine: Engine | None,
    saw: int | None = None,
) -> Iterator[Taking]:
    """Take a step with the report in hand, by what the person holds now; keep that it was taken, and why.

    `saw` is the number of the submission that they have read: another one may have come in since.
    """
    name = action.value
    with recorded(name, actor.person_id, now, report_id=report.report_id, engine=engine) as act:
        at_work = lock_report(act.session, report.report_id, actor.person_id, now)
        act.round_id = at_work.round_id
        workflow.demand(at_work.actor, action, at_work.report)
        if saw is not None and saw != (latest := latest_number(act.session, report.report_id)):
            raise _submitted_again(latest)
        queries = len(unsettled(act.session, report.report_id)) if action is Action.RETURN else 0
        given = _reason_for(action, reason, queries)
        this = frozen(act.session, at_work.round_id)
        yield Taking(act, at_work, this, workflow.after(name, at_work.report.state), given, now)
        note_step(
            act.session,
            report_id=report.report_id,
            step=name,
            reason=given,
            queries=queries,
            taken_by=actor.person_id,
            taken_at=now,
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


def _move(taking: Taking, **values: object) -> None:
    touch_report(taking.session, taking.report_id, taking.now, state=taking.target.value, **values)


def _frozen_answers(taking: Taking) -> bytes:
    """What the report says, as canonical bytes; refused if anything stops its submission."""
    this = taking.this
    kept = reply_cache.get(taking.session, taking.report_id, taking.at_work.version, this.questionnaire)
    relevance = kept.relevance(this.questionnaire, taking.at_work.today, this.round.modules)
    stopping = [one for one in problems(relevance) if one.severity is Severity.STOPS]
    if stopping:
        raise Unfinished(stopping)
    report = taking.at_work.report
    return freeze(
        relevance,
        edition_sha256=this.round.sha256,
        reporter=report.reporter,
        region=report.region,
        year=this.round.year,
    )


def _keep_snapshot(taking: Taking, receipt: Receipt, content: bytes, publishes: bool) -> None:
    keep_snapshot(
        taking.session,
        report_id=taking.report_id,
        number=receipt.number,
        format=FORMAT,
        edition_sha256=taking.this.round.sha256,
        content=content.decode(),
        sha256=receipt.sha256,
        publishes=publishes,
        made_by=taking.at_work.actor.person_id,
        made_at=receipt.at,
    )


def _demand_agreement(taking: Taking) -> None:
    if not agrees_to_publish(taking.session, taking.report_id):
        raise Refusal(
            say(
                "reporting/not-agreed",
                "The country did not agree to have this report published. To publish it, reopen "
                "it and ask for consent.",
            )
        )


def _write(
    taking: Taking,
    office: Office | None,
    compose: Callable[[letters.Reader, letters.Matter], letters.Letter],
) -> None:
    """Write to the country's focal points, each in their language."""
    if office is None:
        return
    people = focal_points(taking.session, taking.at_work.report.reporter, taking.at_work.today)
    _write_to(people, taking, office, compose)


def _write_to(
    people: Iterable[Person],
    taking: Taking,
    office: Office,
    compose: Callable[[letters.Reader, letters.Matter], letters.Letter],
) -> None:
    reporter = taking.at_work.report.reporter
    names = names_of_reporter(taking.session, reporter)
    about = AboutReport(office, reporter, taking.at_work.extended_to, taking.this, names)
    for person in people:
        drop(taking.session, person, about.letter(compose, person), taking.now, taking.report_id)


def _write_receipts(taking: Taking, office: Office, receipt: Receipt, publishes: bool) -> None:
    at = receipt.at.astimezone(ZoneInfo(taking.this.round.zone))
    _write(
        taking,
        office,
        lambda reader, matter: letters.submitted_receipt(
            reader, matter, letters.Submitted(receipt.number, at, receipt.sha256, publishes)
        ),
    )


def _tell_readers(taking: Taking, office: Office, receipt: Receipt) -> None:
    people = desk_and_reviewers(taking.session, taking.at_work.report.region, taking.at_work.today)
    _write_to(
        people,
        taking,
        office,
        lambda reader, matter: letters.report_received(reader, matter, receipt.number),
    )
