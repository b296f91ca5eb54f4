"""The reports that count in a round, as cases for figures and files, and the reporters it expects.

An accepted or published report counts with its latest snapshot. A reopened report does not count until it
is accepted again. A preview adds submitted reports and the current drafts. In a released edition, the reports
count with the snapshots that it holds, whatever has become of them since. What a reader asks for is limited
to what they may see, by the permission table that also decides over their buttons.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from survey.figures.cases import NO_NAMES, Case, Expected
from survey.reads.entitlement import may_download
from survey.storage.answers.drafts import Draft, frozen_drafts
from survey.storage.figures.editions import EditionReport, FiguresEdition
from survey.storage.reports.reports import Report, Snapshot
from survey.storage.reports.visibility import held_by
from survey.storage.rounds.frozen import FrozenRound, frozen
from survey.storage.rounds.reporters import Reporter
from survey.workflow import Actor, ReportRef

COUNTING = ("accepted", "published")
SNAPSHOT_COUNTS = (*COUNTING, "submitted")
STILL_WRITTEN = ("draft", "returned")
AT_ONCE = 100
"""The number of reports read from the database at a time: few queries, and little memory."""


@dataclass(frozen=True, slots=True)
class CountedReport:
    """A report that counts, without its content: its state, and the snapshot to read."""

    report_id: int
    reporter: str
    region: str
    state: str
    version: int
    changed_at: datetime | None
    names: Mapping[str, str]
    snapshot_id: int | None = None
    snapshot_sha256: str = ""

    @property
    def ref(self) -> ReportRef:
        """The report as the permission table judges it."""
        return ReportRef(self.report_id, self.reporter, self.region, self.state)


def cases_in(session: Session, round_id: int, preview: bool = False) -> Iterator[Case]:
    """Return the cases of a round, by reporter. The caller must check that all of them may be shown."""
    return cases_of(session, round_id, counted_in(session, round_id, preview))


def cases_readable_by(session: Session, actor: Actor, round_id: int, preview: bool = False) -> Iterator[Case]:
    """Return the cases of a round that this person may read: of a region, of a country, or all of them."""
    return cases_of(session, round_id, counted_for(session, actor, round_id, preview))


def expected_in(session: Session, round_id: int) -> list[Expected]:
    """Return everybody from whom a round expects a report, by code."""
    wanted = select(Report.reporter, Report.region, Reporter.names)
    wanted = wanted.join(Reporter, Reporter.code == Report.reporter).where(Report.round_id == round_id)
    rows = session.execute(wanted.order_by(Report.reporter))
    return [Expected(code, region, names or NO_NAMES) for code, region, names in rows]


def counted_in(session: Session, round_id: int, preview: bool = False) -> list[CountedReport]:
    """Return the reports of a round that count, for any reader, in one query."""
    return [CountedReport(*row) for row in session.execute(_taken(round_id, preview))]


def released_in(session: Session, round_id: int, number: int) -> list[CountedReport]:
    """Return the reports in an edition of a round's figures, in one query."""
    columns: tuple[Any, ...] = (
        Report.id, Report.reporter, Report.region, literal(COUNTING[0]), literal(0), Snapshot.made_at,
        Reporter.names, Snapshot.id, Snapshot.sha256,
    )  # fmt: skip
    wanted = select(*columns).join(Reporter, Reporter.code == Report.reporter)
    wanted = wanted.join(EditionReport, EditionReport.report_id == Report.id)
    wanted = wanted.join(Snapshot, Snapshot.id == EditionReport.snapshot_id)
    wanted = wanted.join(FiguresEdition, FiguresEdition.id == EditionReport.edition_id)
    this = (FiguresEdition.round_id == round_id, FiguresEdition.number == number)
    return [CountedReport(*row) for row in session.execute(wanted.where(*this).order_by(Report.reporter))]


def counted_for(session: Session, actor: Actor, round_id: int, preview: bool = False) -> list[CountedReport]:
    """Return the reports of a round that count and that this person may read."""
    own, values = held_by(actor)
    rows = session.execute(_taken(round_id, preview).where(own), values)
    found = (CountedReport(*row) for row in rows)
    return [report for report in found if may_download(actor, report.ref)]


def cases_of(session: Session, round_id: int, taken: Sequence[CountedReport]) -> Iterator[Case]:
    """Yield the cases of these reports, reading a few reports at a time."""
    this = frozen(session, round_id)
    for start in range(0, len(taken), AT_ONCE):
        some = taken[start : start + AT_ONCE]
        contents = _contents(session, this, some)
        for report in some:
            content = json.loads(contents[report.report_id])
            yield Case(
                report.reporter,
                report.region,
                report.state,
                content,
                report.report_id,
                report.changed_at,
                report.names,
            )


def fingerprint(
    session: Session, this: FrozenRound, preview: bool = False, of: Collection[str] | None = None
) -> str:
    """Return a hash that changes whenever something changes that counts in a round, with one quick query.

    With `of`, only the reports of these reporters count.

    Every change of a report raises its version and its time of change, so the sums of its state show every
    report that was added, removed or changed.
    """
    columns: tuple[Any, ...] = (
        Report.state, func.count(), func.sum(Report.id), func.sum(Report.version), func.max(Report.changed_at)
    )  # fmt: skip
    states = (*SNAPSHOT_COUNTS, *STILL_WRITTEN) if preview else COUNTING
    wanted = select(*columns).where(Report.round_id == this.round.id, Report.state.in_(states))
    if of is not None:
        wanted = wanted.where(Report.reporter.in_(of))
    sums = [(state, many, int(ids), int(versions), last and last.timestamp())
            for state, many, ids, versions, last in session.execute(
                wanted.group_by(Report.state).order_by(Report.state))]  # fmt: skip
    expected = select(func.count(), func.max(Report.id)).where(Report.round_id == this.round.id)
    head = (this.round.id, this.round.sha256, this.round.revision, tuple(session.execute(expected).one()))
    return sha256(repr((head, sums)).encode()).hexdigest()


def latest_change(taken: Iterable[CountedReport]) -> datetime | None:
    """Return the time of the latest change in these reports."""
    return max((report.changed_at for report in taken if report.changed_at is not None), default=None)


def _taken(round_id: int, preview: bool) -> Select[Any]:
    any_number = aliased(Snapshot)
    latest = select(func.max(any_number.number)).where(any_number.report_id == Report.id).scalar_subquery()
    handed_over = and_(
        Snapshot.report_id == Report.id, Snapshot.number == latest, Report.state.in_(SNAPSHOT_COUNTS)
    )
    columns: tuple[Any, ...] = (
        Report.id, Report.reporter, Report.region, Report.state, Report.version, Report.changed_at,
        Reporter.names, Snapshot.id, Snapshot.sha256,
    )  # fmt: skip
    wanted = select(*columns).join(Reporter, Reporter.code == Report.reporter)
    wanted = wanted.join(Snapshot, handed_over, isouter=True)
    counts = and_(Report.state.in_(SNAPSHOT_COUNTS if preview else COUNTING), Snapshot.id.is_not(None))
    written = Report.state.in_(STILL_WRITTEN if preview else ())
    return wanted.where(Report.round_id == round_id, or_(counts, written)).order_by(Report.reporter)


def _contents(session: Session, this: FrozenRound, some: Sequence[CountedReport]) -> dict[int, str | bytes]:
    """Return the content of each report as JSON: from its snapshot, or frozen now if it is a draft."""
    ids = [report.snapshot_id for report in some if report.snapshot_id is not None]
    found: dict[int, str | bytes] = {}
    if ids:
        wanted = select(Snapshot.report_id, Snapshot.content).where(Snapshot.id.in_(ids))
        found.update((report_id, content) for report_id, content in session.execute(wanted))
    drafts = [
        Draft(report.report_id, report.reporter, report.region, _last_day(this, report))
        for report in some
        if report.snapshot_id is None
    ]
    return {**found, **frozen_drafts(session, this, drafts)} if drafts else found


def _last_day(this: FrozenRound, report: CountedReport) -> date:
    """Return the day on which a draft was last changed, so that it freezes the same on any day."""
    if report.changed_at is None:
        return this.round.opens_on
    return report.changed_at.astimezone(ZoneInfo(this.round.zone)).date()
