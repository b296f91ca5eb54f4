"""Save answers: each names the version it saw, and nothing that others changed meanwhile is overwritten.

This module knows the transaction of a save; `save_plan` decides what is saved and what is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from survey import workflow
from survey.actions.answers.changes import Change, Conflict, ListChange, Saved
from survey.actions.answers.save_plan import SavePlan
from survey.actions.audit.recording import recorded
from survey.answers.names import field_name
from survey.errors import NotFound
from survey.messages import say
from survey.storage.answers import reply_cache
from survey.storage.answers.reply_writes import ReplyBatch, touch_report, write_answers, write_entries
from survey.storage.reports.locking import AtWork, asked_of, lock_report
from survey.workflow import State

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey.actions.audit.recording import Recorded
    from survey.actions.context import Context

__all__ = ["Change", "Conflict", "ListChange", "Saved", "save", "save_entries"]


def save(
    report_id: int,
    round_id: int,
    changes: Sequence[Change],
    context: Context,
    lists: Sequence[ListChange] = (),
) -> Saved:
    """Save lists, then answers; what others changed meanwhile is returned as conflicts."""
    with recorded("save", context, report_id=report_id, round_id=round_id) as act:
        at_work = in_hand(act.session, report_id, round_id, context)
        return keep(act, at_work, changes, lists, context.now)


def save_entries(report_id: int, round_id: int, change: ListChange, context: Context) -> Saved:
    """Add, reorder, remove or restore entries of a list."""
    return save(report_id, round_id, (), context, (change,))


def in_hand(session: Session, report_id: int, round_id: int, context: Context) -> AtWork:
    """Lock the report and return it; refuse a report that is not in that round."""
    at_work = lock_report(session, report_id, context.actor_id, context.now)
    if at_work.round_id != round_id:
        raise NotFound(say("saving/other-round", "This round has no such report. Go back to your reports."))
    return at_work


def keep(
    act: Recorded,
    at_work: AtWork,
    changes: Sequence[Change],
    lists: Sequence[ListChange],
    now: datetime,
) -> Saved:
    """Save changes to the locked report with their history; record the new version of each answer."""
    plan = SavePlan(act.session, at_work, asked_of(act.session, at_work), now)
    plan.build(changes, lists)
    write_entries(act.session, plan.added, plan.moved)
    if plan.written:
        batch = ReplyBatch(at_work.report.report_id, at_work.actor.person_id, now, plan.written)
        ids = write_answers(act.session, batch)
        _count(act.session, at_work, now)
        engine = act.session.get_bind().engine
        act.once_kept = partial(reply_cache.apply_save, engine, batch, at_work.version, ids)
        act.details["versions"] = {field_name(*write.place): write.version for write in plan.written}
    act.silent = not plan.written
    return Saved(plan.versions, tuple(plan.conflicts), plan.codes)


def _count(session: Session, at_work: AtWork, now: datetime) -> None:
    """Mark the report as changed; the first save starts it."""
    report = at_work.report
    begun = {"state": workflow.after("start", report.state).value} if report.state == State.OPEN else {}
    touch_report(session, report.report_id, now, **begun)
