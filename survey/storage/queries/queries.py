"""Queries: questions of reviewers about single answers, and everything that was written since.

Knows rows. Who may ask, reply or close is decided by the workflow.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.answers.stored_replies import AnswerKey
from survey.storage.engine.database import Model, Moment
from survey.storage.people.people import Grant, Person, SharedSection, holds_on


class Query(Model):
    """One conversation about one answer: its state, and the submission on which it began."""

    __tablename__ = "query"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'answered', 'closed')", name="state"),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint("snapshot >= 1", name="snapshot"),
        Index("ix_query_report_state", "report_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    section: Mapped[str] = mapped_column(String(80))
    question: Mapped[str] = mapped_column(String(80))
    row: Mapped[str] = mapped_column(String(80), default="")
    state: Mapped[str] = mapped_column(String(8), default="open")
    version: Mapped[int] = mapped_column(default=1)
    """The number of its moves; an action names the number that its person saw."""
    snapshot: Mapped[int]
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime] = mapped_column(Moment)


class QueryMove(Model):
    """One move of a query with its words, in the language in which they were written. Never altered."""

    __tablename__ = "query_move"
    __table_args__ = (
        UniqueConstraint("query_id", "number"),
        CheckConstraint("move IN ('ask', 'reply', 'again', 'close')", name="move"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("move = 'close' OR words <> ''", name="words"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    query_id: Mapped[int] = mapped_column(ForeignKey("query.id"), index=True)
    number: Mapped[int]
    move: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(12), default="")
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One move of a query, with its author, time and words."""

    move: str
    words: str
    lang: str
    person_id: int
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """A query with all its moves, the first one first."""

    query: Query
    moves: list[Spoken] = field(default_factory=list)


def queries_of(session: Session, report_ids: Collection[int]) -> list[Conversation]:
    """Return the queries of some reports with all their moves, in one query, the latest move first."""
    return _conversations(session, Query.report_id.in_(report_ids)) if report_ids else []


def unsettled_of(session: Session, report_ids: Collection[int]) -> list[Conversation]:
    """Return the queries of some reports that are not closed, with all their moves, the latest first."""
    wanted = (Query.report_id.in_(report_ids), Query.state != "closed")
    return _conversations(session, *wanted) if report_ids else []


def find_query(session: Session, report_id: int, query_id: int) -> Conversation | None:
    """Return one query of a report."""
    found = _conversations(session, Query.report_id == report_id, Query.id == query_id)
    return found[0] if found else None


def _conversations(session: Session, *where: object) -> list[Conversation]:
    wanted = (
        select(Query, QueryMove, Person.name)
        .join(QueryMove, QueryMove.query_id == Query.id)
        .join(Person, Person.id == QueryMove.made_by)
        .where(*where)  # type: ignore[arg-type]
        .order_by(Query.changed_at.desc(), Query.id.desc(), QueryMove.number)
    )
    found: dict[int, Conversation] = {}
    for query, move, name in session.execute(wanted):
        spoken = Spoken(move.move, move.words, move.lang, move.made_by, name, move.made_at)
        found.setdefault(query.id, Conversation(query)).moves.append(spoken)
    return list(found.values())


def query_counts(session: Session, report_ids: Collection[int]) -> Mapping[tuple[int, str, str], int]:
    """Return how many queries there are, by report, section and state."""
    if not report_ids:
        return {}
    wanted = select(Query.report_id, Query.section, Query.state, func.count())
    wanted = wanted.where(Query.report_id.in_(report_ids))
    rows = session.execute(wanted.group_by(Query.report_id, Query.section, Query.state))
    return {(report_id, section, state): count for report_id, section, state, count in rows}


def unsettled_counts(session: Session) -> Mapping[int, Mapping[tuple[int, str, str], int]]:
    """Return how many queries are not closed, by report, in the shape of `query_counts`."""
    wanted = select(Query.report_id, Query.section, Query.state, func.count())
    wanted = wanted.where(Query.state != "closed").group_by(Query.report_id, Query.section, Query.state)
    found: dict[int, dict[tuple[int, str, str], int]] = {}
    for report_id, section, state, count in session.execute(wanted):
        found.setdefault(report_id, {})[report_id, section, state] = count
    return found


def open_queries(session: Session, report_ids: Collection[int]) -> Mapping[tuple[int, str], int]:
    """Return how many queries wait for a reply, by report and section."""
    counts = query_counts(session, report_ids)
    return {
        (report_id, section): count
        for (report_id, section, state), count in counts.items()
        if state == "open"
    }


def unsettled(session: Session, report_id: int) -> Sequence[tuple[Query, str]]:
    """Return the queries of a report that wait for a reply, each with its last move, the oldest first."""
    asked = (
        select(QueryMove.query_id, func.max(QueryMove.number).label("number"))
        .where(QueryMove.move.in_(("ask", "again")))
        .group_by(QueryMove.query_id)
        .subquery()
    )
    wanted = (
        select(Query, QueryMove.words)
        .join(asked, asked.c.query_id == Query.id)
        .join(QueryMove, (QueryMove.query_id == Query.id) & (QueryMove.number == asked.c.number))
        .where(Query.report_id == report_id, Query.state == "open")
        .order_by(Query.id)
    )
    return [(query, words) for query, words in session.execute(wanted)]


def asked_since(session: Session, report_id: int, since: datetime) -> Sequence[tuple[Query, str]]:
    """Return the queries about a report, asked since a moment, that wait for a reply, the oldest first."""
    wanted = (
        select(Query, QueryMove.words)
        .join(QueryMove, QueryMove.query_id == Query.id)
        .where(
            Query.report_id == report_id,
            Query.state == "open",
            QueryMove.move.in_(("ask", "again")),
            QueryMove.made_at >= since,
        )
        .order_by(QueryMove.id)
    )
    return [(query, words) for query, words in session.execute(wanted)]


def asked_already(session: Session, report_id: int, key: AnswerKey, person_id: int, words: str) -> int | None:
    """Return the query that says the same already: the button was pressed twice."""
    wanted = (
        select(Query.id)
        .join(QueryMove, QueryMove.query_id == Query.id)
        .where(
            Query.report_id == report_id,
            Query.question == key[0],
            Query.row == key[1],
            Query.state != "closed",
            Query.asked_by == person_id,
            QueryMove.number == 1,
            QueryMove.words == words,
        )
    )
    return session.scalars(wanted.limit(1)).one_or_none()


def answered_since(session: Session, report_id: int, asker: int, since: datetime) -> Sequence[Query]:
    """Return the queries that somebody asked and to which the country replied since a moment."""
    asked = select(QueryMove.query_id).where(QueryMove.made_by == asker, QueryMove.move.in_(("ask", "again")))
    wanted = (
        select(Query)
        .join(QueryMove, QueryMove.query_id == Query.id)
        .where(Query.report_id == report_id, Query.state == "answered", Query.id.in_(asked))
        .where(QueryMove.move == "reply", QueryMove.made_at >= since)
    )
    return session.scalars(wanted.order_by(Query.id).distinct()).all()


def askers_of(session: Session, query_id: int) -> Sequence[Person]:
    """Return the people who asked in a query, in the order of their first question."""
    wanted = (
        select(Person)
        .join(QueryMove, QueryMove.made_by == Person.id)
        .where(QueryMove.query_id == query_id, QueryMove.move.in_(("ask", "again")))
    )
    return session.scalars(wanted.order_by(Person.id).distinct()).all()


def people_of_report(
    session: Session, report_id: int, reporter: str, today: date
) -> list[tuple[Person, frozenset[str] | None]]:
    """Return the people who work on a report for its country, with their sections (None: all)."""
    given = (Grant.role == "contributor") & (SharedSection.report_id == report_id)
    wanted = (
        select(Person, Grant.role, SharedSection.section)
        .join(Grant, Grant.person_id == Person.id)
        .outerjoin(SharedSection, SharedSection.grant_id == Grant.id)
        .where(Grant.reporter == reporter, holds_on(today), or_(Grant.role == "focal_point", given))
        .order_by(Person.id)
    )
    found: dict[int, tuple[Person, frozenset[str] | None]] = {}
    for person, role, section in session.execute(wanted):
        _, before = found.get(person.id, (person, frozenset()))
        whole = role == "focal_point" or before is None
        found[person.id] = (person, None if whole or before is None else before | {section})
    return list(found.values())
