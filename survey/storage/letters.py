"""Letters: written with the action that causes them, sent after it, kept with what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.database import Model, Moment


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


def letters_due(session: Session, now: datetime, most: int = 50) -> Sequence[Letter]:
    """The letters to be sent now, the oldest first."""
    due = select(Letter).where(
        Letter.sent_at.is_(None), Letter.gave_up_at.is_(None), Letter.next_try_at <= now
    )
    return session.scalars(due.order_by(Letter.next_try_at, Letter.id).limit(most)).all()
