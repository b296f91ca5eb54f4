"""What counts in a round: the reports that figures and files are made of, as cases, and who was expected.

An accepted or published report counts with its latest snapshot; one that was opened again does not, until
it is accepted again. A preview adds what was submitted, and drafts as they stand. What somebody asks for is
limited to what they may have, by the same table as their buttons.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from survey.figures.cases import NO_NAMES, Case, Expected
from survey.reads.entitlement import may_download
from survey.storage.answers.drafts import Draft, frozen_drafts
from survey.storage.reports.reports import Report, Snapshot
from survey.storage.reports.visibility import held_by
from survey.storage.rounds.frozen import FrozenRound, frozen
from survey.storage.rounds.reporters import Reporter
from survey.workflow import Actor, ReportRef

COUNTING = ("accepted", "published")
SNAPSHOT_COUNTS = (*COUNTING, "submitted")
STILL_WRITTEN = ("draft", "returned")
AT_ONCE = 100
"""So many reports are read from the database together: few queries, and little memory."""


@dataclass(frozen=True, slots=True)
class CountedReport:
    """A report that counts, without what it says: its state, and which of its snapshots is read."""

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
        """What decides who may have it."""
        return ReportRef(self.report_id, self.reporter, self.region, self.state)


def cases_in(session: Session, round_id: int, preview: bool = False) -> Iterator[Case]:
    """The cases of a round, by reporter, whoever asks: check before that all may be shown."""
    return cases_of(session, round_id, counted_in(session, round_id, preview))


def cases_readable_by(session: Session, actor: Actor, round_id: int, preview: bool = False) -> Iterator[Case]:
    """The cases of a round that this person may have: of a region, of a country, or all of them."""
    return cases_of(session, round_id, counted_for(session, actor, round_id, preview))


def expected_in(session: Session, round_id: int) -> list[Expected]:
    """Everybody from whom a round expects a report, by code."""
    wanted = select(Report.reporter, Report.region, Reporter.names)
    wanted = wanted.join(Reporter, Reporter.code == Report.reporter).where(Report.round_id == round_id)
    rows = session.execute(wanted.order_by(Report.reporter))
    return [Expected(code, region, names or NO_NAMES) for code, region, names in rows]


def counted_in(session: Session, round_id: int, preview: bool = False) -> list[CountedReport]:
    """The reports of a round that count, whoever asks, in one query."""
    return [CountedReport(*row) for row in session.execute(_taken(round_id, preview))]


def counted_for(session: Session, actor: Actor, round_id: int, preview: bool = False) -> list[CountedReport]:
    """The reports of a round that count and that this person may have."""
    own, values = held_by(actor)
    rows = session.execute(_taken(round_id, preview).where(own), values)
    found = (CountedReport(*row) for row in rows)
    return [report for report in found if may_download(actor, report.ref)]


def cases_of(session: Session, round_id: int, taken: Sequence[CountedReport]) -> Iterator[Case]:
    """What these reports say, a few at a time."""
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


def fingerprint(session: Session, this: FrozenRound, preview: bool = False) -> str:
    """What all that counts in a round hangs on, in one quick query: the same as long as nothing changed.

    Every change of a report counts its version up and is the latest then, so a report that came, went or
    was changed shows in the sums of those in its state.
    """
    columns: tuple[Any, ...] = (
        Report.state, func.count(), func.sum(Report.id), func.sum(Report.version), func.max(Report.changed_at)
    )  # fmt: skip
    states = (*SNAPSHOT_COUNTS, *STILL_WRITTEN) if preview else COUNTING
    wanted = select(*columns).where(Report.round_id == this.round.id, Report.state.in_(states))
    sums = [(state, many, int(ids), int(versions), last and last.timestamp())
            for state, many, ids, versions, last in session.execute(
                wanted.group_by(Report.state).order_by(Report.state))]  # fmt: skip
    expected = select(func.count(), func.max(Report.id)).where(Report.round_id == this.round.id)
    head = (this.round.id, this.round.sha256, this.round.revision, tuple(session.execute(expected).one()))
    return sha256(repr((head, sums)).encode()).hexdigest()


def latest_change(taken: Iterable[CountedReport]) -> datetime | None:
    """When the youngest of these reports was changed last."""
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
    """What each of the reports says as JSON: kept in its snapshot, or frozen now where it is a draft."""
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
    """The day on which a draft was changed last: the same draft is frozen the same on any day."""
    if report.changed_at is None:
        return this.round.opens_on
    return report.changed_at.astimezone(ZoneInfo(this.round.zone)).date()
