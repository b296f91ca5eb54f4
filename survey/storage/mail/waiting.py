"""Letters that wait in the box before they leave: more can be written into them, or they are taken back."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from survey.storage.mail.letters import Letter


def waiting_letter(session: Session, person_id: int, report_id: int, kind: str) -> Letter | None:
    """A letter of a kind that waits to leave and can still be written anew; nobody sends it meanwhile."""
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
    """Take the letters of a kind about a report, none of which has left yet, out of the box again."""
    session.execute(
        delete(Letter).where(
            Letter.report_id == report_id, Letter.kind == kind, Letter.attempts == 0, Letter.sent_at.is_(None)
        )
    )
