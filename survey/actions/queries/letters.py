"""Letters about queries, gathered: what is asked within some minutes goes to each reader as one letter.

Such a letter waits in the box and is written anew with every further query, until it leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from survey import workflow
from survey.actions.mail.office import Office, drop
from survey.answers.places import name_of_place
from survey.letters import Letter, Matter, Reader, query_answered, query_asked
from survey.letters.queries import AskedQuery
from survey.storage.mail.letters import Letter as Row
from survey.storage.mail.waiting import waiting_letter
from survey.storage.people.people import Person
from survey.storage.queries.queries import (
    Query,
    answered_since,
    asked_since,
    askers_of,
    people_of_report,
    unsettled,
)
from survey.storage.reports.locking import AtWork, asked_of, held_over
from survey.storage.reports.reports import Report
from survey.storage.reports.submitted import Submissions
from survey.workflow import Action, Actor

PATIENCE = timedelta(minutes=10)
"""So long a letter about queries waits for further ones."""


def tell_country(session: Session, at_work: AtWork, query: Query, now: datetime, office: Office) -> None:
    """Write to the focal points, and to the colleagues who were given the section, what is asked."""
    report = at_work.report
    for person, sections in people_of_report(session, report.report_id, report.reporter, at_work.today):
        if sections is not None and query.section not in sections:
            continue
        waiting = waiting_letter(session, person.id, report.report_id, "query_asked")
        found = asked_since(session, report.report_id, waiting.written_at if waiting else now)
        asked = [one for one in found if sections is None or one[0].section in sections]
        write = partial(query_asked, asked=names_of_queries(session, at_work, asked))
        _write(session, office, at_work, person, waiting, now, write)


def tell_askers(session: Session, at_work: AtWork, query: Query, now: datetime, office: Office) -> None:
    """Write to those who asked, as far as they still follow the report, that there is a reply."""
    report = at_work.report
    for person in askers_of(session, query.id):
        held = held_over(session, person.id, report.report_id, at_work.today)
        if not workflow.may(Actor(person.id, "", "", held), Action.SETTLE, report, query.section):
            continue
        waiting = waiting_letter(session, person.id, report.report_id, "query_answered")
        since = waiting.written_at if waiting else now
        found = answered_since(session, report.report_id, person.id, since)
        named = [name for name, _ in names_of_queries(session, at_work, [(one, "") for one in found])]
        _write(session, office, at_work, person, waiting, now, partial(query_answered, about=named))


def names_of_queries(
    session: Session, at_work: AtWork, found: Sequence[tuple[Query, str]]
) -> list[AskedQuery]:
    """What each query is about, as its question and row are called, and what was asked."""
    form = asked_of(session, at_work)
    replies = Submissions(session, at_work.report.report_id).replies()
    return [(name_of_place(form, replies, one.question, one.row), words) for one, words in found]


def open_queries(session: Session, at_work: AtWork) -> list[AskedQuery]:
    """The queries of a report that wait for a reply: with them it is returned."""
    return names_of_queries(session, at_work, unsettled(session, at_work.report.report_id))


def _write(
    session: Session,
    office: Office,
    at_work: AtWork,
    person: Person,
    waiting: Row | None,
    now: datetime,
    compose: Callable[[Reader, Matter], Letter],
) -> None:
    """Put a letter in the box to wait there, or in the place of the one that waits already."""
    report = session.get_one(Report, at_work.report.report_id)
    about = office.about(session, report)
    matter = about.matter(person)
    letter = compose(about.reader(person), replace(matter, link=f"{matter.link}/queries"))
    if waiting is None:
        drop(session, person, letter, now, report.id, leaves_at=now + PATIENCE)
        return
    waiting.language, waiting.subject = letter.language, letter.subject
    waiting.plain, waiting.html = letter.plain, letter.html
