"""Seal the audit: batches of lines form a chain of hashes, so that every alteration is detected.

Without a key, who can change the whole database can also compute its hashes anew; with a key, which is kept
elsewhere, they cannot. Neither shows that the newest seals were cut off together with their lines: the anchor
does, or the hash of a seal that was noted elsewhere.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.actions.audit.keys import NO_KEYS, Keys
from survey.errors import Refusal
from survey.messages import say
from survey.storage.audit.audit import AuditLine, Seal, last_seal, lines_between, seals
from survey.storage.audit.settled import count_after, earliest_after, seals_alone, settled_lines
from survey.storage.engine.database import db, writing

MOST_IN_A_BATCH = 1_000
WAIT_SECONDS = 1.0
"""Seconds to wait for those who were writing lines; the next turn seals what they keep back."""
BEGINNING = "0" * 64
"""The hash before the first seal."""
BEFORE_ALL = -(2**31)
"""A number lower than every line, so that no line can be inserted before the first."""

NO_KEY = say(
    "audit/no-key",
    "The audit was sealed with a key that SURVEY_AUDIT_KEY does not hold. Add it behind the newest one.",
)


def seal(
    now: datetime,
    engine: Engine | None = None,
    keys: Keys = NO_KEYS,
    most: int = MOST_IN_A_BATCH,
    wait: float = WAIT_SECONDS,
) -> int:
    """Seal the next batch of audit lines that are settled; return their number. No save waits for it."""
    with writing(engine) as session:
        if not seals_alone(session):
            return 0
        before = last_seal(session)
        if before and before.key_id and not keys.newest_id:
            raise Refusal(NO_KEY)
        batch = settled_lines(session, before.last_line if before else BEFORE_ALL, most, wait)
        if batch:
            session.add(
                Seal(
                    first_line=batch[0].id,
                    last_line=batch[-1].id,
                    sha256=chained(
                        before.sha256 if before else BEGINNING, batch, keys.known.get(keys.newest_id)
                    ),
                    sealed_at=now,
                    key_id=keys.newest_id,
                )
            )
    return len(batch)


def unsealed(engine: Engine | None = None) -> int:
    """Return the number of audit lines that are not sealed yet."""
    with Session(engine if engine is not None else db.engine) as session:
        last = last_seal(session)
        return count_after(session, last.last_line if last else BEFORE_ALL)


def unsealed_since(engine: Engine | None = None) -> datetime | None:
    """Return the time of the earliest audit line that is not sealed yet, if there is any."""
    with Session(engine if engine is not None else db.engine) as session:
        last = last_seal(session)
        return earliest_after(session, last.last_line if last else BEFORE_ALL)


def verify(engine: Engine | None = None, keys: Keys = NO_KEYS) -> int | None:
    """Check the whole chain; return the first line of the first altered batch, or None.

    Seals of a time before there was a key are good as long as those with a key come after them.
    """
    with Session(engine if engine is not None else db.engine) as session:
        known, after, keyed, this = BEGINNING, BEFORE_ALL, False, None
        for this in seals(session):
            if this.key_id and this.key_id not in keys.known:
                raise Refusal(NO_KEY)
            # A line inserted between two batches belongs to neither, so a batch starts after the last one.
            lines = lines_between(session, after, this.last_line)
            found = chained(known, lines, keys.known.get(this.key_id))
            if found != this.sha256 or this.first_line <= after or (keyed and not this.key_id):
                return this.first_line
            known, after, keyed = this.sha256, this.last_line, bool(this.key_id)
        return this.first_line if this is not None and keys.newest_id and not this.key_id else None


def chained(before: str, lines: Iterable[AuditLine], key: bytes | None = None) -> str:
    """Return the hash over the previous seal and the lines after it, with a key or without."""
    running = hmac.new(key, digestmod=sha256) if key is not None else sha256()
    running.update(before.encode())
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
