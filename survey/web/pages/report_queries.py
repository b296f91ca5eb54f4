"""What a report's pages ask of storage besides its answers: last year's snapshot, earlier versions, names.

Knows queries that read; nothing here writes.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, true
from sqlalchemy.orm import Session, defer

from survey.answers.freezing import thaw
from survey.storage.answers import AnswerChange
from survey.storage.people import Person
from survey.storage.reports import Report, Snapshot
from survey.storage.rounds import Round

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from survey.answers.replies import Replies

MOST_THAWED = 64
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
    session: Session, this: Round, reporter: str, people: Collection[int]
) -> tuple[LastYear | None, dict[int, str]]:
    """The latest snapshot of the last round in which this report was accepted, and what people are called.

    One query for both: each of the people (there must be one) has a line, with the snapshot beside it.
    """
    accepted = (
        select(Round.year, Report.accepted_at, Snapshot.id.label("snapshot_id"), Snapshot.sha256)
        .join(Report, Report.round_id == Round.id)
        .join(Snapshot, Snapshot.report_id == Report.id)
        .where(
            Round.form == this.form,
            Round.year < this.year,
            Report.reporter == reporter,
            Report.state.in_(("accepted", "published")),
        )
        .order_by(Round.year.desc(), Snapshot.number.desc())
        .limit(1)
        .subquery()
    )
    beside = select(Person.id, Person.name, accepted).join(accepted, true(), isouter=True)
    found = session.execute(beside.where(Person.id.in_(people))).all()
    names = {one.id: one.name for one in found}
    if not found or found[0].snapshot_id is None:
        return None, names
    one = found[0]
    replies = _thawed_once(session, one.snapshot_id, one.sha256)
    return LastYear(one.year, one.accepted_at, replies, one.sha256), names


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


def names_of(session: Session, people: Collection[int]) -> Mapping[int, str]:
    """What people are called, by their ids."""
    if not people:
        return {}
    found = session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    return {one.id: one.name for one in found}


def contents_of(
    session: Session, report_id: int, questions: Collection[str]
) -> Mapping[tuple[str, str, int], Mapping[str, Any]]:
    """What each version of the answers to some questions said."""
    wanted = select(
        AnswerChange.question, AnswerChange.row, AnswerChange.version, AnswerChange.content
    ).where(AnswerChange.report_id == report_id, AnswerChange.question.in_(questions))
    return {(one.question, one.row, one.version): one.content for one in session.execute(wanted)}


def snapshots_of_report(session: Session, report_id: int) -> list[Snapshot]:
    """The snapshots of a report without their content, the latest first."""
    wanted = select(Snapshot).where(Snapshot.report_id == report_id).options(defer(Snapshot.content))
    return list(session.scalars(wanted.order_by(Snapshot.number.desc())))
