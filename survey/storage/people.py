"""People and their roles: who may do something for which country, region or the whole, from a date to a date.

Ending a role never touches answers: the country owns them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, and_, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.database import Model, Moment


class Person(Model):
    """Somebody who may sign in, by the address that their mail goes to."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_is_lower"),
        CheckConstraint("email LIKE '%_@_%'", name="email"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(12), default="en")
    added_at: Mapped[datetime] = mapped_column(Moment)


class Grant(Model):
    """A role that a person holds: over a reporter, over a region, or over the whole, in a span of days."""

    __tablename__ = "held_role"
    __table_args__ = (
        CheckConstraint(
            "(role IN ('focal_point', 'contributor') AND reporter IS NOT NULL AND region IS NULL)"
            " OR (role = 'reviewer' AND reporter IS NULL)"
            " OR (role IN ('secretariat', 'administrator') AND reporter IS NULL AND region IS NULL)",
            name="scope",
        ),
        CheckConstraint("until IS NULL OR until >= since", name="span"),
        Index("ix_held_role_person_role", "person_id", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    reporter: Mapped[str | None] = mapped_column(ForeignKey("reporter.code"), index=True)
    region: Mapped[str | None] = mapped_column(String(20))
    since: Mapped[date]
    until: Mapped[date | None]


class SharedSection(Model):
    """A section that a contributor was given in one report: to edit, or to comment on."""

    __tablename__ = "shared_section"
    __table_args__ = (CheckConstraint("may IN ('edit', 'comment')", name="may"),)

    grant_id: Mapped[int] = mapped_column(ForeignKey("held_role.id"), primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    section: Mapped[str] = mapped_column(String(80), primary_key=True)
    may: Mapped[str] = mapped_column(String(8))
    wanted_by: Mapped[date | None]


def find_person(session: Session, email: str) -> Person | None:
    """The person with an address, however it is capitalised."""
    return session.scalars(select(Person).where(Person.email == email.strip().lower())).one_or_none()


def grants_on(session: Session, person_id: int, today: date) -> Sequence[Grant]:
    """The roles that a person holds on a day."""
    holds = and_(Grant.since <= today, or_(Grant.until.is_(None), Grant.until >= today))
    return session.scalars(select(Grant).where(Grant.person_id == person_id, holds).order_by(Grant.id)).all()


def focal_points(session: Session, reporter: str, today: date) -> Sequence[Person]:
    """Who the focal points of a reporter are on a day."""
    holds = and_(Grant.since <= today, or_(Grant.until.is_(None), Grant.until >= today))
    wanted = select(Person).join(Grant).where(Grant.reporter == reporter, Grant.role == "focal_point", holds)
    return session.scalars(wanted.order_by(Person.id)).all()


def people_count(session: Session) -> int:
    """How many people there are."""
    return session.scalar(select(func.count()).select_from(Person)) or 0
