"""Open, extend and close rounds, and list the status of their reports.

This module knows files and days. A round copies what it asks when it opens, and nothing can change it later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from survey.actions.audit.recording import recorded
from survey.actions.context import Context
from survey.actions.mail.office import drop
from survey.actions.rounds.editions import Edition, edition_for, refuse_gaps, refuse_parameters
from survey.actions.rounds.reporters import expect
from survey.countries import ILO_SCHEME
from survey.errors import NotFound, Refusal
from survey.letters import extended
from survey.messages import say
from survey.settings import Settings
from survey.storage.mail.letters import last_written
from survey.storage.people.people import Person, focal_points, focal_points_by_reporter
from survey.storage.reports.reports import Report, report_with_round, reports_in
from survey.storage.rounds.rounds import Round, RoundCatalog, find_round, light_round

AWAITED = ("open", "draft", "returned")
"""The states in which it is the country's turn."""


@dataclass(frozen=True, slots=True)
class OpenedRound:
    """The opened round: its id, its edition, and its reports by reporter."""

    round_id: int
    edition: str
    sha256: str
    reports: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round to open: its questionnaire, its days, its reporters, and its modules and words."""

    form: str
    year: int
    opens_on: date
    closes_on: date
    zone: str
    reporters: Sequence[str]
    modules: Sequence[str] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    edition: str = ""
    allow_gaps: bool = False


def open_round(settings: Settings, new: NewRound, context: Context) -> OpenedRound:
    """Open a round: freeze its edition and catalogs, and expect a report from each reporter."""
    _refuse_dates(new.opens_on, new.closes_on, new.zone)
    found = edition_for(settings, new.form, new.year, new.edition)
    refuse_parameters(found.questionnaire, new.modules, new.parameters)
    if not new.allow_gaps:
        refuse_gaps(found)
    with recorded("open_round", context, allow_gaps=new.allow_gaps) as act:
        _refuse_second(act.session, new.form, new.year)
        this = _round(found, new, context.now)
        act.session.add(this)
        act.session.flush()
        reports = expect(act.session, this, new.reporters)
        act.round_id = this.id
        act.details["reports"] = len(reports)
    return OpenedRound(this.id, this.edition, this.sha256, {report.reporter: report.id for report in reports})


def _refuse_dates(opens_on: date, closes_on: date, zone: str) -> None:
    if closes_on < opens_on:
        raise Refusal(say("rounds/dates", "The round would close before it opens. Give a later closing day."))
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise Refusal(
            say(
                "rounds/zone",
                "There is no time zone “{zone}”. Write it as “Europe/Zurich” or “America/Lima”.",
                zone=zone,
            )
        ) from None


def _refuse_second(session: Session, form: str, year: int) -> None:
    if find_round(session, form, year) is not None:
        raise Refusal(
            say(
                "rounds/second",
                "There is already a round of “{form}” for {year}. Choose another year, or "
                "continue with this round.",
                form=form,
                year=str(year),
            )
        )


def _round(found: Edition, new: NewRound, now: datetime) -> Round:
    return Round(
        form=found.questionnaire.slug,
        year=new.year,
        edition=found.questionnaire.edition,
        source=found.source,
        sha256=found.sha256,
        opens_on=new.opens_on,
        closes_on=new.closes_on,
        zone=new.zone,
        modules=list(new.modules),
        parameters=dict(new.parameters),
        region_scheme=ILO_SCHEME.code,
        region_version=ILO_SCHEME.version,
        opened_at=now,
        catalogs=[
            RoundCatalog(language=language, source=source, sha256=sha256)
            for language, source, sha256 in found.catalogs
        ],
    )


def close_round(round_id: int, context: Context) -> None:
    """Close a round: from then on its questions can be read but not changed."""
    with recorded("close_round", context, round_id=round_id) as act:
        this = light_round(act.session, round_id)
        if this is None:
            raise _no_round()
        if this.closed_at is not None:
            raise Refusal(say("rounds/closed", "This round is already closed. Nothing was changed."))
        this.closed_at = context.now


def extend(report_id: int, until: date, context: Context) -> None:
    """Give a reporter more time, and write to its focal points."""
    with recorded("extend", context, report_id=report_id, until=str(until)) as act:
        found = report_with_round(act.session, report_id)
        if found is None:
            raise _no_report()
        report, this = found
        _refuse_extension(report, this, until, context.now)
        act.round_id = this.id
        report.extended_to = until
        if context.office is not None:
            about = context.office.about(act.session, report)
            for person in focal_points(act.session, report.reporter, context.now.date()):
                drop(act.session, person, about.letter(extended, person), context.now, report.id)


def _refuse_extension(report: Report, this: Round, until: date, now: datetime) -> None:
    if until <= this.closes_on or deadline(until, this.zone) <= now:
        raise Refusal(
            say(
                "rounds/extension",
                "An extension must end after the deadline of the round ({day}) and not in the past.",
                day=this.closes_on,
            )
        )
    if report.state not in AWAITED:
        raise Refusal(
            say(
                "rounds/handed-over",
                "This report is already submitted and needs no more time. If something is "
                "missing, return it.",
            )
        )


def _no_round() -> NotFound:
    return NotFound(say("rounds/none", "This round does not exist. Look for it in the list of rounds."))


def _no_report() -> NotFound:
    return NotFound(say("reports/none", "This report does not exist. Look for it in the list of the round."))


def deadline(last_day: date, zone: str) -> datetime:
    """Return the moment at which a last day ends in a time zone."""
    return datetime.combine(last_day + timedelta(days=1), time(), ZoneInfo(zone))


def is_closed(this: Round, report: Report, now: datetime) -> bool:
    """Tell whether a round is closed to a report: an extension that has not ended keeps it open."""
    if this.closed_at is None:
        return False
    return report.extended_to is None or deadline(report.extended_to, this.zone) <= now


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The status of one report of a round."""

    report: Report
    focal_points: tuple[Person, ...]
    deadline: datetime
    late: bool
    invited_at: datetime | None
    reminded_at: datetime | None


def status(session: Session, round_id: int, now: datetime) -> tuple[ReportRow, ...]:
    """Return the status of every report of a round, by reporter, in five queries."""
    this = light_round(session, round_id)
    if this is None:
        raise _no_round()
    people = focal_points_by_reporter(session, round_id, now.date())
    invited = _latest(last_written(session, round_id, "invitation"))
    reminded = _latest(last_written(session, round_id, "reminder"))
    rows = []
    for report in reports_in(session, round_id):
        ends = deadline(report.extended_to or this.closes_on, this.zone)
        late = ends <= now and report.state in AWAITED
        found = tuple(people.get(report.reporter, ()))
        rows.append(ReportRow(report, found, ends, late, invited.get(report.id), reminded.get(report.id)))
    return tuple(rows)


def _latest(written: Mapping[tuple[int, int], datetime]) -> dict[int, datetime]:
    """Return the time of the last letter about each report."""
    found: dict[int, datetime] = {}
    for (report_id, _), at in written.items():
        found[report_id] = max(at, found.get(report_id, at))
    return found
