"""Why a session is over: it was ended, or it lasted as long as sessions last here."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from survey.actions.people.secrets_kept import hashed
from survey.actions.people.sessions import SessionLimits
from survey.messages import Message, say, say_count
from survey.storage.people.signing_in import find_session

ENDED = say(
    "session-over/ended",
    "Your session was ended: you signed out, or it was ended from another device or by the secretariat.",
)


def why_over(session: Session, session_token: str, now: datetime, limits: SessionLimits) -> Message | None:
    """Say why the session with a token is over; nothing for sessions that are not known, or not over."""
    found = find_session(session, hashed(session_token))
    if found is None:
        return None
    if found.ended_at is not None:
        return ENDED
    if found.began_at <= now - limits.at_most:
        return say(
            "session-over/most",
            "Your session has ended: a session lasts {span} at most.",
            span=span_in_words(limits.at_most),
        )
    if found.seen_at <= now - limits.idle:
        return say(
            "session-over/idle",
            "Your session has ended: it was not used for {span}.",
            span=span_in_words(limits.idle),
        )
    return None


def span_in_words(span: timedelta) -> Message:
    """Say how long a session lasts: in days, hours or minutes, whichever gives a whole number."""
    minutes = round(span.total_seconds() / 60)
    if minutes % 1_440 == 0 and minutes > 1_440:
        return say_count("span/days", "{count} day", "{count} days", minutes // 1_440)
    if minutes % 60 == 0:
        return say_count("span/hours", "{count} hour", "{count} hours", minutes // 60)
    return say_count("span/minutes", "{count} minute", "{count} minutes", minutes)
