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

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, exists, false, func, or_, select, true
from sqlalchemy.orm import Session

from survey.storage.answers import Answer
from survey.storage.at_hand import Stamp
from survey.storage.queries import Query
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
    stamp: Stamp
    """The state of its answers."""
    has_queries: bool = False
    """Whether queries about it are not closed yet, in whatever section (known where one report is opened)."""

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
    asked = {"form": form, "year": year, "reporter": reporter}
    row = session.connection().execute(_at_address(_scopes(actor)), asked).one_or_none()
    return replace(_seen(row, now), has_queries=bool(row.unsettled)) if row else None


def reports_seen(session: Session, actor: Actor, now: datetime) -> Sequence[SeenReport]:
    """All reports over which this person holds anything, the latest round first."""
    return [_seen(row, now) for row in session.connection().execute(_in_order(_scopes(actor)))]


def reports_seen_in(session: Session, actor: Actor, round_id: int, now: datetime) -> Sequence[SeenReport]:
    """The reports of a round over which this person holds anything."""
    return [
        _seen(row, now) for row in session.connection().execute(_in_round(_scopes(actor)), {"id": round_id})
    ]


def reports_about(session: Session, actor: Actor, reporter: str, now: datetime) -> Sequence[SeenReport]:
    """The reports of a country over which this person holds anything, the latest round first."""
    rows = session.connection().execute(_about(_scopes(actor)), {"reporter": reporter})
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


def _scopes(actor: Actor) -> tuple[Held, ...]:
    """What a person holds, as far as it says which reports they may know of."""
    return tuple(
        replace(one, sections=None) for one in actor.held if one.role is not Role.CONTRIBUTOR or one.sections
    )


@lru_cache(maxsize=512)
def _at_address(scopes: tuple[Held, ...]) -> Select[Any]:
    """The report at an address; put together once for all who hold the same."""
    unsettled = exists().where(Query.report_id == Report.id, Query.state != "closed")
    return (
        _over(scopes)
        .add_columns(unsettled.label("unsettled"))
        .where(
            Round.form == bindparam("form"),
            Round.year == bindparam("year"),
            Report.reporter == bindparam("reporter"),
        )
    )


@lru_cache(maxsize=512)
def _in_round(scopes: tuple[Held, ...]) -> Select[Any]:
    """The reports of one round; put together once for all who hold the same."""
    return _over(scopes).where(Round.id == bindparam("id")).order_by(Report.reporter)


@lru_cache(maxsize=512)
def _about(scopes: tuple[Held, ...]) -> Select[Any]:
    """The reports of one country, the latest round first; put together once for all who hold the same."""
    own = _over(scopes).where(Report.reporter == bindparam("reporter"), Reporter.kind == "country")
    return own.order_by(Round.year.desc(), Round.form)


@lru_cache(maxsize=512)
def _in_order(scopes: tuple[Held, ...]) -> Select[Any]:
    """All reports, the latest round first; put together once for all who hold the same."""
    return _over(scopes).order_by(Round.year.desc(), Round.form, Report.reporter)


def _over(scopes: tuple[Held, ...]) -> Select[Any]:
    """Reports with their rounds and reporters, those alone over which somebody holds something."""
    columns: tuple[Any, ...] = (
        Report.id, Report.reporter, Report.region, Report.state, Round.closed_at, Round.id.label("round_id"),
        Round.form, Round.year, Round.closes_on, Round.zone, Report.extended_to, Report.changed_at,
        Report.submitted_at, Reporter.names, Report.version,
    )  # fmt: skip
    joined = select(*columns).join(Round, Round.id == Report.round_id)
    joined = joined.join(Reporter, Reporter.code == Report.reporter)
    return joined.where(_any_of(scopes))


def held_by(actor: Actor) -> ColumnElement[bool]:
    """Reports over which this person holds anything at all."""
    return _any_of(_scopes(actor))


def _any_of(scopes: tuple[Held, ...]) -> ColumnElement[bool]:
    return or_(false(), *map(_held, scopes))


def _held(one: Held) -> ColumnElement[bool]:
    """What a role lets a person know of; what they may do with it is the workflow's to say."""
    if one.role is Role.SECRETARIAT:
        return true()
    if one.role is Role.REVIEWER:
        return Report.region == one.region if one.region else true()
    if one.role is Role.FOCAL_POINT:
        return Report.reporter == one.reporter
    if one.role is Role.CONTRIBUTOR:
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
        Stamp(row.version, row.changed_at),
    )  # fmt: skip
