"""Sign-in links, sessions and the counters that slow guessing down. Secrets are kept as hashes only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    String,
    Table,
    and_,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.engine.database import Model, Moment, connection_of
from survey.storage.factors.factors import has_factor_of
from survey.storage.people.people import (
    GRANT_LINE,
    GRANT_ORDER,
    TODAY,
    Grant,
    GrantLine,
    Person,
    SharedSection,
    holds_on,
)


class SignInLink(Model):
    """A single-use link sent by mail, and the code beside it for the browser that asked.

    An unknown address gets a row too, which nothing can spend, so that both look and take the same time.
    """

    __tablename__ = "sign_in_link"
    __table_args__ = (
        CheckConstraint("expires_at > asked_at", name="span"),
        CheckConstraint("person_id IS NOT NULL OR spent_at IS NULL", name="spent"),
        CheckConstraint("wrong_codes BETWEEN 0 AND 5", name="wrong_codes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    code_sha256: Mapped[str] = mapped_column(String(64))
    browser_sha256: Mapped[str] = mapped_column(String(64), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    spent_at: Mapped[datetime | None] = mapped_column(Moment)
    wrong_codes: Mapped[int] = mapped_column(default=0)


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
    proved_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the person last confirmed that it is them, after signing in."""
    factor_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the person last presented a second factor in this session."""


class Tries(Model):
    """How often something was tried in a window of time, by a key that does not identify a person."""

    __tablename__ = "tries"
    __table_args__ = (CheckConstraint("count >= 1", name="count"),)

    key_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    window: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    count: Mapped[int]


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session that was not ended, and its person."""

    id: int
    began_at: datetime
    seen_at: datetime
    person_id: int
    name: str
    language: str
    browser: str
    proved_at: datetime | None
    factor_at: datetime | None
    has_factor: bool


_sessions, _people, _grants, _shared = (
    cast(Table, noun.__table__).c for noun in (SignedIn, Person, Grant, SharedSection)
)
_LIVE = (
    select(
        _sessions.id,
        _sessions.began_at,
        _sessions.seen_at,
        _people.id,
        _people.name,
        _people.language,
        _sessions.browser,
        _sessions.proved_at,
        _sessions.factor_at,
        has_factor_of(_people.id),
        *GRANT_LINE,
    )
    .join_from(SignedIn.__table__, Person.__table__, _people.id == _sessions.person_id)
    .join(Grant.__table__, and_(_grants.person_id == _people.id, holds_on(TODAY)))
    .outerjoin(SharedSection.__table__, _shared.grant_id == _grants.id)
    .where(_sessions.token_sha256 == bindparam("token_sha256"), _sessions.ended_at.is_(None))
    .order_by(*GRANT_ORDER)
)
"""The statement is built once: every request runs it."""


def find_link(session: Session, token_sha256: str) -> SignInLink | None:
    """Return the link with a token."""
    return session.scalars(select(SignInLink).where(SignInLink.token_sha256 == token_sha256)).one_or_none()


def spend(session: Session, link_id: int, now: datetime) -> bool:
    """Spend a link that is neither spent nor expired; tell whether this call did it."""
    spent = update(SignInLink).where(
        SignInLink.id == link_id,
        SignInLink.person_id.is_not(None),
        SignInLink.spent_at.is_(None),
        SignInLink.expires_at > now,
    )
    return session.scalar(spent.values(spent_at=now).returning(SignInLink.id)) is not None


def links_of_browser(session: Session, browser_sha256: str, now: datetime) -> Sequence[SignInLink]:
    """Return the links of a browser that are neither spent nor expired, locked for this transaction."""
    live = select(SignInLink).where(
        SignInLink.browser_sha256 == browser_sha256,
        SignInLink.spent_at.is_(None),
        SignInLink.expires_at > now,
    )
    return session.scalars(live.order_by(SignInLink.id.desc()).with_for_update()).all()


def find_session(session: Session, token_sha256: str) -> SignedIn | None:
    """Return the session with a token, ended or not."""
    return session.scalars(select(SignedIn).where(SignedIn.token_sha256 == token_sha256)).one_or_none()


def find_live(session: Session, token_sha256: str, today: date) -> tuple[LiveSession, list[GrantLine]] | None:
    """Return the session with a token if it was not ended, with its person and their roles on a day.

    Nothing where they hold none. One query: a line for each section shared under each role.
    """
    asked = {"token_sha256": token_sha256, "today": today}
    found = connection_of(session).execute(_LIVE, asked).all()
    if not found:
        return None
    own = len(found[0]) - len(GRANT_LINE)
    return LiveSession(*found[0][:own]), [GrantLine(*row[own:]) for row in found]


def note_proof(session: Session, session_id: int, now: datetime, *, by_factor: bool) -> None:
    """Note in a session that its person proved who they are, by a second factor or in another way."""
    proved = update(SignedIn).where(SignedIn.id == session_id)
    session.execute(proved.values(proved_at=now, **({"factor_at": now} if by_factor else {})))


def live_sessions(session: Session, person_id: int, began: datetime, seen: datetime) -> Sequence[SignedIn]:
    """Return the open sessions of a person that began after one time and were seen after another."""
    live = select(SignedIn).where(
        SignedIn.person_id == person_id,
        SignedIn.ended_at.is_(None),
        SignedIn.began_at > began,
        SignedIn.seen_at > seen,
    )
    return session.scalars(live.order_by(SignedIn.seen_at.desc(), SignedIn.id.desc())).all()


def end_sessions_of(session: Session, person_id: int, now: datetime, but: int | None = None) -> int:
    """End every session of a person, or all but one, and return how many there were."""
    ended = update(SignedIn).where(SignedIn.person_id == person_id, SignedIn.ended_at.is_(None))
    if but is not None:
        ended = ended.where(SignedIn.id != but)
    return len(session.scalars(ended.values(ended_at=now).returning(SignedIn.id)).all())


def count_try(session: Session, key_sha256: str, window: datetime) -> int:
    """Count one more try in a window, and return the new count."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    counted = insert(Tries).values(key_sha256=key_sha256, window=window, count=1)
    counted = counted.on_conflict_do_update(
        index_elements=[Tries.key_sha256, Tries.window], set_={"count": Tries.count + 1}
    )
    return session.scalars(counted.returning(Tries.count)).one()


def last_window(session: Session, key_sha256: str) -> datetime | None:
    """Return the latest window in which something was counted under a key."""
    return session.scalar(select(func.max(Tries.window)).where(Tries.key_sha256 == key_sha256))


def forget(session: Session, before: datetime) -> None:
    """Delete links that expired and tries that were counted before a time."""
    session.execute(delete(SignInLink).where(SignInLink.expires_at < before))
    session.execute(delete(Tries).where(Tries.window < before))
