"""What a database holds, in a few numbers: what a backup contains, and what a restore would replace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, inspect, select
from sqlalchemy.orm import Session

from survey.storage.answers.answers import Answer, AnswerChange
from survey.storage.audit.audit import AuditLine
from survey.storage.engine.database import Base
from survey.storage.engine.installation import made_by, saved_up_to
from survey.storage.engine.migrating import current
from survey.storage.mail.letters import Letter
from survey.storage.people.people import Person
from survey.storage.reports.reports import Report, Snapshot
from survey.storage.rounds.rounds import Round

COUNTED: Mapping[str, type[Base]] = {
    "people": Person,
    "rounds": Round,
    "reports": Report,
    "answers": Answer,
    "changes of answers": AnswerChange,
    "submitted copies": Snapshot,
    "e-mails": Letter,
    "audit lines": AuditLine,
}
"""What is counted; each table has been there since the first release."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The versions of a database, its numbers of rows, and the time of its last change."""

    product: str
    tables: str
    begun_at: datetime | None
    last_change: datetime | None
    rows: Mapping[str, int]


def contents_of(engine: Engine) -> Contents | None:
    """Return what a database holds; None if it is not one of this product."""
    revision = current(engine)
    if revision is None or not inspect(engine).has_table(Person.__tablename__):
        return None
    with Session(engine) as session:
        rows = {
            noun: session.scalar(select(func.count()).select_from(table)) or 0
            for noun, table in COUNTED.items()
        }
        last_change = session.scalar(select(func.max(AuditLine.at)))
        return Contents(made_by(session), revision, saved_up_to(session), last_change, rows)


def is_filled(engine: Engine) -> bool:
    """Tell whether a database has anything in it that a restore would replace, even tables of others."""
    found = contents_of(engine)
    if found is None:
        return bool(set(inspect(engine).get_table_names()) - {"alembic_version"})
    return any(found.rows.values())
