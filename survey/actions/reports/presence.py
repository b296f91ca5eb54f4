"""Being at work on a section, noted so that others see it. It is no line of the audit: no report changes."""

from __future__ import annotations

from survey.actions.context import Context
from survey.storage.engine.database import writing
from survey.storage.reports import presence


def note_present(report_id: int, section: str, context: Context) -> None:
    """Note that somebody who may write there has a section open."""
    with writing(context.engine) as session:
        presence.note_present(session, report_id, section, context.actor_id, context.now)
