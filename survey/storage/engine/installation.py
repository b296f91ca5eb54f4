"""Facts about an installation: a few names with values, such as whether it is a demonstration."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.engine.database import Model

DEMO = "demo"
"""The name with the value "yes" if everything is a sample and may be shown to anybody."""


SAMPLES, SAMPLES_EDITION = "samples", "2"
"""The name of the edition of the samples, and the newest one: an older demonstration is made anew."""


WORKED = "worked_at"
"""The name of the time at which a worker last finished a turn: its heartbeat."""


BACKED_UP = "backed_up_at"
"""The name of the time of the last backup, for those who note it."""


class Installation(Model):
    """One fact about an installation."""

    __tablename__ = "installation"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


def is_demo(session: Session) -> bool:
    """Tell whether this database was made for a demonstration."""
    found = session.get(Installation, DEMO)
    return found is not None and found.value == "yes"


def mark_as_demo(session: Session) -> None:
    """Mark a new database as one of a demonstration; the caller commits."""
    session.merge(Installation(name=DEMO, value="yes"))
    session.merge(Installation(name=SAMPLES, value=SAMPLES_EDITION))


def has_newest_samples(session: Session) -> bool:
    """Tell whether this database was filled with the samples as they are now."""
    found = session.get(Installation, SAMPLES)
    return found is not None and found.value == SAMPLES_EDITION


def note_worked(session: Session, now: datetime) -> None:
    """Note that a worker finished a turn; the caller commits."""
    session.merge(Installation(name=WORKED, value=now.astimezone(UTC).isoformat(timespec="seconds")))


def worked_at(session: Session) -> datetime | None:
    """Return when a worker last finished a turn, if one ever did."""
    return _moment(session, WORKED)


def backed_up_at(session: Session) -> datetime | None:
    """Return when the database was last backed up, if that was noted."""
    return _moment(session, BACKED_UP)


def _moment(session: Session, name: str) -> datetime | None:
    found = session.get(Installation, name)
    return datetime.fromisoformat(found.value) if found is not None else None


def is_demo_file(file: Path) -> bool:
    """Tell whether a file is a demonstration's database; opening it changes nothing."""
    with closing(sqlite3.connect(f"file:{quote(str(file.resolve()))}?mode=ro", uri=True)) as connection:
        try:
            found = connection.execute("SELECT value FROM installation WHERE name = ?", [DEMO]).fetchone()
        except sqlite3.DatabaseError:
            return False
    return bool(found == ("yes",))
