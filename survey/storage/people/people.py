"""People and their roles, each for a country, a region or everything, from one date to another.

Ending a role never touches answers: the country owns them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, cast

from sqlalchemy import (
    BindParameter,
    CheckConstraint,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    String,
    Table,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.engine.database import Model, Moment, connection_of
from survey.storage.reports.reports import Report


class Person(Model):
    """A person who may sign in, identified by an e-mail address."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_is_lower"),
        CheckConstraint("email LIKE '%_@_%'", name="email"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(12), default="en")
    works_at: Mapped[str] = mapped_column(String(200), default="")
    """The ministry or office by which colleagues know the person."""
    added_at: Mapped[datetime] = mapped_column(Moment)


class Grant(Model):
    """A role that a person holds over a reporter, a region or everything, for a span of days."""

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
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    """Set if the role was ended before its last day: it ended at that moment."""


class SharedSection(Model):
    """A section that a contributor was given in one report: to edit, or to comment on."""

    __tablename__ = "shared_section"
    __table_args__ = (CheckConstraint("may IN ('edit', 'comment')", name="may"),)

    grant_id: Mapped[int] = mapped_column(ForeignKey("held_role.id"), primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    section: Mapped[str] = mapped_column(String(80), primary_key=True)
    may: Mapped[str] = mapped_column(String(8))
    wanted_by: Mapped[date | None]


def holds_on(today: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Tell which roles are held on a day."""
    return and_(
        Grant.since <= today, or_(Grant.until.is_(None), Grant.until >= today), Grant.ended_at.is_(None)
    )


def find_person(session: Session, email: str) -> Person | None:
    """Return the person with an address, whatever its capitals."""
    return session.scalars(select(Person).where(Person.email == email.strip().lower())).one_or_none()


def people_with_roles(session: Session) -> Sequence[tuple[Person, Grant | None]]:
    """Return all people with each of their roles, past roles too, by address; once if they have none."""
    wanted = select(Person, Grant).outerjoin(Grant, Grant.person_id == Person.id)
    return [(person, grant) for person, grant in session.execute(wanted.order_by(Person.email, Grant.id))]


class GrantLine(NamedTuple):
    """A role that is held, with one of the sections shared under it if there are any."""

    role: str
    reporter: str | None
    region: str | None
    report_id: int | None
    section: str | None
    may: str | None


_grants, _shared = (cast(Table, noun.__table__).c for noun in (Grant, SharedSection))
TODAY: BindParameter[date] = bindparam("today", type_=Date)
GRANT_LINE = (
    _grants.role, _grants.reporter, _grants.region, _shared.report_id, _shared.section, _shared.may,
)  # fmt: skip
GRANT_ORDER = (_grants.id, _shared.report_id, _shared.section)
_WITH_SECTIONS = (
    select(*GRANT_LINE)
    .outerjoin_from(Grant.__table__, SharedSection.__table__, _shared.grant_id == _grants.id)
    .where(_grants.person_id == bindparam("person_id"), holds_on(TODAY))
    .order_by(*GRANT_ORDER)
)


def grants_with_sections(session: Session, person_id: int, today: date) -> list[GrantLine]:
    """Return the roles that a person holds on a day, one line for each shared section, in one query."""
    found = connection_of(session).execute(_WITH_SECTIONS, {"person_id": person_id, "today": today})
    return [GrantLine(*row) for row in found]


def grants_not_ended(session: Session, person_id: int, today: date) -> Sequence[Grant]:
    """Return the roles that a person holds on a day, or will hold later."""
    lasting = and_(Grant.ended_at.is_(None), or_(Grant.until.is_(None), Grant.until >= today))
    wanted = select(Grant).where(Grant.person_id == person_id, lasting)
    return session.scalars(wanted.order_by(Grant.id)).all()


_FOCAL_POINTS = (
    select(Person)
    .join(Grant)
    .where(Grant.reporter == bindparam("of_reporter"), Grant.role == "focal_point")
    .where(holds_on(TODAY))
    .order_by(Person.id)
    .distinct()
)


def focal_points(session: Session, reporter: str, today: date) -> Sequence[Person]:
    """Return the focal points of a reporter on a day."""
    return session.scalars(_FOCAL_POINTS, {"of_reporter": reporter, "today": today}).all()


def focal_points_by_reporter(session: Session, round_id: int, today: date) -> dict[str, list[Person]]:
    """Return the focal points of every reporter of a round on a day, in one query."""
    wanted = (
        select(Grant.reporter, Person)
        .join(Person, Person.id == Grant.person_id)
        .join(Report, Report.reporter == Grant.reporter)
        .where(Report.round_id == round_id, Grant.role == "focal_point", holds_on(today))
    )
    found: dict[str, list[Person]] = {}
    for reporter, person in session.execute(wanted.order_by(Grant.reporter, Person.id).distinct()):
        found.setdefault(reporter or "", []).append(person)
    return found


def sections_under(session: Session, grant_id: int) -> Sequence[SharedSection]:
    """Return the sections shared under one role, in every report."""
    return session.scalars(select(SharedSection).where(SharedSection.grant_id == grant_id)).all()


def sections_of_report(session: Session, grant_id: int, report_id: int) -> Sequence[SharedSection]:
    """Return the sections of one report that are shared under a role."""
    wanted = select(SharedSection).where(
        SharedSection.grant_id == grant_id, SharedSection.report_id == report_id
    )
    return session.scalars(wanted).all()


def take_back_sections(session: Session, grant_id: int, report_id: int, sections: Collection[str]) -> int:
    """Take sections of a report back from a role, and return how many there were."""
    taken = delete(SharedSection).where(
        SharedSection.grant_id == grant_id,
        SharedSection.report_id == report_id,
        SharedSection.section.in_(sections),
    )
    return len(session.scalars(taken.returning(SharedSection.section)).all())


def names_of(session: Session, people: Collection[int]) -> Mapping[int, str]:
    """Return the names of people by their ids."""
    if not people:
        return {}
    found = session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    return {person.id: person.name for person in found}


def people_count(session: Session) -> int:
    """Return how many people there are."""
    return session.scalar(select(func.count()).select_from(Person)) or 0
