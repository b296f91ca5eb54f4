"""Letters that wait before they are sent: they can be added to, or taken back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from survey.storage.mail.letters import Letter


def waiting_letter(session: Session, person_id: int, report_id: int, kind: str) -> Letter | None:
    """Return a waiting letter of a kind, locked so that nobody sends it while it is rewritten."""
    wanted = select(Letter).where(
        Letter.person_id == person_id,
        Letter.report_id == report_id,
        Letter.kind == kind,
        Letter.attempts == 0,
        Letter.sent_at.is_(None),
        Letter.gave_up_at.is_(None),
    )
    return session.scalars(wanted.order_by(Letter.id.desc()).limit(1).with_for_update()).one_or_none()


def take_back_waiting(session: Session, report_id: int, kind: str) -> None:
    """Delete the letters of a kind about a report that were not sent yet."""
    session.execute(
        delete(Letter).where(
            Letter.report_id == report_id, Letter.kind == kind, Letter.attempts == 0, Letter.sent_at.is_(None)
        )
    )


def letters_waiting(session: Session) -> tuple[int, datetime | None]:
    """Return how many letters are not sent yet, and when the oldest of them was written."""
    wanted = select(func.count(), func.min(Letter.written_at)).where(
        Letter.sent_at.is_(None), Letter.gave_up_at.is_(None)
    )
    count, since = session.execute(wanted).one()
    return count, since


def count_given_up(session: Session) -> int:
    """Return how many letters will not be sent."""
    return session.scalars(select(func.count()).where(Letter.gave_up_at.is_not(None))).one()
