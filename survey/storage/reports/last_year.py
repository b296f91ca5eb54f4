"""The answers of a reporter in the round before, as they were accepted, read once in each process.

Knows snapshots, no draft: answers that were never accepted are not last year's answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import String, Table, bindparam, select
from sqlalchemy import cast as cast_to
from sqlalchemy.orm import Session

from survey.answers.freezing import thaw
from survey.answers.replies import Replies
from survey.storage.cache import Cache, Version
from survey.storage.engine.database import connection_of, database_of
from survey.storage.reports.reports import Report, Snapshot
from survey.storage.rounds.rounds import Round

MOST_KEPT = 64
"""The number of reports whose last year is kept."""

_rounds, _reports, _snapshots = (cast(Table, noun.__table__) for noun in (Round, Report, Snapshot))
_earlier, _earlier_round = _reports.alias("earlier"), _rounds.alias("earlier_round")


ACCEPTED_BEFORE = (
    select(_snapshots.c.sha256 + "." + cast_to(_snapshots.c.id, String))
    .join_from(_earlier, _earlier_round, _earlier_round.c.id == _earlier.c.round_id)
    .join(_snapshots, _snapshots.c.report_id == _earlier.c.id)
    .where(
        _earlier_round.c.form == _rounds.c.form,
        _earlier_round.c.year < _rounds.c.year,
        _earlier.c.reporter == _reports.c.reporter,
        _earlier.c.state.in_(("accepted", "published")),
    )
    .order_by(_earlier_round.c.year.desc(), _snapshots.c.number.desc())
    .limit(1)
    .correlate(_rounds, _reports)
    .scalar_subquery()
)
"""For a query on reports: the snapshot accepted from the reporter in the round before, by hash and id."""

_ACCEPTED = (
    select(_rounds.c.year, _reports.c.accepted_at, _snapshots.c.content)
    .join_from(_reports, _rounds, _rounds.c.id == _reports.c.round_id)
    .join(_snapshots, _snapshots.c.report_id == _reports.c.id)
    .where(_snapshots.c.id == bindparam("snapshot_id"))
)


@dataclass(frozen=True, slots=True)
class LastYear:
    """The answers of a reporter in the round before, as they were accepted."""

    year: int
    accepted_at: datetime
    replies: Replies


_last_years: Cache[LastYear] = Cache(MOST_KEPT)


def last_year(session: Session, accepted: str | None) -> LastYear | None:
    """Return what was accepted in the round before; `accepted` names the snapshot by its hash and id."""
    if accepted is None:
        return None
    sha256, _, snapshot_id = accepted.partition(".")

    def read() -> LastYear:
        row = connection_of(session).execute(_ACCEPTED, {"snapshot_id": int(snapshot_id)}).one()
        return LastYear(row.year, row.accepted_at, thaw(row.content.encode()))

    return _last_years.get_or_make((database_of(session), snapshot_id), read, Version(content=sha256))
