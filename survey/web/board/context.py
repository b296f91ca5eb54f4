"""The board of a round: its reports, sorted and filtered as the reader wants.

Knows queries and order, no words but the labels of the orders; `reads.progress` knows progress.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import g

from survey.actions.rounds.rounds import AWAITED
from survey.countries import ILO_REGIONS, reporter_name
from survey.figures.areas import NO_REGION, WITHOUT_REGION, stored_region
from survey.languages import folded
from survey.messages import say
from survey.reads.progress import Sections, progress_of
from survey.storage.mail.letters import last_written
from survey.storage.people.people import focal_points_by_reporter
from survey.storage.queries.queries import open_queries
from survey.storage.reports.board import BoardReport, board_reports
from survey.web.request.session import now
from survey.web.request.visit import about, visit
from survey.workflow import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from survey.messages import Message
    from survey.questionnaire.model import Questionnaire
    from survey.storage.rounds.frozen import FrozenRound
    from survey.storage.rounds.rounds import Round

REGIONS: Mapping[str, Message] = {**ILO_REGIONS, NO_REGION: WITHOUT_REGION}
"""The regions by which reports are filtered; reporters without a region are one of them."""
LONG_AGO = datetime.min.replace(tzinfo=ZoneInfo("UTC"))
ORDER = tuple(State)


@dataclass
class Board:
    """A round with everything that its board shows, sorted and filtered."""

    frozen: FrozenRound
    reports: Sequence[BoardReport]
    names: Mapping[str, str]
    progress: Mapping[int, Sections]
    with_focal_point: frozenset[str]
    reminded: Mapping[int, datetime]
    queries: Mapping[tuple[int, str], int] = field(default_factory=dict)
    """The number of open queries, by report and section."""
    region: str = ""
    sort: str = "name"

    @property
    def round(self) -> Round:
        """The round."""
        return self.frozen.round

    @property
    def round_id(self) -> int:
        """The id of the round."""
        return self.round.id

    @property
    def form(self) -> Questionnaire:
        """The questionnaire."""
        return self.frozen.questionnaire

    @cached_property
    def shown(self) -> list[BoardReport]:
        """The reports of the region that was chosen, in the order that was chosen."""
        found = [
            report
            for report in self.reports
            if not self.region or report.region == stored_region(self.region)
        ]
        found.sort(key=lambda report: folded(self.names[report.reporter]))
        found.sort(key=lambda report: SORTS[self.sort].key(self, report))
        return found

    @property
    def regions(self) -> Mapping[str, Message]:
        """The regions to choose from: those of the ILO, and none if a reporter of the round has none."""
        return REGIONS if any(not report.region for report in self.reports) else ILO_REGIONS

    @cached_property
    def queries_of(self) -> Counter[int]:
        """The number of open queries of each report."""
        found: Counter[int] = Counter()
        for (report_id, _), count in self.queries.items():
            found[report_id] += count
        return found

    def deadline_of(self, report: BoardReport) -> date:
        """Return the last day of a report, extension included."""
        return max(self.round.closes_on, report.extended_to or self.round.closes_on)

    def is_late(self, report: BoardReport) -> bool:
        """Tell whether a report is awaited although its last day is over."""
        return report.state in AWAITED and self.deadline_of(report) < self.today

    def is_closed(self, report: BoardReport) -> bool:
        """Tell whether the round is closed to a report."""
        return self.round.closed_at is not None and not (
            report.extended_to is not None and report.extended_to >= self.today
        )

    @cached_property
    def today(self) -> date:
        """Today in the time zone of the round."""
        return self.day(now())

    def day(self, at: datetime) -> date:
        """Return the day of a moment in the time zone of the round."""
        return at.astimezone(self._zone).date()

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.round.zone)

    @property
    def address(self) -> str:
        """The address of the board."""
        return visit().url("rounds", self.round.form, str(self.round.year), "board")

    @property
    def sheet_address(self) -> str:
        """The address of the board as a file."""
        return self.url().replace("/board", "/board.csv", 1)

    def url(self, *path: str, **more: str) -> str:
        """Return the address of the board or of a page below it, as it was filtered and sorted."""
        query = {"region": self.region, "sort": "" if self.sort == "name" else self.sort, **more}
        asked = urlencode({name: value for name, value in query.items() if value})
        return "/".join((self.address, *path)) + (f"?{asked}" if asked else "")


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of the rows: its name, and what comes first."""

    label: Message
    key: Callable[[Board, BoardReport], Any]


SORTS: Mapping[str, Sort] = {
    "name": Sort(say("board/sort-name", "Country or body"), lambda board, report: 0),
    "state": Sort(say("board/sort-state", "State"), lambda board, report: ORDER.index(State(report.state))),
    "deadline": Sort(say("board/sort-deadline", "Deadline"), lambda board, report: board.deadline_of(report)),
    "activity": Sort(
        say("board/sort-activity", "Longest without activity"),
        lambda board, report: report.changed_at or LONG_AGO,
    ),
    "queries": Sort(
        say("board/sort-queries", "Most open queries"),
        lambda board, report: -board.queries_of[report.report_id],
    ),
}


def open_board(session: Session, wanted: Mapping[str, str]) -> Board:
    """Read the board of this request's round, sorted and filtered as asked for."""
    round_: FrozenRound = g.round
    this = round_.round
    about(round_.questionnaire)
    reports = board_reports(session, this.id)
    today = now().astimezone(ZoneInfo(this.zone)).date()
    people = focal_points_by_reporter(session, this.id, now().date())
    reminded: dict[int, datetime] = {}
    for (report_id, _), at in last_written(session, this.id, "reminder").items():
        reminded[report_id] = max(at, reminded.get(report_id, at))
    language = visit().language
    return Board(
        round_,
        reports,
        {report.reporter: reporter_name(report.reporter, report.names, language) for report in reports},
        progress_of(session, round_, reports, today),
        frozenset(people),
        reminded,
        open_queries(session, [report.report_id for report in reports]),
        region=wanted.get("region", "") if wanted.get("region") in REGIONS else "",
        sort=wanted.get("sort", "") if wanted.get("sort") in SORTS else "name",
    )
