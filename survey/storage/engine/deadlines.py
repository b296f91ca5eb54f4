"""The time after which anything gives up that waits for somebody else in the database, and what is said then.

Without these, a process that stopped while it held a lock would stop every save behind it, without a word.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from survey.errors import Busy
from survey.messages import say

TOO_LATE = frozenset({"25P03", "25P04", "40P01", "55P03", "57014"})
"""What PostgreSQL calls a transaction or statement that waited too long, and one in a deadlock."""

SENTENCE = say(
    "database/busy",
    "The database did not answer in time, so nothing was changed. Try again in a few seconds.",
)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds to wait: for the turn to write or a lock, for a statement, for an idle transaction to go on."""

    write: float = 5.0
    statement: float = 30.0
    idle: float = 15.0
    connect: int = 5


DEADLINES = Deadlines()
AT_LEISURE_SECONDS = 0.25
"""Seconds to wait for the turn to write what may be left undone, such as that somebody was seen."""


@contextmanager
def refusing_when_late() -> Iterator[None]:
    """Refuse with a sentence what could not be had within the deadlines."""
    try:
        yield
    except (DBAPIError, NoConnectionFree, sqlite3.OperationalError) as failure:
        if not is_late(failure):
            raise
        raise Busy(SENTENCE) from failure


def is_late(failure: Exception) -> bool:
    """Tell whether a failure means that somebody else held what was waited for."""
    if isinstance(failure, NoConnectionFree):
        return True
    found = failure.orig if isinstance(failure, DBAPIError) else failure
    if isinstance(found, sqlite3.OperationalError):
        return found.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    return getattr(found, "sqlstate", None) in TOO_LATE


def postgres_arguments(url: str, deadlines: Deadlines) -> dict[str, Any]:
    """Return the arguments of a connection to PostgreSQL, with which the server keeps the deadlines."""
    own = {
        "lock_timeout": deadlines.write,
        "statement_timeout": deadlines.statement,
        "idle_in_transaction_session_timeout": deadlines.idle,
    }
    words = [f"-c {name}={seconds * 1000:.0f}" for name, seconds in own.items()]
    given = make_url(url).query.get("options", "")
    # What the operator wrote into the address comes last, so it counts.
    options = " ".join([*words, *([given] if isinstance(given, str) else given)])
    return {"options": options.strip(), "connect_timeout": deadlines.connect}
