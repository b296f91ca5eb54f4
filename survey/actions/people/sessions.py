"""Sessions: they begin with signing in, are looked up with every request, and end."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.actions.activity.noting import note
from survey.actions.audit.recording import Recorded, recorded
from survey.actions.context import Context
from survey.actions.people.acting import held_by, held_on
from survey.actions.people.people import person_at
from survey.actions.people.secrets_kept import hashed
from survey.errors import Busy, NotFound, Refusal
from survey.messages import say
from survey.storage.engine.database import db, writing
from survey.storage.engine.deadlines import AT_LEISURE_SECONDS
from survey.storage.people.known_browsers import forget_browsers_of
from survey.storage.people.people import Person
from survey.storage.people.signing_in import (
    LiveSession,
    SignedIn,
    end_sessions_of,
    find_live,
    find_session,
    live_sessions,
)
from survey.workflow import Actor

SEEN_EVERY = timedelta(minutes=5)
"""The interval at which a session's last visit is stored, so that most requests write nothing."""


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a session lasts: without use, and at most."""

    idle: timedelta = timedelta(hours=12)
    at_most: timedelta = timedelta(days=7)

    @property
    def seen_every(self) -> timedelta:
        """The interval at which a visit is stored; short where sessions soon end without use."""
        return min(SEEN_EVERY, self.idle / 10)

    def over(self, began_at: datetime, seen_at: datetime, now: datetime) -> bool:
        """Tell whether a session has ended by itself."""
        return began_at <= now - self.at_most or seen_at <= now - self.idle


USUAL = SessionLimits()


class NothingOpen(Refusal):
    """A known person holds no role today."""

    code = "nothing-open"
    status = 403


def holds_anything(session: Session, person: Person, now: datetime) -> bool:
    """Tell whether the person may open anything today."""
    return bool(held_on(session, person.id, now.date()))


def begin_session(act: Recorded, person_id: int, browser: str, now: datetime) -> str:
    """Begin a session within an action, for a person who holds a role today; return its token."""
    if not holds_anything(act.session, act.session.get_one(Person, person_id), now):
        raise NothingOpen(
            say(
                "sign-in/nothing-open",
                "You have no access to any report at present: your role has ended, or the "
                "sections that were shared with you were taken back. Ask the focal point of your "
                "country, or the secretariat.",
            )
        )
    token = secrets.token_urlsafe(32)
    act.person_id = person_id
    act.session.add(
        SignedIn(
            person_id=person_id,
            token_sha256=hashed(token),
            browser=browser[:120],
            began_at=now,
            seen_at=now,
        )
    )
    note(act.session, "sign_in", person_id, now, browser)
    return token


def actor_for(
    session_token: str, now: datetime, engine: Engine | None = None, limits: SessionLimits = USUAL
) -> tuple[Actor, LiveSession] | None:
    """Return the person signed in with a token and the session, or None if the session is over."""
    used = engine if engine is not None else db.engine
    with Session(used, expire_on_commit=False) as session:
        found = actor_in(session, session_token, now, limits)
    if found is not None:
        note_seen(found[1], now, used, limits)
    return found


def actor_in(
    session: Session, session_token: str, now: datetime, limits: SessionLimits = USUAL
) -> tuple[Actor, LiveSession] | None:
    """Do the same within an existing database session, in one query; store nothing."""
    found = find_live(session, hashed(session_token), now.date())
    if found is None:
        return None
    live, grants = found
    if limits.over(live.began_at, live.seen_at, now):
        return None
    actor = Actor(live.person_id, live.name, live.language, tuple(held_by(grants)))
    return (actor, live) if actor.held else None


def note_seen(
    live: LiveSession, now: datetime, engine: Engine | None = None, limits: SessionLimits = USUAL
) -> None:
    """Store that a session was seen, unless that was stored just before, or somebody else keeps writing."""
    if live.seen_at > now - limits.seen_every:
        return
    with suppress(Busy), writing(engine, AT_LEISURE_SECONDS) as session:
        signed_in = session.get(SignedIn, live.id)
        if signed_in is not None and signed_in.ended_at is None:
            signed_in.seen_at = max(signed_in.seen_at, now)


def sessions_of(
    session: Session, person_id: int, now: datetime, limits: SessionLimits = USUAL
) -> Sequence[SignedIn]:
    """Return the running sessions of a person, the last seen first."""
    return live_sessions(session, person_id, now - limits.at_most, now - limits.idle)


def end_session(session_id: int, context: Context) -> None:
    """End a session: sign out, here or on another device. Only its own person can do that."""
    with recorded("sign_out", context, session=session_id) as act:
        signed_in = act.session.get(SignedIn, session_id)
        if signed_in is None or signed_in.person_id != context.person_id:
            raise NotFound(say("sign-in/no-session", "This session does not exist. Check the list again."))
        act.silent = signed_in.ended_at is not None
        signed_in.ended_at = signed_in.ended_at or context.now
        if not act.silent:
            note(act.session, "sign_out", signed_in.person_id, context.now, signed_in.browser)


def end_other_sessions(here: int, context: Context) -> int:
    """End every session of a person except the one in use; return their number."""
    with recorded("sign_out_others", context, session=here) as act:
        ended = end_sessions_of(act.session, context.actor_id, context.now, but=here)
        act.silent = not ended
        act.details["sessions_ended"] = ended
        if ended:
            note(act.session, "sign_out_others", context.actor_id, context.now)
        return ended


def end_replaced(old_token: str, new_token: str, context: Context) -> None:
    """End the session that a browser had before a new sign-in there."""
    with recorded("replace_session", context) as act:
        old, new = (find_session(act.session, hashed(token)) for token in (old_token, new_token))
        if old is None or new is None or old.id == new.id or old.ended_at is not None:
            act.silent = True
            return
        old.ended_at = context.now
        act.person_id, act.details["session"] = new.person_id, old.id


def end_all_sessions(context: Context) -> int:
    """End every session of the person who acts, this one too, and forget their browsers."""
    with recorded("sign_out_all", context) as act:
        ended = _end_all(act, context.actor_id, context.now)
        act.details["sessions_ended"] = ended
        return ended


def end_all_sessions_at(email: str, context: Context) -> int:
    """End every session of the person with an address, on behalf of the secretariat; return their number."""
    with recorded("sign_out_all", context) as act:
        person = person_at(act.session, email)
        ended = _end_all(act, person.id, context.now)
        act.details.update(person=person.id, sessions_ended=ended)
        return ended


def _end_all(act: Recorded, person_id: int, now: datetime) -> int:
    ended = end_sessions_of(act.session, person_id, now)
    forget_browsers_of(act.session, person_id)
    note(act.session, "sign_out_all", person_id, now)
    return ended
