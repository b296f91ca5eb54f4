"""What a session is proving just now: the challenge of a passkey, a mailed code, an app that is being set up.

One of each sort for a session; each is used once, and for minutes.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.engine.database import Model, Moment


class PendingProof(Model):
    """A challenge, the hash of a mailed code, or the sealed secret of an app, bound to one session."""

    __tablename__ = "pending_proof"
    __table_args__ = (
        CheckConstraint("sort IN ('register', 'present', 'mail', 'app')", name="sort"),
        CheckConstraint("expires_at > made_at", name="span"),
        CheckConstraint("wrong BETWEEN 0 AND 5", name="wrong"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("signed_in.id"), primary_key=True)
    sort: Mapped[str] = mapped_column(String(8), primary_key=True)
    value: Mapped[bytes]
    made_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    wrong: Mapped[int] = mapped_column(default=0)


def keep_pending(session: Session, proof: PendingProof) -> None:
    """Keep what a session is proving, in place of an earlier one of its sort."""
    session.merge(proof)


def find_pending(session: Session, session_id: int, sort: str, now: datetime) -> PendingProof | None:
    """Return what a session is proving, if it has not expired, locked for this transaction."""
    found = session.get(PendingProof, (session_id, sort), with_for_update=True)
    return found if found is not None and found.expires_at > now else None


def take_pending(session: Session, session_id: int, sort: str, now: datetime) -> bytes | None:
    """Return what a session is proving, and use it up: the same is never returned twice."""
    taken = delete(PendingProof).where(PendingProof.session_id == session_id, PendingProof.sort == sort)
    found = session.execute(taken.returning(PendingProof.value, PendingProof.expires_at)).one_or_none()
    return found.value if found is not None and found.expires_at > now else None


def forget_pending(session: Session, before: datetime) -> None:
    """Delete what expired before a time."""
    session.execute(delete(PendingProof).where(PendingProof.expires_at < before))
