"""Snapshots: the latest one of each round, and the answers in them, read once in each process.

The same hash means the same answers, so what was read is never stale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from survey.answers.freezing import Frozen, read_frozen
from survey.storage.cache import Cache, Key, Version
from survey.storage.engine.database import database_of
from survey.storage.reports.reports import Report, Snapshot
from survey.storage.rounds.rounds import Round

MOST_KEPT = 256
"""The number of snapshots that are kept: ten rounds of a partnership's countries."""
SETTLED = ("accepted", "published")

_snapshots: Cache[Frozen] = Cache(MOST_KEPT)


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
    """Return what a reporter submitted for a year, and what was accepted before; the earliest round first."""
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
    """Return the content of snapshots by their hash; those not read before are read in one query."""
    kept = {submission.sha256: _snapshots.get(*_place(session, submission)) for submission in wanted}
    found = {sha256: frozen for sha256, frozen in kept.items() if frozen is not None}
    missing = {submission.snapshot_id: submission for submission in wanted if submission.sha256 not in found}
    if missing:
        content = select(Snapshot.id, Snapshot.content).where(Snapshot.id.in_(missing))
        for row in session.execute(content):
            submission = missing[row.id]
            key, version = _place(session, submission)
            found[submission.sha256] = read_frozen(row.content.encode())
            _snapshots.put(key, found[submission.sha256], version)
    return found


def _place(session: Session, submission: Submission) -> tuple[Key, Version]:
    """Return the key and the version under which the content of a submission is kept."""
    return (database_of(session), submission.snapshot_id), Version(
        submission.number, submission.made_at, submission.sha256
    )
