"""How much of a report each person wrote, and when people were last seen, from history and sessions.

Knows counts, and no answer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.storage.answers.answers import AnswerChange
from survey.storage.people.people import Person
from survey.storage.people.signing_in import SignedIn


@dataclass(frozen=True, slots=True)
class Contribution:
    """The number of rows of a question in which somebody saved something, and when they last did."""

    person_id: int
    name: str
    works_at: str
    question: str
    places: int
    last: datetime


def contributions_to(session: Session, report_id: int) -> Sequence[Contribution]:
    """Return the people who saved something in a report, by question, in the order of their names."""
    counted = (
        select(
            Person.id,
            Person.name,
            Person.works_at,
            AnswerChange.question,
            func.count(AnswerChange.row.distinct()),
            func.max(AnswerChange.saved_at),
        )
        .join(Person, Person.id == AnswerChange.saved_by)
        .where(AnswerChange.report_id == report_id)
        .group_by(Person.id, Person.name, Person.works_at, AnswerChange.question)
        .order_by(Person.name, Person.id)
    )
    return [Contribution(*row) for row in session.execute(counted)]


def last_seen(session: Session, people: Collection[int]) -> Mapping[int, datetime]:
    """Return when each person was last seen in any session; people who never signed in are left out."""
    if not people:
        return {}
    seen = select(SignedIn.person_id, func.max(SignedIn.seen_at)).where(SignedIn.person_id.in_(people))
    return {row[0]: row[1] for row in session.execute(seen.group_by(SignedIn.person_id))}
