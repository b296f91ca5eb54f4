"""Record who is at work on a section, so that others see it. The audit has no line: no report changes."""

from __future__ import annotations

from survey.actions.context import Context
from survey.storage.engine.database import writing
from survey.storage.engine.deadlines import AT_LEISURE_SECONDS
from survey.storage.people.invitations import note_entered
from survey.storage.reports import presence


def note_present(report_id: int, section: str, context: Context) -> None:
    """Record that a person who may write in a section has it open."""
    with writing(context.engine, AT_LEISURE_SECONDS) as session:
        presence.note_present(session, report_id, section, context.actor_id, context.now)
        note_entered(session, report_id, context.actor_id, context.now)
