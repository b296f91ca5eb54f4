"""Editions of a round's figures: numbered, with exactly the snapshots that are in each, and never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, and_, func, insert, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from survey.storage.engine.database import Model, Moment
from survey.storage.reports.reports import Report, Snapshot
from survey.storage.reports.snapshots import SETTLED
from survey.storage.rounds.rounds import Round


class FiguresEdition(Model):
    """A release of a round's figures to all readers: its number, its time, and a hash of what is in it."""

    __tablename__ = "figures_edition"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    number: Mapped[int]
    released_at: Mapped[datetime] = mapped_column(Moment)
    released_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Nobody on the command line."""
    sha256: Mapped[str] = mapped_column(String(64))


class EditionReport(Model):
    """A report in an edition, with the snapshot that counts there."""

    __tablename__ = "figures_edition_report"

    edition_id: Mapped[int] = mapped_column(ForeignKey("figures_edition.id"), primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"), index=True)


@dataclass(frozen=True, slots=True)
class Included:
    """A report that is or could be in an edition: its reporter, its region, and the snapshot that counts."""

    report_id: int
    reporter: str
    region: str
    snapshot_id: int
    sha256: str


def last_edition(session: Session, round_id: int) -> FiguresEdition | None:
    """Return the last edition of a round's figures; None before the first one."""
    wanted = select(FiguresEdition).where(FiguresEdition.round_id == round_id)
    return session.scalars(wanted.order_by(FiguresEdition.number.desc()).limit(1)).one_or_none()


def included_in(session: Session, edition: FiguresEdition | None) -> list[Included]:
    """Return the reports in an edition, by reporter; nothing before the first one."""
    if edition is None:
        return []
    wanted = select(Report.id, Report.reporter, Report.region, Snapshot.id, Snapshot.sha256)
    wanted = wanted.join(EditionReport, EditionReport.report_id == Report.id)
    wanted = wanted.join(Snapshot, Snapshot.id == EditionReport.snapshot_id)
    rows = session.execute(wanted.where(EditionReport.edition_id == edition.id).order_by(Report.reporter))
    return [Included(*row) for row in rows]


def settled_in(session: Session, round_id: int) -> list[Included]:
    """Return the reports of a round that are accepted now, by reporter, each with its latest snapshot."""
    any_number = aliased(Snapshot)
    latest = select(func.max(any_number.number)).where(any_number.report_id == Report.id).scalar_subquery()
    wanted = select(Report.id, Report.reporter, Report.region, Snapshot.id, Snapshot.sha256)
    wanted = wanted.join(Snapshot, and_(Snapshot.report_id == Report.id, Snapshot.number == latest))
    wanted = wanted.where(Report.round_id == round_id, Report.state.in_(SETTLED))
    return [Included(*row) for row in session.execute(wanted.order_by(Report.reporter))]


def keep_edition(session: Session, edition: FiguresEdition, reports: Sequence[Included]) -> None:
    """Store an edition and what is in it."""
    edition.sha256 = sha256(
        repr([(report.reporter, report.sha256) for report in reports]).encode()
    ).hexdigest()
    session.add(edition)
    session.flush()
    held = [
        {"edition_id": edition.id, "report_id": report.report_id, "snapshot_id": report.snapshot_id}
        for report in reports
    ]
    if held:
        session.execute(insert(EditionReport), held)


def neighbours(session: Session, this: Round) -> Mapping[int, tuple[int, bool]]:
    """Return the other rounds of a questionnaire, by year: their id, and whether they are released."""
    released = select(FiguresEdition.id).where(FiguresEdition.round_id == Round.id).correlate(Round).exists()
    wanted = select(Round.year, Round.id, released).where(Round.form == this.form, Round.id != this.id)
    return {year: (round_id, is_released) for year, round_id, is_released in session.execute(wanted)}
