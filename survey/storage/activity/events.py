"""What happened to people's access: sign-ins, and what was refused, which is counted hour by hour.

Holds no address and no network; where nobody known is concerned, a row has no person.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, String, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.engine.database import Model, Moment
from survey.storage.people.people import Person

HOUR = timedelta(hours=1)


class SecurityEvent(Model):
    """A sign-in, a sign-out, or what was refused to somebody within an hour."""

    __tablename__ = "security_event"
    __table_args__ = (CheckConstraint("count >= 1", name="count"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Moment)
    """When it happened; for what is counted, when the hour began."""
    last_at: Mapped[datetime] = mapped_column(Moment)
    count: Mapped[int] = mapped_column(default=1)
    until: Mapped[datetime | None] = mapped_column(Moment)
    """Until when it lasts, for a lockout."""
    browser: Mapped[str] = mapped_column(String(120), default="")
    counted_as: Mapped[str | None] = mapped_column(String(60), unique=True)
    """What is counted together: the kind, the person and the hour. Nothing for what happens once."""
    audited: Mapped[bool] = mapped_column(default=True)
    """Whether the audit has a line about it; about what is counted it gets one when the hour is over."""


def count_event(
    session: Session, kind: str, person_id: int | None, now: datetime, until: datetime | None = None
) -> None:
    """Count what was refused once more within this hour."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    counted = insert(SecurityEvent).values(
        person_id=person_id,
        kind=kind,
        at=hour,
        last_at=now,
        count=1,
        until=until,
        browser="",
        counted_as=f"{kind} {person_id or 0} {hour:%Y-%m-%dT%H}",
        audited=False,
    )
    again = {"count": SecurityEvent.count + 1, "last_at": now, "until": until}
    session.execute(counted.on_conflict_do_update(index_elements=[SecurityEvent.counted_as], set_=again))


def latest_events(session: Session, person_id: int, most: int) -> Sequence[SecurityEvent]:
    """Return what happened to a person's access, the latest first."""
    wanted = select(SecurityEvent).where(SecurityEvent.person_id == person_id)
    return session.scalars(
        wanted.order_by(SecurityEvent.last_at.desc(), SecurityEvent.id.desc()).limit(most)
    ).all()


def events_to_audit(session: Session, now: datetime) -> Sequence[int]:
    """Return the numbers of what was counted in hours that are over and of which the audit has no line."""
    wanted = select(SecurityEvent.id).where(SecurityEvent.audited.is_(False), SecurityEvent.at <= now - HOUR)
    return session.scalars(wanted.order_by(SecurityEvent.id)).all()


def lock_event(session: Session, event_id: int) -> SecurityEvent | None:
    """Return an event, held until the transaction ends."""
    return session.get(SecurityEvent, event_id, with_for_update=True)


def locked_out(session: Session, now: datetime) -> Sequence[tuple[SecurityEvent, Person]]:
    """Return the lockouts that still last, with their people, unless they were unlocked since."""
    unlocked = (
        select(func.max(SecurityEvent.last_at))
        .where(SecurityEvent.person_id == Person.id, SecurityEvent.kind == "unlocked")
        .correlate(Person)
        .scalar_subquery()
    )
    lasting = (
        select(SecurityEvent, Person, unlocked)
        .join(Person, Person.id == SecurityEvent.person_id)
        .where(SecurityEvent.kind == "lockout", SecurityEvent.until > now)
        .order_by(SecurityEvent.last_at.desc(), SecurityEvent.id.desc())
    )
    found = session.execute(lasting).all()
    latest: dict[int, tuple[SecurityEvent, Person]] = {}
    for event, person, since in found:
        if since is None or event.last_at > since:
            latest.setdefault(person.id, (event, person))
    return list(latest.values())


def forget_events(session: Session, before: datetime) -> None:
    """Delete what happened before a time; the audit keeps its lines."""
    session.execute(
        delete(SecurityEvent).where(SecurityEvent.last_at < before, SecurityEvent.audited.is_(True))
    )
