"""Letters about queries: those asked within some minutes reach each reader in one letter.

Such a letter waits in the outbox and is rewritten with every further query until it is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
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


@dataclass(frozen=True, slots=True)
class QueryPost:
    """The letters about the queries of the locked report."""

    session: Session
    office: Office
    at_work: AtWork
    now: datetime

    def tell_country(self, query: Query) -> None:
        """Write the query to the focal points, and to the colleagues with whom the section is shared."""
        report = self.at_work.report
        people = people_of_report(self.session, report.report_id, report.reporter, self.at_work.today)
        for person, sections in people:
            if sections is None or query.section in sections:
                waiting = waiting_letter(self.session, person.id, report.report_id, "query_asked")
                found = asked_since(self.session, report.report_id, self._since(waiting))
                asked = [pair for pair in found if sections is None or pair[0].section in sections]
                named = names_of_queries(self.session, self.at_work, asked)
                self._write(person, waiting, partial(query_asked, asked=named))

    def tell_askers(self, query: Query) -> None:
        """Write to those who asked and may still see the report that there is a reply."""
        report = self.at_work.report
        for person in askers_of(self.session, query.id):
            held = held_over(self.session, person.id, report.report_id, self.at_work.today)
            if workflow.may(Actor(person.id, "", "", held), Action.SETTLE, report, query.section):
                waiting = waiting_letter(self.session, person.id, report.report_id, "query_answered")
                found = answered_since(self.session, report.report_id, person.id, self._since(waiting))
                answered = [(question, "") for question in found]
                named = [name for name, _ in names_of_queries(self.session, self.at_work, answered)]
                self._write(person, waiting, partial(query_answered, about=named))

    def _since(self, waiting: Row | None) -> datetime:
        """Return the time since when a letter lists queries: its first writing, if it still waits."""
        return waiting.written_at if waiting else self.now

    def _write(
        self, person: Person, waiting: Row | None, compose: Callable[[Reader, Matter], Letter]
    ) -> None:
        """Put a letter in the outbox to wait there, or replace the letter that already waits."""
        report = self.session.get_one(Report, self.at_work.report.report_id)
        about = self.office.about(self.session, report)
        matter = about.matter(person)
        letter = compose(about.reader(person), replace(matter, link=f"{matter.link}/queries"))
        if waiting is None:
            drop(self.session, person, letter, self.now, report.id)
            return
        waiting.language, waiting.subject = letter.language, letter.subject
        waiting.plain, waiting.html = letter.plain, letter.html


def names_of_queries(
    session: Session, at_work: AtWork, found: Sequence[tuple[Query, str]]
) -> list[AskedQuery]:
    """Return the subject of each query, with the names of its question and row, and its text."""
    form = asked_of(session, at_work)
    replies = Submissions(session, at_work.report.report_id).replies()
    return [(name_of_place(form, replies, query.question, query.row), words) for query, words in found]


def open_queries(session: Session, at_work: AtWork) -> list[AskedQuery]:
    """Return the queries of a report that wait for a reply; the report is returned with them."""
    return names_of_queries(session, at_work, unsettled(session, at_work.report.report_id))
