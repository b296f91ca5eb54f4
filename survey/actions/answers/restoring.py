"""Restore an earlier version of an answer as a new one; the replaced answer stays in the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from survey.actions.answers.changes import Change, ListChange, Saved
from survey.actions.answers.saving import in_hand, keep
from survey.actions.audit.recording import recorded
from survey.errors import NotFound
from survey.messages import say
from survey.storage.answers.answers import find_change
from survey.storage.answers.replies import from_content
from survey.storage.answers.stored_replies import lists_of
from survey.storage.reports.locking import asked_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey.actions.context import Context
    from survey.storage.reports.locking import AtWork


@dataclass(frozen=True, slots=True)
class Earlier:
    """The version of an answer to restore, and the version that the person saw."""

    question: str
    row: str
    version: int
    saw_version: int


def restore(report_id: int, round_id: int, earlier: Earlier, context: Context) -> Saved:
    """Restore an earlier version of an answer, or of a list's order, as a new version."""
    with recorded("restore", context, report_id=report_id, round_id=round_id) as act:
        at_work = in_hand(act.session, report_id, round_id, context)
        found = find_change(act.session, report_id, earlier.question, earlier.row, earlier.version)
        if found is None:
            raise NotFound(
                say("restoring/no-version", "This earlier version does not exist. Open the history again.")
            )
        act.details["restored"] = earlier.version
        changes, lists = _wanted(act.session, at_work, earlier, found.content)
        return keep(act, at_work, changes, lists, context.now)


def _wanted(
    session: Session, at_work: AtWork, earlier: Earlier, content: dict[str, Any]
) -> tuple[tuple[Change, ...], tuple[ListChange, ...]]:
    """Return the change that restores the content from the history."""
    if "entries" in content:
        live = lists_of(session, at_work.report.report_id).entries.get(earlier.question, ())
        order = tuple(content["entries"])
        gone = tuple(code for code in live if code not in order)
        return (), (ListChange(earlier.question, earlier.saw_version, order, removed=gone),)
    question = asked_of(session, at_work).questions.get(earlier.question)
    kind = question.kind.name if question else ""
    reply = from_content(earlier.question, earlier.row, kind, content)
    return (Change(earlier.question, earlier.row, earlier.saw_version, reply),), ()
