"""Browsers in which a person signed in before: the hash of a secret mark that such a browser keeps."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.engine.database import Model, Moment
from survey.storage.people.people import Person


class KnownBrowser(Model):
    """A browser of a person; in a shared browser each person has a mark of their own."""

    __tablename__ = "known_browser"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    mark_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    """When the person signed in there last."""


def find_known(session: Session, email: str, marks: Collection[str], since: datetime) -> KnownBrowser | None:
    """Return the browser with one of these marks, if the person with an address signed in there since."""
    if not marks:
        return None
    wanted = (
        select(KnownBrowser)
        .join(Person, Person.id == KnownBrowser.person_id)
        .where(KnownBrowser.mark_sha256.in_(marks), KnownBrowser.seen_at > since)
        .where(Person.email == email.strip().lower())
    )
    return session.scalars(wanted.limit(1)).one_or_none()


def knows_any(session: Session, person_id: int) -> bool:
    """Tell whether any browser of a person is known."""
    wanted = select(KnownBrowser.id).where(KnownBrowser.person_id == person_id).limit(1)
    return session.scalar(wanted) is not None


def forget_marks(session: Session, marks: Collection[str]) -> Sequence[int]:
    """Forget the browser with these marks; return the people who had signed in there."""
    gone = delete(KnownBrowser).where(KnownBrowser.mark_sha256.in_(marks))
    return session.scalars(gone.returning(KnownBrowser.person_id)).all()


def forget_browsers_of(session: Session, person_id: int) -> None:
    """Forget all browsers of a person."""
    session.execute(delete(KnownBrowser).where(KnownBrowser.person_id == person_id))


def forget_unused(session: Session, before: datetime) -> None:
    """Forget browsers in which nobody signed in since a time."""
    session.execute(delete(KnownBrowser).where(KnownBrowser.seen_at < before))
