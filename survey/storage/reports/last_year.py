"""What a reporter said in the round before, as it was accepted: from its snapshot, thawed once a process.

Knows snapshots, no draft: what was never accepted is nobody's last year.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import cast

from sqlalchemy import String, Table, bindparam, select
from sqlalchemy import cast as cast_to
from sqlalchemy.orm import Session

from survey.answers.freezing import thaw
from survey.answers.replies import Replies
from survey.storage.engine.database import connection_of, database_of
from survey.storage.reports.reports import Report, Snapshot
from survey.storage.rounds.rounds import Round

MOST_THAWED = 64

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
"""Beside a report: which snapshot of its reporter was accepted in the last round before, by hash and id."""

_ACCEPTED = (
    select(_rounds.c.year, _reports.c.accepted_at, _snapshots.c.content)
    .join_from(_reports, _rounds, _rounds.c.id == _reports.c.round_id)
    .join(_snapshots, _snapshots.c.report_id == _reports.c.id)
    .where(_snapshots.c.id == bindparam("snapshot_id"))
)

_thawed: OrderedDict[tuple[object, str], LastYear] = OrderedDict()
_turn = Lock()


@dataclass(frozen=True, slots=True)
class LastYear:
    """What a reporter said in the round before, as it was accepted."""

    year: int
    accepted_at: datetime
    replies: Replies


def last_year(session: Session, accepted: str | None) -> LastYear | None:
    """What was accepted in the round before, read once a process: a snapshot never changes."""
    if accepted is None:
        return None
    key = (database_of(session), accepted)
    with _turn:
        found = _thawed.get(key)
    if found is None:
        one = (
            connection_of(session).execute(_ACCEPTED, {"snapshot_id": int(accepted.partition(".")[2])}).one()
        )
        found = LastYear(one.year, one.accepted_at, thaw(one.content.encode()))
    with _turn:
        _thawed[key] = found
        _thawed.move_to_end(key)
        while len(_thawed) > MOST_THAWED:
            _thawed.popitem(last=False)
    return found
