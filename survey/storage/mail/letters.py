"""Letters: written in the transaction of their action, sent after it, stored with what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import CheckConstraint, ForeignKey, String, Table, Text, func, insert, select, update
from sqlalchemy.orm import Mapped, Session, defer, mapped_column

from survey.storage.engine.database import Model, Moment, connection_of
from survey.storage.people.people import Person
from survey.storage.reports.reports import Report


class Letter(Model):
    """One letter to one person, in their language, as plain text and HTML."""

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("sent_at IS NULL OR attempts >= 1", name="sent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    language: Mapped[str] = mapped_column(String(12))
    subject: Mapped[str] = mapped_column(String(300))
    plain: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(Moment)
    next_try_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    gave_up_at: Mapped[datetime | None] = mapped_column(Moment)


AWAITED = ("sign_in", "nothing_open")
"""Kinds of letters for which somebody waits in front of a page."""

_NEW = insert(cast(Table, Letter.__table__))


def put_in(session: Session, **letter: object) -> None:
    """Store a letter that was just written."""
    session.flush()
    connection_of(session).execute(_NEW, {"attempts": 0, **letter})


def letters_due(session: Session, now: datetime, most: int = 50) -> Sequence[Letter]:
    """Return the letters to be sent now: those first that somebody waits for to sign in, then the oldest."""
    due = select(Letter).where(
        Letter.sent_at.is_(None), Letter.gave_up_at.is_(None), Letter.next_try_at <= now
    )
    urgent = Letter.kind.in_(AWAITED)
    return session.scalars(due.order_by(urgent.desc(), Letter.next_try_at, Letter.id).limit(most)).all()


def claim(session: Session, letter_id: int, now: datetime, until: datetime) -> Letter | None:
    """Claim a letter that is due, so that nobody else claims it before a time; None if somebody else did."""
    taken = update(Letter).where(
        Letter.id == letter_id,
        Letter.sent_at.is_(None),
        Letter.gave_up_at.is_(None),
        Letter.next_try_at <= now,
    )
    taken = taken.values(attempts=Letter.attempts + 1, next_try_at=until)
    return session.scalars(taken.returning(Letter)).one_or_none()


def last_written(session: Session, round_id: int, kind: str) -> dict[tuple[int, int], datetime]:
    """Return when each person was last sent a letter of a kind about each report of a round."""
    wanted = (
        select(Letter.report_id, Letter.person_id, func.max(Letter.written_at))
        .join(Report, Report.id == Letter.report_id)
        .where(Report.round_id == round_id, Letter.kind == kind)
        .group_by(Letter.report_id, Letter.person_id)
    )
    return {(report, person): at for report, person, at in session.execute(wanted) if report is not None}


def letters_latest(session: Session, before: int | None, most: int) -> Sequence[tuple[Letter, Person]]:
    """Return the latest letters and their recipients, the newest first, without bodies, which hold keys."""
    wanted = select(Letter, Person).join(Person, Person.id == Letter.person_id)
    if before is not None:
        wanted = wanted.where(Letter.id < before)
    unread = wanted.options(defer(Letter.plain, raiseload=True), defer(Letter.html, raiseload=True))
    return [(row[0], row[1]) for row in session.execute(unread.order_by(Letter.id.desc()).limit(most))]


def letters_with_people(session: Session, most: int) -> Sequence[tuple[Letter, Person]]:
    """Return the latest letters, each with its recipient, the newest first."""
    wanted = select(Letter, Person).join(Person, Person.id == Letter.person_id)
    found = session.execute(wanted.order_by(Letter.id.desc()).limit(most))
    return [(letter, person) for letter, person in found]
