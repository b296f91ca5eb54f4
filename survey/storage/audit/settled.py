"""Which audit lines are settled: no other line can appear before them any more. Nobody waits for the answer.

PostgreSQL numbers lines when they are written and shows them when they are committed, so a lower number may
appear after a higher one. Two things settle a line, and neither takes a lock:

- No number is missing before it. A number is given once, so nothing can appear in between.
- Where a number is missing, its transaction is open or was undone. Whoever inserts into a table holds a lock
  on it from before they get the number until their end, and PostgreSQL lists who holds it. So once everybody
  has ended who was on the list after a line was seen, nothing can appear before that line. A number still
  missing then was undone.

SQLite has one writer at a time, so there all lines that a writer sees are settled.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from time import monotonic, sleep

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from survey.storage.audit.audit import AuditLine, lines_after

SEALING = 7_301_126_140
"""The number of PostgreSQL's advisory lock that is held while somebody seals; nothing else takes it."""
LOOK_AGAIN_SECONDS = 0.02

_WRITERS = text(
    "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' "
    "AND relation = 'audit_line'::regclass AND pid IS DISTINCT FROM pg_backend_pid() "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def seals_alone(session: Session) -> bool:
    """Tell whether nobody else seals until the transaction ends (SQLite has one writer at a time anyway)."""
    if session.get_bind().dialect.name != "postgresql":
        return True
    return bool(session.scalar(text(f"SELECT pg_try_advisory_xact_lock({SEALING})")))


def settled_lines(session: Session, after: int, most: int, within: float) -> Sequence[AuditLine]:
    """Return the settled lines after a line; where a number is missing, wait some seconds for its writer."""
    found = lines_after(session, after, most)
    unbroken = [line for number, line in enumerate(found, max(after, 0) + 1) if line.id == number]
    if len(unbroken) == len(found) or session.get_bind().dialect.name != "postgresql":
        return found
    if not _writers_end(session, within):
        return unbroken
    return [line for line in lines_after(session, after, most) if line.id <= found[-1].id]


def _writers_end(session: Session, within: float) -> bool:
    """Tell whether everybody who now writes lines ends within some seconds."""
    until = monotonic() + within
    remaining = _writers(session)
    while remaining:
        if monotonic() >= until:
            return False
        sleep(LOOK_AGAIN_SECONDS)
        remaining &= _writers(session)
    return True


def _writers(session: Session) -> set[str]:
    return set(session.scalars(_WRITERS))


def count_after(session: Session, last_line: int) -> int:
    """Return the number of audit lines after a line."""
    return session.scalar(select(func.count()).where(AuditLine.id > last_line)) or 0


def earliest_after(session: Session, last_line: int) -> datetime | None:
    """Return the earliest time of the audit lines after a line."""
    return session.scalar(select(func.min(AuditLine.at)).where(AuditLine.id > last_line))
