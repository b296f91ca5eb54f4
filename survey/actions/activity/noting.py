"""Note what happens to people's access. What is refused is counted, so that nobody can flood the audit.

Each hour in which something was refused to a person becomes one line of the audit once it is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.actions.audit.recording import recorded
from survey.actions.context import Context
from survey.errors import Busy
from survey.storage.activity.events import (
    SecurityEvent,
    count_event,
    events_to_audit,
    forget_events,
    lock_event,
)
from survey.storage.engine.database import db, writing
from survey.storage.engine.deadlines import AT_LEISURE_SECONDS
from survey.storage.people.known_browsers import forget_unused
from survey.storage.people.people import find_person

KEPT = timedelta(days=180)
"""The time for which people see what happened, and for which a browser is known without a sign-in."""
DID_IT = frozenset({"refused_access"})
"""What the person did, rather than somebody who may be somebody else."""


def note(session: Session, kind: str, person_id: int, now: datetime, browser: str = "") -> None:
    """Note within an action what it does to a person's access; the action has its own line in the audit."""
    session.add(SecurityEvent(person_id=person_id, kind=kind, at=now, last_at=now, browser=browser[:120]))


def count_wrong_codes(session: Session, people: Iterable[int | None], now: datetime) -> None:
    """Count a wrong code for each person whose code it could have been."""
    for person_id in set(people) or {None}:
        count_event(session, "wrong_code", person_id, now)


def count_refused_access(person_id: int, context: Context) -> None:
    """Count a page that a person asked for in vain; leave it undone while the database is busy."""
    with suppress(Busy), writing(context.engine, AT_LEISURE_SECONDS) as session:
        count_event(session, "refused_access", person_id, context.now)


def count_lockout(email: str, again_at: datetime, context: Context) -> None:
    """Count a request that came too often, for the person with an address and for strangers alike."""
    with suppress(Busy), writing(context.engine, AT_LEISURE_SECONDS) as session:
        person = find_person(session, email) if email else None
        count_event(session, "lockout", person.id if person else None, context.now, again_at)


def count_sign_on_refused(context: Context) -> None:
    """Count a sign-in with a provider that failed."""
    with suppress(Busy), writing(context.engine, AT_LEISURE_SECONDS) as session:
        count_event(session, "sign_on_refused", None, context.now)


def tell_audit(now: datetime, engine: Engine | None = None) -> int:
    """Write a line into the audit for each hour that is over and in which something was refused."""
    with Session(engine if engine is not None else db.engine) as session:
        waiting = events_to_audit(session, now)
    for event_id in waiting:
        _tell(event_id, Context(now, engine=engine))
    return len(waiting)


def _tell(event_id: int, context: Context) -> None:
    with recorded("refused_for_an_hour", context) as act:
        event = lock_event(act.session, event_id)
        if event is None or event.audited:
            act.silent = True
            return
        act.details.update(refused=event.kind, times=event.count, hour=event.at.isoformat())
        if event.kind in DID_IT:
            act.person_id = event.person_id
        elif event.person_id is not None:
            act.details["person"] = event.person_id
        event.audited = True


def forget_old(now: datetime, engine: Engine | None = None) -> None:
    """Delete what happened long ago, and forget browsers that nobody used since."""
    with writing(engine) as session:
        forget_events(session, now - KEPT)
        forget_unused(session, now - KEPT)
