"""Reports as far as a person may see them: every query here knows who asks.

A forgotten check shows an empty page, never another country's answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from survey.storage.answers.answers import Answer
from survey.storage.answers.reply_cache import Stamp
from survey.storage.engine.database import connection_of
from survey.storage.queries.queries import Query
from survey.storage.reports.last_year import ACCEPTED_BEFORE
from survey.storage.reports.reports import Report
from survey.storage.rounds.reporters import Reporter
from survey.storage.rounds.rounds import LIGHT_COLUMNS, Round
from survey.workflow import Actor, ReportRef, Role

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
    stamp: Stamp
    """The state of its answers."""
    accepted_before: str | None = None
    """Which snapshot was accepted in the round before (known where one report is opened)."""
    has_queries: bool = False
    """Whether queries about it are not closed yet, in whatever section (known where one report is opened)."""

    @property
    def deadline(self) -> date:
        """The last day, extension included."""
        return max(self.closes_on, self.extended_to or self.closes_on)


def find_visible_report(
    session: Session, actor: Actor, form: str, year: int, reporter: str, now: datetime
) -> tuple[SeenReport, tuple[Any, ...]] | None:
    """The report at an address, if this person holds anything over it, with the columns of its round."""
    if not EARLIEST <= year <= LATEST:
        return None
    shape, held = _scopes(actor)
    asked = {"form": form, "year": year, "reporter": reporter, **held}
    row = connection_of(session).execute(_at_address(shape), asked).one_or_none()
    if row is None:
        return None
    seen = replace(_seen(row, now), has_queries=bool(row.unsettled), accepted_before=row.accepted_before)
    return seen, tuple(row[-len(LIGHT_COLUMNS) :])


def reports_seen(session: Session, actor: Actor, now: datetime) -> Sequence[SeenReport]:
    """All reports over which this person holds anything, the latest round first."""
    shape, held = _scopes(actor)
    return [_seen(row, now) for row in connection_of(session).execute(_in_order(shape), held)]


def reports_seen_in(session: Session, actor: Actor, round_id: int, now: datetime) -> Sequence[SeenReport]:
    """The reports of a round over which this person holds anything."""
    shape, held = _scopes(actor)
    rows = connection_of(session).execute(_in_round(shape), {"id": round_id, **held})
    return [_seen(row, now) for row in rows]


def reports_about(session: Session, actor: Actor, reporter: str, now: datetime) -> Sequence[SeenReport]:
    """The reports of a country over which this person holds anything, the latest round first."""
    shape, held = _scopes(actor)
    rows = connection_of(session).execute(_about(shape), {"reporter": reporter, **held})
    return [_seen(row, now) for row in rows]


def latest_year(session: Session, reporter: str) -> int:
    """The year of the latest round in which somebody reports, whoever asks; 0 where there is none."""
    wanted = select(func.max(Round.year)).join(Report, Report.round_id == Round.id)
    return session.scalar(wanted.where(Report.reporter == reporter)) or 0


def answered_in(session: Session, report_ids: Sequence[int]) -> Mapping[int, set[str]]:
    """Which questions have an answer, in each of these reports."""
    found: dict[int, set[str]] = {report_id: set() for report_id in report_ids}
    wanted = select(Answer.report_id, Answer.question).where(Answer.report_id.in_(report_ids)).distinct()
    for report_id, question in session.execute(wanted) if found else ():
        found[report_id].add(question)
    return found


Shape = tuple[tuple[Role, bool, bool], ...]
"""Each thing held: the role, whether it is of one region only, whether it is of one report only."""


def _scopes(actor: Actor) -> tuple[Shape, dict[str, Any]]:
    """What a person holds, as far as it says which reports they may know of: its shape, and its values."""
    held = [one for one in actor.held if one.role is not Role.CONTRIBUTOR or one.sections]
    shape = tuple((one.role, bool(one.region), one.report_id is not None) for one in held)
    values: dict[str, Any] = {}
    for number, one in enumerate(held):
        values[f"reporter_{number}"] = one.reporter
        values[f"region_{number}"] = one.region
        values[f"report_{number}"] = one.report_id
    return shape, values


@lru_cache(maxsize=512)
def _at_address(shape: Shape) -> Select[Any]:
    """The report at an address; put together once for all who hold alike."""
    unsettled = exists().where(Query.report_id == Report.id, Query.state != "closed").label("unsettled")
    round_ = (one.label(f"of_{one.name}") for one in LIGHT_COLUMNS)
    return (
        _over(shape)
        .add_columns(
            unsettled,
            ACCEPTED_BEFORE.label("accepted_before"),
            *round_,
        )
        .where(
            Round.form == bindparam("form"),
            Round.year == bindparam("year"),
            Report.reporter == bindparam("reporter"),
        )
    )


@lru_cache(maxsize=512)
def _in_round(shape: Shape) -> Select[Any]:
    """The reports of one round; put together once for all who hold alike."""
    return _over(shape).where(Round.id == bindparam("id")).order_by(Report.reporter)


@lru_cache(maxsize=512)
def _about(shape: Shape) -> Select[Any]:
    """The reports of one country, the latest round first; put together once for all who hold alike."""
    own = _over(shape).where(Report.reporter == bindparam("reporter"), Reporter.kind == "country")
    return own.order_by(Round.year.desc(), Round.form)


@lru_cache(maxsize=512)
def _in_order(shape: Shape) -> Select[Any]:
    """All reports, the latest round first; put together once for all who hold alike."""
    return _over(shape).order_by(Round.year.desc(), Round.form, Report.reporter)


def _over(shape: Shape) -> Select[Any]:
    """Reports with their rounds and reporters, those alone over which somebody holds something."""
    columns: tuple[Any, ...] = (
        Report.id, Report.reporter, Report.region, Report.state, Round.closed_at, Round.id.label("round_id"),
        Round.form, Round.year, Round.closes_on, Round.zone, Report.extended_to, Report.changed_at,
        Report.submitted_at, Reporter.names, Report.version,
    )  # fmt: skip
    joined = select(*columns).join(Round, Round.id == Report.round_id)
    joined = joined.join(Reporter, Reporter.code == Report.reporter)
    return joined.where(_any_of(shape))


def held_by(actor: Actor) -> tuple[ColumnElement[bool], dict[str, Any]]:
    """Reports over which this person holds anything at all: the condition, and its values."""
    shape, held = _scopes(actor)
    return _any_of(shape), held


def _any_of(shape: Shape) -> ColumnElement[bool]:
    return or_(false(), *(_held(number, *one) for number, one in enumerate(shape)))


def _held(number: int, role: Role, in_region: bool, in_report: bool) -> ColumnElement[bool]:
    """What a role lets a person know of; what they may do with it is the workflow's to say."""
    own = Report.reporter == bindparam(f"reporter_{number}")
    if role is Role.SECRETARIAT:
        return true()
    if role is Role.REVIEWER:
        return Report.region == bindparam(f"region_{number}") if in_region else true()
    if role is Role.FOCAL_POINT:
        return own
    if role is Role.CONTRIBUTOR:
        return and_(own, Report.id == bindparam(f"report_{number}")) if in_report else own
    return false()


def _seen(row: Row[Any], now: datetime) -> SeenReport:
    today = now.astimezone(ZoneInfo(row.zone)).date()
    still_runs = row.extended_to is not None and row.extended_to >= today
    ref = ReportRef(row.id, row.reporter, row.region, row.state, row.closed_at is not None and not still_runs)
    return SeenReport(
        ref, row.round_id, row.form, row.year, row.closes_on, row.zone,
        row.extended_to, row.changed_at, row.submitted_at, row.names or {},
        Stamp(row.version, row.changed_at),
    )  # fmt: skip
