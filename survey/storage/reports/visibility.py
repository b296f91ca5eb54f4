"""The reports that a person may see: every query here takes the person who asks.

A forgotten check shows an empty page, never another country's answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
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
from survey.storage.cache import Version
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
"""The years that a round can have: a larger number may be an error in a database."""


@dataclass(frozen=True, slots=True)
class SeenReport:
    """A report that a person may see, with what lists show of its round and its reporter."""

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
    version: Version
    """The version of its answers."""
    accepted_before: str | None = None
    """The snapshot accepted in the round before (only where a single report is read)."""
    has_queries: bool = False
    """Whether it has queries that are not closed, in any section (only where a single report is read)."""

    @property
    def deadline(self) -> date:
        """Return the last day, extension included."""
        return max(self.closes_on, self.extended_to or self.closes_on)


class ReportAddress(NamedTuple):
    """The address of a report: its questionnaire, year and reporter."""

    form: str
    year: int
    reporter: str


def find_visible_report(
    session: Session, actor: Actor, at: ReportAddress, now: datetime
) -> tuple[SeenReport, tuple[Any, ...]] | None:
    """Return the report at an address, if this person may see it, with the columns of its round."""
    if not EARLIEST <= at.year <= LATEST:
        return None
    shape, held = _scopes(actor)
    asked = {**at._asdict(), **held}
    row = connection_of(session).execute(_at_address(shape), asked).one_or_none()
    if row is None:
        return None
    seen = replace(_seen(row, now), has_queries=bool(row.unsettled), accepted_before=row.accepted_before)
    return seen, tuple(row[-len(LIGHT_COLUMNS) :])


def reports_seen(session: Session, actor: Actor, now: datetime) -> Sequence[SeenReport]:
    """Return all reports that this person may see, the latest round first."""
    shape, held = _scopes(actor)
    return [_seen(row, now) for row in connection_of(session).execute(_in_order(shape), held)]


def reports_seen_in(session: Session, actor: Actor, round_id: int, now: datetime) -> Sequence[SeenReport]:
    """Return the reports of a round that this person may see."""
    shape, held = _scopes(actor)
    rows = connection_of(session).execute(_in_round(shape), {"id": round_id, **held})
    return [_seen(row, now) for row in rows]


def reports_about(session: Session, actor: Actor, reporter: str, now: datetime) -> Sequence[SeenReport]:
    """Return the reports of a country that this person may see, the latest round first."""
    shape, held = _scopes(actor)
    rows = connection_of(session).execute(_about(shape), {"reporter": reporter, **held})
    return [_seen(row, now) for row in rows]


def latest_year(session: Session, reporter: str) -> int:
    """Return the year of the latest round in which a reporter reports, for anybody; 0 if there is none."""
    wanted = select(func.max(Round.year)).join(Report, Report.round_id == Round.id)
    return session.scalar(wanted.where(Report.reporter == reporter)) or 0


def answered_in(session: Session, report_ids: Sequence[int]) -> Mapping[int, set[str]]:
    """Return which questions have an answer, in each of these reports."""
    found: dict[int, set[str]] = {report_id: set() for report_id in report_ids}
    wanted = select(Answer.report_id, Answer.question).where(Answer.report_id.in_(report_ids)).distinct()
    for report_id, question in session.execute(wanted) if found else ():
        found[report_id].add(question)
    return found


Shape = tuple[tuple[Role, bool, bool], ...]
"""For each role held: the role, whether it is for one region only, and whether for one report only."""


def _scopes(actor: Actor) -> tuple[Shape, dict[str, Any]]:
    """Return the roles of a person that decide which reports they may see: their shape and their values."""
    held = [grant for grant in actor.held if grant.role is not Role.CONTRIBUTOR or grant.sections]
    shape = tuple((grant.role, bool(grant.region), grant.report_id is not None) for grant in held)
    values: dict[str, Any] = {}
    for number, grant in enumerate(held):
        values[f"reporter_{number}"] = grant.reporter
        values[f"region_{number}"] = grant.region
        values[f"report_{number}"] = grant.report_id
    return shape, values


@lru_cache(maxsize=512)
def _at_address(shape: Shape) -> Select[Any]:
    """Return the statement for the report at an address; built once for each shape of roles."""
    unsettled = exists().where(Query.report_id == Report.id, Query.state != "closed").label("unsettled")
    round_ = (column.label(f"of_{column.name}") for column in LIGHT_COLUMNS)
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
    """Return the statement for the reports of one round; built once for each shape of roles."""
    return _over(shape).where(Round.id == bindparam("id")).order_by(Report.reporter)


@lru_cache(maxsize=512)
def _about(shape: Shape) -> Select[Any]:
    """Return the statement for the reports of one country, latest round first; built once for each shape."""
    own = _over(shape).where(Report.reporter == bindparam("reporter"), Reporter.kind == "country")
    return own.order_by(Round.year.desc(), Round.form)


@lru_cache(maxsize=512)
def _in_order(shape: Shape) -> Select[Any]:
    """Return the statement for all reports, the latest round first; built once for each shape of roles."""
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
    """Reports that this person may see at all: the condition, and its values."""
    shape, held = _scopes(actor)
    return _any_of(shape), held


def _any_of(shape: Shape) -> ColumnElement[bool]:
    return or_(false(), *(_held(number, *scope) for number, scope in enumerate(shape)))


def _held(number: int, role: Role, in_region: bool, in_report: bool) -> ColumnElement[bool]:
    """Return the condition for the reports that a role makes visible; the workflow decides the rest."""
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
        Version(row.version, row.changed_at),
    )  # fmt: skip
