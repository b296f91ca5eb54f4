"""What a reporter said in the round before, as it was accepted: from its snapshot, thawed once a process.

Knows snapshots, no draft: what was never accepted is nobody's last year.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import cast

from sqlalchemy import Table, and_, bindparam, or_, select, true
from sqlalchemy.orm import Session

from survey.answers.freezing import thaw
from survey.answers.replies import Replies
from survey.storage.database import direct
from survey.storage.people import Person
from survey.storage.presence import AtSection, Present, Spot
from survey.storage.reports import Report, Snapshot
from survey.storage.rounds import Round

MOST_THAWED = 64

_rounds, _reports, _snapshots, _people, _present = (
    cast(Table, noun.__table__) for noun in (Round, Report, Snapshot, Person, AtSection)
)
_ACCEPTED = (
    select(
        _rounds.c.year,
        _reports.c.accepted_at,
        _snapshots.c.id.label("snapshot_id"),
        _snapshots.c.sha256,
    )
    .join_from(_reports, _rounds, _rounds.c.id == _reports.c.round_id)
    .join(_snapshots, _snapshots.c.report_id == _reports.c.id)
    .where(
        _rounds.c.form == bindparam("form"),
        _rounds.c.year < bindparam("before"),
        _reports.c.reporter == bindparam("reporter"),
        _reports.c.state.in_(("accepted", "published")),
    )
    .order_by(_rounds.c.year.desc(), _snapshots.c.number.desc())
    .limit(1)
    .subquery()
)
_BESIDE = (
    select(_people.c.id, _people.c.name, _people.c.works_at, _present.c.seen_at, _ACCEPTED)
    .join_from(
        _people,
        _present,
        and_(
            _present.c.person_id == _people.c.id,
            _present.c.report_id == bindparam("report_id"),
            _present.c.section == bindparam("section"),
        ),
        isouter=True,
    )
    .join(_ACCEPTED, true(), isouter=True)
    .where(
        or_(
            _people.c.id.in_(bindparam("people", expanding=True)),
            _present.c.seen_at >= bindparam("since"),
        )
    )
    .order_by(_people.c.name, _people.c.id)
)
"""Put together once: it is asked at every page of a report."""

_thawed: OrderedDict[str, Replies] = OrderedDict()
_turn = Lock()


@dataclass(frozen=True, slots=True)
class LastYear:
    """What a reporter said in the round before, as it was accepted."""

    year: int
    accepted_at: datetime
    replies: Replies
    sha256: str


def last_year(
    session: Session, this: Round, reporter: str, people: Collection[int], at: Spot
) -> tuple[LastYear | None, list[Present]]:
    """The latest snapshot of the last round in which this report was accepted, and who is at work at a place.

    One query for both: each of the people (there must be one) has a line, and so has whoever else is there;
    the snapshot stands beside.
    """
    asked = {"form": this.form, "before": this.year, "reporter": reporter, "people": sorted(people)}
    where = {"report_id": at.report_id, "section": at.section, "since": at.since}
    found = direct(session).execute(_BESIDE, asked | where).all()
    present = [Present(one.id, one.name, one.works_at, one.seen_at) for one in found]
    if not found or found[0].snapshot_id is None:
        return None, present
    one = found[0]
    replies = _thawed_once(session, one.snapshot_id, one.sha256)
    return LastYear(one.year, one.accepted_at, replies, one.sha256), present


def _thawed_once(session: Session, snapshot_id: int, sha256: str) -> Replies:
    """The replies of a snapshot, read once a process: the same hash is the same replies."""
    with _turn:
        found = _thawed.get(sha256)
    if found is None:
        content = session.scalars(select(Snapshot.content).where(Snapshot.id == snapshot_id)).one()
        found = thaw(content.encode())
    with _turn:
        _thawed[sha256] = found
        _thawed.move_to_end(sha256)
        while len(_thawed) > MOST_THAWED:
            _thawed.popitem(last=False)
    return found
