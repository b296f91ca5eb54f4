"""Record and correct annual reviews. A country sees its review as soon as it is recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from survey import letters, workflow
from survey.actions.audit.recording import recorded
from survey.actions.mail.office import Office, drop
from survey.countries import is_country
from survey.errors import NotFound, Refusal
from survey.messages import Message, say
from survey.storage.people.people import focal_points
from survey.storage.reports.locking import AtWork, lock_report
from survey.storage.reports.reports import Report
from survey.storage.reviews.reviews import AnnualReview, reviews_of_report
from survey.workflow import Action, ReportRef
from survey.workflow.reviews import Finding, completed, missing_in

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey.actions.context import Context

Compose = Callable[[letters.Reader, letters.Matter], letters.Letter]


class Meanwhile(Refusal):
    """Somebody else recorded something here after the page was opened."""

    code = "meanwhile"
    status = 409


class Incomplete(Refusal):
    """A review is incomplete: `missing` says what is missing, by part."""

    code = "incomplete-review"

    def __init__(self, missing: Mapping[str, Message]) -> None:
        super().__init__(next(iter(missing.values())))
        self.missing = missing


def record_review(report: ReportRef, finding: Finding, saw: int, context: Context) -> None:
    """Record the annual review of a report, or correct it, given its versions up to `saw`."""
    with recorded("review", context, report_id=report.report_id) as act:
        at_work = lock_report(act.session, report.report_id, context.actor_id, context.now)
        act.round_id = at_work.round_id
        workflow.demand(at_work.actor, Action.REVIEW, at_work.report)
        if not is_country(at_work.report.reporter):
            raise NotFound(say("review/countries-only", "Only countries have annual reviews. Go back."))
        sound = _sound(finding)
        before = reviews_of_report(act.session, report.report_id)
        if len(before) != saw:
            if before and _is_the_same(before[-1].row, context.actor_id, sound):
                act.silent = True
                return
            raise meanwhile(before[-1].name if before else "")
        act.session.add(_row(report.report_id, saw + 1, sound, context))
        act.details |= {"number": saw + 1}
        if context.office is not None:
            tell_country(act.session, context.office, at_work, context.now, letters.annual_review)


def _sound(finding: Finding) -> Finding:
    """Return the finding as it is stored; refuse if something is missing."""
    clean = replace(
        finding,
        justification=clean_text(finding.justification),
        observations=clean_text(finding.observations),
    )
    missing = missing_in(clean)
    if missing:
        raise Incomplete(missing)
    return completed(clean)


def clean_text(text: str) -> str:
    """Return a text as it is stored: trimmed, with one kind of line ends."""
    return text.replace("\x00", "").replace("\r\n", "\n").strip()


def _row(report_id: int, number: int, sound: Finding, context: Context) -> AnnualReview:
    return AnnualReview(
        report_id=report_id,
        number=number,
        substantial=sound.substantial,
        justified=sound.justified,
        justification=sound.justification,
        observations=sound.observations,
        lang=sound.lang,
        made_by=context.actor_id,
        made_at=context.now,
    )


def _is_the_same(row: AnnualReview, person_id: int, sound: Finding) -> bool:
    """Tell whether the last version is the same one, because a button was pressed twice."""
    kept = Finding(row.substantial, row.justified, row.justification, row.observations, row.lang)
    return row.made_by == person_id and kept == sound


def meanwhile(name: str) -> Meanwhile:
    """Return the refusal of a text that was written without knowing what somebody else recorded first."""
    return Meanwhile(
        say(
            "review/meanwhile",
            "{name} recorded something here since you opened the page. Read it first. Your "
            "text was not recorded; it is kept below.",
            name=name,
        )
    )


def tell_country(session: Session, office: Office, at_work: AtWork, now: datetime, compose: Compose) -> None:
    """Write to a country's focal points, each in their language, with a link to the country's page."""
    report = session.get_one(Report, at_work.report.report_id)
    about = office.about(session, report)
    for person in focal_points(session, report.reporter, at_work.today):
        link = office.country_page(person.language, report.reporter)
        letter = compose(about.reader(person), replace(about.matter(person), link=link))
        drop(session, person, letter, now, report.id)
