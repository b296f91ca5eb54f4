"""Passages: parts of a country's open answers that the secretariat pinned for the briefing.

A passage keeps the words, their place and the snapshot they stand in. One that is taken off stays, marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.engine.database import Model, Moment
from survey.storage.reports.reports import Report, Snapshot


class Passage(Model):
    """A part of what a country wrote in one answer."""

    __tablename__ = "passage"
    __table_args__ = (
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("(taken_off_by IS NULL) = (taken_off_at IS NULL)", name="taken_off"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"))
    question: Mapped[str] = mapped_column(String(80))
    row: Mapped[str] = mapped_column(String(40), default="")
    text: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(12), default="")
    pinned_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    pinned_at: Mapped[datetime] = mapped_column(Moment)
    taken_off_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_off_at: Mapped[datetime | None] = mapped_column(Moment)


def passages_in(session: Session, round_id: int, question: str = "") -> Sequence[tuple[Passage, str]]:
    """Return the passages pinned in a round (or at one question), with reporters, in order."""
    wanted = select(Passage, Report.reporter).join(Report, Report.id == Passage.report_id)
    wanted = wanted.where(Report.round_id == round_id, Passage.taken_off_at.is_(None))
    if question:
        wanted = wanted.where(Passage.question == question)
    ordered = wanted.order_by(Passage.question, Report.reporter, Passage.id)
    return [(passage, reporter) for passage, reporter in session.execute(ordered)]


def find_passage(session: Session, round_id: int, passage_id: int) -> Passage | None:
    """Return a passage that is pinned in a round."""
    wanted = select(Passage).join(Report, Report.id == Passage.report_id)
    wanted = wanted.where(Passage.id == passage_id, Report.round_id == round_id)
    return session.scalars(wanted.where(Passage.taken_off_at.is_(None))).one_or_none()


def counting_snapshot(session: Session, round_id: int, reporter: str) -> Snapshot | None:
    """Return the snapshot with which a report counts: the latest one of an accepted report."""
    wanted = select(Snapshot).join(Report, Report.id == Snapshot.report_id)
    counts = Report.state.in_(("accepted", "published"))
    wanted = wanted.where(Report.round_id == round_id, Report.reporter == reporter, counts)
    return session.scalars(wanted.order_by(Snapshot.number.desc()).limit(1)).one_or_none()
