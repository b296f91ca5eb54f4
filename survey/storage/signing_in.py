"""Sign-in links, sessions and the counters that slow guessing down. Secrets are kept as hashes only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.database import Model, Moment


class SignInLink(Model):
    """A single-use link sent by mail, and the code beside it for the browser that asked."""

    __tablename__ = "sign_in_link"
    __table_args__ = (CheckConstraint("expires_at > asked_at", name="span"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    code_sha256: Mapped[str] = mapped_column(String(64))
    browser_sha256: Mapped[str] = mapped_column(String(64), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    spent_at: Mapped[datetime | None] = mapped_column(Moment)


class SignedIn(Model):
    """A session: a row, so that it can be listed, revoked, and ended when a role ends."""

    __tablename__ = "signed_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    browser: Mapped[str] = mapped_column(String(120), default="")
    began_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class Tries(Model):
    """How often something was tried in a window of time, by a key that names nobody."""

    __tablename__ = "tries"
    __table_args__ = (CheckConstraint("count >= 1", name="count"),)

    key_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    window: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    count: Mapped[int]


def find_link(session: Session, token_sha256: str) -> SignInLink | None:
    """The link with a token."""
    return session.scalars(select(SignInLink).where(SignInLink.token_sha256 == token_sha256)).one_or_none()


def find_session(session: Session, token_sha256: str) -> SignedIn | None:
    """The session with a token, ended or not."""
    return session.scalars(select(SignedIn).where(SignedIn.token_sha256 == token_sha256)).one_or_none()
