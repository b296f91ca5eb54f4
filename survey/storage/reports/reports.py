"""Reports: one for each reporter in each round, with its state and its numbered snapshots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import cast

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    insert,
    select,
)
from sqlalchemy.orm import Mapped, Session, defer, mapped_column

from survey.storage.engine.database import Model, Moment, connection_of
from survey.storage.rounds.rounds import Round

STATES = ("open", "draft", "submitted", "returned", "accepted", "published")
_LISTED = ", ".join(f"'{state}'" for state in STATES)


class Report(Model):
    """The report of one reporter in one round; its region is taken from the scheme of the round."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("round_id", "reporter"),
        CheckConstraint(f"state IN ({_LISTED})", name="state"),
        CheckConstraint("(state IN ('open', 'draft')) OR submitted_at IS NOT NULL", name="submitted"),
        CheckConstraint(
            "(state NOT IN ('accepted', 'published')) OR accepted_at IS NOT NULL", name="accepted"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    reporter: Mapped[str] = mapped_column(ForeignKey("reporter.code"), index=True)
    region: Mapped[str] = mapped_column(String(20), default="")
    state: Mapped[str] = mapped_column(String(12), default="open")
    version: Mapped[int] = mapped_column(default=0)
    extended_to: Mapped[date | None]
    changed_at: Mapped[datetime | None] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)


class Snapshot(Model):
    """A submission: canonical JSON with its hash, numbered and never changed."""

    __tablename__ = "snapshot"
    __table_args__ = (
        UniqueConstraint("report_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    number: Mapped[int]
    format: Mapped[int]
    edition_sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    publishes: Mapped[bool]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)


def reports_in(session: Session, round_id: int) -> Sequence[Report]:
    """Return all reports of a round, by reporter."""
    return session.scalars(select(Report).where(Report.round_id == round_id).order_by(Report.reporter)).all()


def states_in(session: Session, round_id: int) -> Mapping[str, Mapping[str, int]]:
    """Return how many reports of a round are in each state, by region."""
    wanted = select(Report.region, Report.state, func.count()).where(Report.round_id == round_id)
    found: dict[str, dict[str, int]] = {}
    for region, state, count in session.execute(wanted.group_by(Report.region, Report.state)):
        found.setdefault(region, {})[state] = count
    return found


def find_report(session: Session, round_id: int, reporter: str) -> Report | None:
    """Return one reporter's report in a round."""
    return session.scalars(
        select(Report).where(Report.round_id == round_id, Report.reporter == reporter)
    ).one_or_none()


def report_with_round(session: Session, report_id: int) -> tuple[Report, Round] | None:
    """Return a report and its round, locked until the transaction ends."""
    wanted = select(Report, Round).join(Round, Round.id == Report.round_id).where(Report.id == report_id)
    found = session.execute(wanted.options(defer(Round.source)).with_for_update(of=Report)).one_or_none()
    return (found[0], found[1]) if found else None


_SNAPSHOTS = cast(Table, Snapshot.__table__)
_MINE = _SNAPSHOTS.c.report_id == bindparam("report_id")
_LATEST_NUMBER = select(func.max(_SNAPSHOTS.c.number)).where(_MINE)
_AGREES = select(_SNAPSHOTS.c.publishes).where(_MINE).order_by(_SNAPSHOTS.c.number.desc()).limit(1)
_NEW_SNAPSHOT = insert(_SNAPSHOTS)


def latest_number(session: Session, report_id: int) -> int:
    """Return the number of the last submission of a report; 0 before the first one."""
    return connection_of(session).scalar(_LATEST_NUMBER, {"report_id": report_id}) or 0


def agrees_to_publish(session: Session, report_id: int) -> bool:
    """Tell whether a country agreed, with its last submission, that the report is published."""
    return bool(connection_of(session).scalar(_AGREES, {"report_id": report_id}))


def keep_snapshot(session: Session, **snapshot: object) -> None:
    """Store a submission."""
    connection_of(session).execute(_NEW_SNAPSHOT, snapshot)


def snapshots_of(session: Session, report_id: int) -> Sequence[Snapshot]:
    """Return the snapshots of a report, the first one first."""
    return session.scalars(
        select(Snapshot).where(Snapshot.report_id == report_id).order_by(Snapshot.number)
    ).all()


def receipts_of(session: Session, report_id: int) -> Sequence[Snapshot]:
    """Return the snapshots of a report without their content, the latest first."""
    wanted = select(Snapshot).where(Snapshot.report_id == report_id).options(defer(Snapshot.content))
    return session.scalars(wanted.order_by(Snapshot.number.desc())).all()
