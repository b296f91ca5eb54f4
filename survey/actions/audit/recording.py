"""Record every action: one transaction, with one audit line that contains ids only.

The audit knows who, what and when, never the content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from survey.storage.audit.audit import AuditLine
from survey.storage.engine.database import connection_of, writing

if TYPE_CHECKING:
    from survey.actions.context import Context

_LINE = insert(cast(Table, AuditLine.__table__))
"""Built once, since every action uses it."""


@dataclass(slots=True)
class Recorded:
    """An action in progress: its session, and the values for its audit line."""

    session: Session
    report_id: int | None = None
    round_id: int | None = None
    details: dict[str, object] = field(default_factory=dict)
    silent: bool = False
    """Set if the action changes nothing: then nothing is recorded."""
    person_id: int | None = None
    """Set inside an action that finds out who acts, such as signing in."""
    once_kept: Callable[[], object] | None = None
    """Called after the commit, outside of the transaction: for caches, never for rows."""


@contextmanager
def recorded(
    action: str,
    context: Context,
    *,
    report_id: int | None = None,
    round_id: int | None = None,
    **details: object,
) -> Iterator[Recorded]:
    """Run one action in one transaction with its audit line; an exception inside undoes all of it."""
    with writing(context.engine) as session:
        act = Recorded(session, report_id, round_id, dict(details), person_id=context.person_id)
        yield act
        if not act.silent:
            line = {
                "at": context.now,
                "action": action,
                "person_id": act.person_id,
                "report_id": act.report_id,
                "round_id": act.round_id,
                "details": act.details,
            }
            connection_of(session).execute(_LINE, line)
    if act.once_kept is not None:
        act.once_kept()
