"""Every action is recorded here: one transaction, and in it one audit line with ids only.

Knows who, what and when; never what was said.
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
"""Put together once: it is part of every action."""


@dataclass(slots=True)
class Recorded:
    """An action under way: its session, and what its audit line will say of it."""

    session: Session
    report_id: int | None = None
    round_id: int | None = None
    details: dict[str, object] = field(default_factory=dict)
    silent: bool = False
    """Set where the action turned out to change nothing: then there is nothing to record."""
    person_id: int | None = None
    """Set where it turned out only inside who acted, as at sign-in."""
    once_kept: Callable[[], object] | None = None
    """What to do once all of it is kept, outside of the transaction: for what is at hand, never for rows."""


@contextmanager
def recorded(
    action: str,
    context: Context,
    *,
    report_id: int | None = None,
    round_id: int | None = None,
    **details: object,
) -> Iterator[Recorded]:
    """Run one action in one transaction with its audit line; a refusal inside undoes all of it."""
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
