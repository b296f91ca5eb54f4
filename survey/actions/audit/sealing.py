"""Seal the audit: batches of lines form a chain of hashes, so that every alteration is detected.

It cannot detect that the newest seals were cut off together with their lines. To detect that, note the
hash of the last seal elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.storage.audit.audit import (
    AuditLine,
    Seal,
    last_seal,
    lines_between,
    seals,
)
from survey.storage.audit.settled import count_after, seals_alone, settled_lines
from survey.storage.engine.database import db, writing

MOST_IN_A_BATCH = 1_000
WAIT_SECONDS = 1.0
"""Seconds to wait for those who were writing lines; the next turn seals what they keep back."""
BEGINNING = "0" * 64
"""The hash before the first seal."""
BEFORE_ALL = -(2**31)
"""A number lower than every line, so that no line can be inserted before the first."""


def seal(
    now: datetime, engine: Engine | None = None, most: int = MOST_IN_A_BATCH, wait: float = WAIT_SECONDS
) -> int:
    """Seal the next batch of audit lines that are settled; return their number. No save waits for it."""
    with writing(engine) as session:
        if not seals_alone(session):
            return 0
        before = last_seal(session)
        batch = settled_lines(session, before.last_line if before else BEFORE_ALL, most, wait)
        if batch:
            session.add(
                Seal(
                    first_line=batch[0].id,
                    last_line=batch[-1].id,
                    sha256=chained(before.sha256 if before else BEGINNING, batch),
                    sealed_at=now,
                )
            )
    return len(batch)


def unsealed(engine: Engine | None = None) -> int:
    """Return the number of audit lines that are not sealed yet."""
    with Session(engine if engine is not None else db.engine) as session:
        last = last_seal(session)
        return count_after(session, last.last_line if last else BEFORE_ALL)


def verify(engine: Engine | None = None) -> int | None:
    """Check the whole chain; return the first line of the first altered batch, or None."""
    with Session(engine if engine is not None else db.engine) as session:
        known, after = BEGINNING, BEFORE_ALL
        for this in seals(session):
            # A line inserted between two batches belongs to neither, so a batch starts after the last one.
            found = chained(known, lines_between(session, after, this.last_line))
            if found != this.sha256 or this.first_line <= after:
                return this.first_line
            known, after = this.sha256, this.last_line
    return None


def chained(before: str, lines: Iterable[AuditLine]) -> str:
    """Return the hash over the previous seal and the lines after it."""
    running = sha256(before.encode())
    for line in lines:
        running.update(b"\n")
        running.update(canonical(line))
    return running.hexdigest()


def canonical(line: AuditLine) -> bytes:
    """Return an audit line in canonical form: compact JSON, sorted keys, time in UTC."""
    content = {
        "action": line.action,
        "at": line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "details": line.details,
        "id": line.id,
        "person": line.person_id,
        "report": line.report_id,
        "round": line.round_id,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
