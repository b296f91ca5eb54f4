"""Who works on which section: stored for minutes, so that two people in one section know of each other.

It is not part of a report, and it locks nobody out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import Executable, ForeignKey, String, Table, and_, bindparam, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.engine.database import Model, Moment, connection_of
from survey.storage.people.people import Person


class AtSection(Model):
    """When a person who may write in a section last had it open."""

    __tablename__ = "at_section"

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    section: Mapped[str] = mapped_column(String(80), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True, slots=True)
class Present:
    """A person who works on a section; without a time if they only saved something there."""

    person_id: int
    name: str
    works_at: str
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A section of a report, and the time since which a person there counts as present."""

    report_id: int
    section: str
    since: datetime


def _noted(new: postgresql.Insert | sqlite.Insert) -> Executable:
    keys = [_PRESENT.c.report_id, _PRESENT.c.section, _PRESENT.c.person_id]
    return new.on_conflict_do_update(index_elements=keys, set_={"seen_at": new.excluded.seen_at})


_PRESENT = cast(Table, AtSection.__table__)
_NOTED = {
    "postgresql": _noted(postgresql.insert(_PRESENT)),
    "sqlite": _noted(sqlite.insert(_PRESENT)),
}


_PEOPLE = cast(Table, Person.__table__)
_AT_WORK = (
    select(_PEOPLE.c.id, _PEOPLE.c.name, _PEOPLE.c.works_at, _PRESENT.c.seen_at)
    .join_from(
        _PEOPLE,
        _PRESENT,
        and_(
            _PRESENT.c.person_id == _PEOPLE.c.id,
            _PRESENT.c.report_id == bindparam("report_id"),
            _PRESENT.c.section == bindparam("section"),
        ),
        isouter=True,
    )
    .where(
        or_(
            _PEOPLE.c.id.in_(bindparam("people", expanding=True)),
            _PRESENT.c.seen_at >= bindparam("since"),
        )
    )
    .order_by(_PEOPLE.c.name, _PEOPLE.c.id)
)
"""The statement is built once: every page of a section runs it."""


def present_at(session: Session, spot: Spot, people: Collection[int]) -> list[Present]:
    """Return the people who have a section open, and the given people in any case."""
    where = {"report_id": spot.report_id, "section": spot.section, "since": spot.since}
    return [
        Present(*row) for row in connection_of(session).execute(_AT_WORK, {**where, "people": sorted(people)})
    ]


def note_present(session: Session, report_id: int, section: str, person_id: int, now: datetime) -> None:
    """Note that somebody has a section open."""
    noted = {"report_id": report_id, "section": section, "person_id": person_id, "seen_at": now}
    connection_of(session).execute(_NOTED[session.get_bind().dialect.name], noted)
