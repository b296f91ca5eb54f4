"""The steps of a report: who took them, when, and the reason given to the country."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import cast

from sqlalchemy import CheckConstraint, ForeignKey, String, Table, Text, and_, bindparam, insert, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.engine.database import Model, Moment, connection_of
from survey.storage.people.people import TODAY, Grant, Person, holds_on


class StepTaken(Model):
    """One step of one report, never altered. Returning (unless with queries) and reopening have a reason."""

    __tablename__ = "step_taken"
    __table_args__ = (
        CheckConstraint("step IN ('submit', 'return', 'accept', 'reopen', 'publish')", name="step"),
        CheckConstraint(
            "(step NOT IN ('return', 'reopen')) OR reason <> '' OR (step = 'return' AND queries > 0)",
            name="reason",
        ),
        CheckConstraint("queries >= 0", name="queries"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    step: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text, default="")
    queries: Mapped[int] = mapped_column(default=0)
    """The number of queries that waited for a reply when the report was returned."""
    taken_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime] = mapped_column(Moment)


def steps_of(session: Session, report_id: int) -> Sequence[StepTaken]:
    """Return the steps of a report, the first one first."""
    wanted = select(StepTaken).where(StepTaken.report_id == report_id)
    return session.scalars(wanted.order_by(StepTaken.id)).all()


_NEW = insert(cast(Table, StepTaken.__table__))
_REVIEWS = and_(
    Grant.role == "reviewer",
    or_(Grant.region.is_(None), Grant.region == bindparam("in_region")),
)
_READERS = (
    select(Person)
    .join(Grant, Grant.person_id == Person.id)
    .where(or_(Grant.role == "secretariat", _REVIEWS), holds_on(TODAY))
    .order_by(Person.id)
    .distinct()
)


def note_step(session: Session, **step: object) -> None:
    """Store a step."""
    connection_of(session).execute(_NEW, step)


def desk_and_reviewers(session: Session, region: str, today: date) -> Sequence[Person]:
    """Return the readers of reports from a region: the secretariat, and the reviewers responsible."""
    return session.scalars(_READERS, {"in_region": region, "today": today}).all()
