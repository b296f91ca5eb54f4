"""Reports as far as a person may see them: every query here knows who asks.

A forgotten check shows an empty page, never another country's answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, and_, false, or_, select, true
from sqlalchemy.orm import Session

from survey.storage.answers import Answer
from survey.storage.reporters import Reporter
from survey.storage.reports import Report
from survey.storage.rounds import Round
from survey.workflow import Actor, Held, ReportRef, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

EARLIEST, LATEST = 2000, 2200
"""The years that a round can have: a database may choke on a number that is none of them."""


@dataclass(frozen=True, slots=True)
class SeenReport:
    """A report that somebody may know of, with what a list says about its round and its reporter."""

    ref: ReportRef
    round_id: int
    form: str
    year: int
    closes_on: date
    zone: str
    extended_to: date | None
    changed_at: datetime | None
    submitted_at: datetime | None
    names: Mapping[str, str]

    @property
    def deadline(self) -> date:
        """The last day, extension included."""
        return max(self.closes_on, self.extended_to or self.closes_on)


def find_seen(
    session: Session, actor: Actor, form: str, year: int, reporter: str, now: datetime
) -> SeenReport | None:
    """The report at an address, if this person holds anything over it."""
    if not EARLIEST <= year <= LATEST:
        return None
    at = and_(Round.form == form, Round.year == year, Report.reporter == reporter)
    row = session.execute(_over(actor).where(at)).one_or_none()
    return _seen(row, now) if row else None


def reports_seen(session: Session, actor: Actor, now: datetime) -> Sequence[SeenReport]:
    """All reports over which this person holds anything, the latest round first."""
    ordered = _over(actor).order_by(Round.year.desc(), Round.form, Report.reporter)
    return [_seen(row, now) for row in session.execute(ordered)]


def answered_in(session: Session, report_ids: Sequence[int]) -> Mapping[int, set[str]]:
    """Which questions have an answer, in each of these reports."""
    found: dict[int, set[str]] = {report_id: set() for report_id in report_ids}
    wanted = select(Answer.report_id, Answer.question).where(Answer.report_id.in_(report_ids)).distinct()
    for report_id, question in session.execute(wanted) if found else ():
        found[report_id].add(question)
    return found


def _over(actor: Actor) -> Select[Any]:
    """Reports with their rounds and reporters, those alone over which this person holds something."""
    columns: tuple[Any, ...] = (
        Report.id, Report.reporter, Report.region, Report.state, Round.closed_at, Round.id.label("round_id"),
        Round.form, Round.year, Round.closes_on, Round.zone, Report.extended_to, Report.changed_at,
        Report.submitted_at, Reporter.names,
    )  # fmt: skip
    joined = select(*columns).join(Round, Round.id == Report.round_id)
    joined = joined.join(Reporter, Reporter.code == Report.reporter)
    return joined.where(held_by(actor))


def held_by(actor: Actor) -> ColumnElement[bool]:
    """Reports over which this person holds anything at all."""
    return or_(false(), *(_held(one) for one in actor.held))


def _held(one: Held) -> ColumnElement[bool]:
    """What a role lets a person know of; what they may do with it is the workflow's to say."""
    if one.role is Role.SECRETARIAT:
        return true()
    if one.role is Role.REVIEWER:
        return Report.region == one.region if one.region else true()
    if one.role is Role.FOCAL_POINT:
        return Report.reporter == one.reporter
    if one.role is Role.CONTRIBUTOR and one.sections:
        own = Report.reporter == one.reporter
        return and_(own, Report.id == one.report_id) if one.report_id is not None else own
    return false()


def _seen(row: Row[Any], now: datetime) -> SeenReport:
    today = now.astimezone(ZoneInfo(row.zone)).date()
    still_runs = row.extended_to is not None and row.extended_to >= today
    ref = ReportRef(row.id, row.reporter, row.region, row.state, row.closed_at is not None and not still_runs)
    return SeenReport(
        ref, row.round_id, row.form, row.year, row.closes_on, row.zone,
        row.extended_to, row.changed_at, row.submitted_at, row.names or {},
    )  # fmt: skip
