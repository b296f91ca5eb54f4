"""Home: the reports that a person writes, with deadlines, and the reports that they may read."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import groupby
from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import Blueprint, g, render_template
from sqlalchemy.orm import Session

from survey.countries import ILO_REGIONS, reporter_name
from survey.languages import folded
from survey.messages import Message, say, say_count
from survey.storage.engine.database import db
from survey.storage.queries.queries import unsettled_counts
from survey.storage.reports.visibility import SeenReport, answered_in, reports_seen
from survey.storage.rounds.frozen import frozen
from survey.web.request.access import signed_in
from survey.web.request.labels import title_of
from survey.web.request.moments import day, deadline, is_pressing, time_left
from survey.web.request.queries import in_words, unsettled_in
from survey.web.request.session import now
from survey.web.request.visit import visit
from survey.workflow import STATE_LABELS, Action, Actor, Role, State, may, may_whole

if TYPE_CHECKING:
    from survey.questionnaire.model import Questionnaire

pages = Blueprint("home", __name__)

MOST_COUNTED = 4
"""Progress is shown for at most this many reports."""
ICONS = {
    State.OPEN: "off",
    State.DRAFT: "note",
    State.SUBMITTED: "done",
    State.RETURNED: "ask",
    State.ACCEPTED: "done",
    State.PUBLISHED: "done",
}
WAITING = frozenset({State.OPEN, State.DRAFT, State.RETURNED})
OWN_ROLES = (Role.FOCAL_POINT, Role.CONTRIBUTOR)
NOTES = {
    State.OPEN: say("home/open", "Not started yet. Last year’s answers are shown beside each question."),
    State.SUBMITTED: say(
        "home/submitted", "The report is being reviewed. If something is unclear, it is returned to you."
    ),
    State.RETURNED: say(
        "home/returned", "Returned with comments. Change what is needed and submit the report again."
    ),
    State.ACCEPTED: say("home/accepted", "Accepted. You have nothing more to do."),
    State.PUBLISHED: say("home/published", "Accepted and published. You have nothing more to do."),
}
CLOSED = say("home/closed", "The round is closed. You can read what was saved.")


@pages.get("/<lang>/home")
@signed_in
def home() -> str:
    """Show what waits for this person, and what they may read."""
    actor: Actor = g.actor
    with Session(db.engine, expire_on_commit=False) as session:
        seen = [report for report in reports_seen(session, actor, now()) if reads(actor, report)]
        own = [report for report in seen if is_own(actor, report)]
        progress = progress_of(session, actor, [report for report in own if waits(report)])
        queries = queries_about(session, actor, seen)
    reading = [report for report in seen if report not in own]
    asked = {report_id for report_id, (waiting, _) in queries.items() if waiting}
    tasks = [
        (waits(report) or report.ref.report_id in asked, task(report, progress, asked)) for report in own
    ]
    return render_template(
        "account/home.html",
        waiting=[card for is_waiting, card in tasks if is_waiting],
        done=[card for is_waiting, card in tasks if not is_waiting],
        rounds=list(rounds_of(reading)),
        queries={report_id: in_words(*counts) for report_id, counts in queries.items()},
        reads=any(held.role in (Role.REVIEWER, Role.SECRETARIAT) for held in actor.held),
        writes=any(held.role in OWN_ROLES for held in actor.held),
        figures=figures_of(own),
        audits=may_whole(actor, Action.AUDIT),
        manages=may_whole(actor, Action.PEOPLE),
        runs=may_whole(actor, Action.ROUNDS),
    )


def figures_of(own: Sequence[SeenReport]) -> list[dict[str, object]]:
    """Return the rounds of a person's own reports, latest first, with the links to their figures."""
    return [
        round_of(form, year) for form, year in dict.fromkeys((report.form, report.year) for report in own)
    ]


def queries_about(
    session: Session, actor: Actor, seen: Sequence[SeenReport]
) -> Mapping[int, tuple[int, int]]:
    """Count the queries waiting for a reply and those with a reply, by report, leaving out zeros."""
    counted = unsettled_counts(session)
    found = {
        report.ref.report_id: unsettled_in(actor, report.ref, counted[report.ref.report_id])
        for report in seen
        if report.ref.report_id in counted
    }
    return {report_id: counts for report_id, counts in found.items() if any(counts)}


def reads(actor: Actor, report: SeenReport) -> bool:
    """Tell whether a person may read a report: its current answers or its last submission."""
    handed_over = report.submitted_at is not None and may(actor, Action.SNAPSHOT, report.ref)
    return handed_over or may(actor, Action.SEE, report.ref)


def is_own(actor: Actor, report: SeenReport) -> bool:
    """Tell whether a person writes a report rather than reads it."""
    return any(held.role in OWN_ROLES and held.reporter == report.ref.reporter for held in actor.held)


def waits(report: SeenReport) -> bool:
    """Tell whether a report waits for its country."""
    return report.ref.state in WAITING and not report.ref.closed


def progress_of(session: Session, actor: Actor, waiting: Sequence[SeenReport]) -> Mapping[int, Message]:
    """Say for each report in how many sections there are answers."""
    counted = waiting[:MOST_COUNTED]
    answered = answered_in(session, [report.ref.report_id for report in counted])
    forms = {report.round_id: frozen(session, report.round_id).questionnaire for report in counted}
    return {
        report.ref.report_id: begun(actor, report, forms[report.round_id], answered[report.ref.report_id])
        for report in counted
    }


def begun(actor: Actor, report: SeenReport, form: Questionnaire, answered: set[str]) -> Message:
    """Say in how many of the sections that the person may see there are answers."""
    sections = [section for section in form.sections if may(actor, Action.SEE, report.ref, section.id)]
    return say_count(
        "home/progress",
        "Answers in {begun} of {count} section",
        "Answers in {begun} of {count} sections",
        len(sections),
        begun=sum(any(question.id in answered for question in section.questions) for section in sections),
    )


def task(report: SeenReport, progress: Mapping[int, Message], asked: Container[int]) -> SimpleNamespace:
    """Return a person's own report as a task: its name, its deadline, its progress.

    Where queries wait for a reply (`asked`), nobody is told that there is nothing to do.
    """
    state = State(report.ref.state)
    is_asked = waits(report)
    rests = state not in WAITING and report.ref.report_id in asked
    late = report.extended_to is not None and report.extended_to > report.closes_on
    return SimpleNamespace(
        **named(report),
        until=deadline(visit(), report.deadline, report.zone) if is_asked else None,
        left=time_left(report.deadline, report.zone, now()) if is_asked else None,
        is_pressing=is_asked and is_pressing(report.deadline, report.zone, now()),
        extended=extension(report) if is_asked and late else None,
        progress=progress.get(report.ref.report_id),
        note=None if rests else CLOSED if report.ref.closed and state in WAITING else NOTES.get(state),
    )


def extension(report: SeenReport) -> Message:
    """Say that a report has a later deadline than the others."""
    return say(
        "home/extended",
        "Your deadline was extended. The deadline for others was {date}.",
        date=report.closes_on,
    )


def rounds_of(reading: Sequence[SeenReport]) -> Iterator[SimpleNamespace]:
    """Yield the rounds that a person reads, with their reports by name."""
    newest: dict[str, int] = {}
    for (year, form), found in groupby(reading, lambda report: (report.year, report.form)):
        lines = sorted((line(report) for report in found), key=lambda report: folded(report.reporter))
        yield SimpleNamespace(
            **round_of(form, year), lines=lines, is_newest=newest.setdefault(form, year) == year
        )


def round_of(form: str, year: int) -> dict[str, object]:
    """Return the name of a round, and the addresses of its pages."""
    here, at = visit(), ("rounds", form, str(year))
    return {
        "title": title_of(form),
        "year": year,
        "figures": here.url(*at),
        "board": here.url(*at, "board"),
        "queries": here.url(*at, "queries"),
        "downloads": here.url(*at, "downloads"),
    }


def line(report: SeenReport) -> SimpleNamespace:
    """Return a report of others as a line of a list."""
    region = ILO_REGIONS.get(report.ref.region)
    last = day(report.changed_at, report.zone) if report.changed_at else None
    found = SimpleNamespace(**named(report), region=region, last=last)
    if report.submitted_at is not None:
        found.address += "/summary"
    return found


def named(report: SeenReport) -> dict[str, object]:
    """Return what every list shows of a report."""
    state = State(report.ref.state)
    return {
        "title": title_of(report.form),
        "year": report.year,
        "reporter": reporter_name(report.ref.reporter, report.names, visit().language),
        "address": visit().url("reports", report.form, str(report.year), report.ref.reporter),
        "report_id": report.ref.report_id,
        "queries_at": visit().url("reports", report.form, str(report.year), report.ref.reporter, "queries"),
        "state": STATE_LABELS[state],
        "icon": ICONS[state],
    }
