"""Being at work on a section, noted so that others see it. It is no line of the audit: no report changes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from survey.storage.engine.database import writing
from survey.storage.reports import presence


def note_present(
    report_id: int, section: str, person_id: int, now: datetime, engine: Engine | None = None
) -> None:
    """Note that somebody who may write there has a section open."""
    with writing(engine) as session:
        presence.note_present(session, report_id, section, person_id, now)
