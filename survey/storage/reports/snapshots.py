"""Snapshots as they are read: the latest of each round, and what they hold, thawed once a process.

The same hash is the same answers, so what was read is never stale.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from survey.answers.freezing import Frozen, read_frozen
from survey.storage.reports.reports import Report, Snapshot
from survey.storage.rounds.rounds import Round

MOST_THAWED = 256
"""So many snapshots are kept thawed: ten rounds of a partnership's countries."""
SETTLED = ("accepted", "published")

_thawed: OrderedDict[str, Frozen] = OrderedDict()
_turn = Lock()


@dataclass(frozen=True, slots=True)
class Submission:
    """The latest snapshot of a report, without its content."""

    snapshot_id: int
    round_id: int
    year: int
    number: int
    state: str
    publishes: bool
    made_at: datetime
    accepted_at: datetime | None
    sha256: str


def submissions(session: Session, form: str, reporter: str, year: int) -> Sequence[Submission]:
    """What a reporter handed over for a year, and what was accepted before; the earliest round first."""
    latest = (
        select(func.max(Snapshot.number)).where(Snapshot.report_id == Report.id).correlate(Report)
    ).scalar_subquery()
    wanted = (
        select(
            Snapshot.id, Report.round_id, Round.year, Snapshot.number, Report.state, Snapshot.publishes,
            Snapshot.made_at, Report.accepted_at, Snapshot.sha256,
        )
        .join(Report, Report.id == Snapshot.report_id)
        .join(Round, Round.id == Report.round_id)
        .where(
            Round.form == form,
            Report.reporter == reporter,
            Snapshot.number == latest,
            or_(Round.year == year, and_(Round.year < year, Report.state.in_(SETTLED))),
        )
    )  # fmt: skip
    return [Submission(*row) for row in session.execute(wanted.order_by(Round.year))]


def contents(session: Session, wanted: Sequence[Submission]) -> Mapping[str, Frozen]:
    """What snapshots hold, by their hash; those not read before come in one query."""
    with _turn:
        found = {one.sha256: _thawed[one.sha256] for one in wanted if one.sha256 in _thawed}
    missing = [one.snapshot_id for one in wanted if one.sha256 not in found]
    if missing:
        rows = session.execute(select(Snapshot.sha256, Snapshot.content).where(Snapshot.id.in_(missing)))
        found |= {row.sha256: read_frozen(row.content.encode()) for row in rows}
    with _turn:
        for sha256, frozen in found.items():
            _thawed[sha256] = frozen
            _thawed.move_to_end(sha256)
        while len(_thawed) > MOST_THAWED:
            _thawed.popitem(last=False)
    return found
