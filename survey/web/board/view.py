"""The board as pages show it: its overview, its rows, its legend, its spreadsheet.

Knows words; `context` knows what is shown and in which order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from survey.actions.rounds.inviting import NOT_AGAIN_BEFORE
from survey.actions.rounds.rounds import AWAITED
from survey.countries import ILO_REGIONS
from survey.exports.tables.tables import DataTable, Field, Type
from survey.languages import short_date
from survey.messages import say, say_count
from survey.reads.progress import LABELS, Far
from survey.web.board.context import SORTS
from survey.web.request.labels import STATE_ICONS
from survey.web.request.moments import deadline, time_left
from survey.web.request.session import now
from survey.web.request.visit import visit
from survey.workflow import STATE_LABELS, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from survey.messages import Message
    from survey.storage.reports.board import BoardReport
    from survey.web.board.context import Board

COUNTS: Mapping[State, Callable[[int], Message]] = {
    State.PUBLISHED: lambda n: say_count(
        "board/published", "{count} published", "{count} published", n, note="reports"
    ),
    State.ACCEPTED: lambda n: say_count(
        "board/accepted", "{count} accepted", "{count} accepted", n, note="reports"
    ),
    State.SUBMITTED: lambda n: say_count(
        "board/submitted", "{count} submitted", "{count} submitted", n, note="reports"
    ),
    State.RETURNED: lambda n: say_count(
        "board/returned", "{count} returned", "{count} returned", n, note="reports"
    ),
    State.DRAFT: lambda n: say_count(
        "board/draft", "{count} in draft", "{count} in draft", n, note="reports"
    ),
    State.OPEN: lambda n: say_count(
        "board/open", "{count} not started", "{count} not started", n, note="reports"
    ),
}


def overview(board: Board) -> list[Message]:
    """Return a summary of the round: the number of reports, their states, and the time left."""
    counted = Counter(State(report.state) for report in board.shown)
    found = [say_count("board/reports", "{count} report", "{count} reports", len(board.shown))]
    found += [count(counted[state]) for state, count in COUNTS.items() if counted[state]]
    late = sum(board.is_late(report) for report in board.shown)
    if late:
        said = say_count("board/late", "{count} overdue", "{count} overdue", late, note="reports")
        found.append(said)
    if board.round.closed_at is not None:
        return [
            *found,
            say("board/closed", "closed on {day}", note="the round", day=board.day(board.round.closed_at)),
        ]
    found.append(deadline(visit(), board.round.closes_on, board.round.zone))
    return [*found, time_left(board.round.closes_on, board.round.zone, now())]


def sections_shown(board: Board) -> list[tuple[int, Markup]]:
    """Return the sections as column heads: their numbers and titles."""
    return [(number, visit().say(section.title)) for number, section in enumerate(board.form.sections, 1)]


def legend(board: Board) -> list[tuple[str, Message]]:
    """Return the meaning of the signs that the board shows."""
    return [LABELS[far] for far in Far if far is not Far.QUERIED or board.queries]


def sorts(board: Board) -> list[tuple[str, Message]]:
    """Return the orders to choose from."""
    return [(name, order.label) for name, order in SORTS.items() if name != "queries" or board.queries]


CELL = Markup(
    '<td class="far"><span class="icon icon-{icon}" aria-hidden="true"></span>'
    '<span class="vh">{title}, {word}</span></td>'
)


def reports_shown(board: Board) -> Iterator[SimpleNamespace]:
    """Yield a row for each report."""
    words = _BoardRows(board)
    for report in board.shown:
        yield words.row(report)


class _BoardRows:
    """Makes the rows; a text that many rows share is translated once."""

    def __init__(self, board: Board) -> None:
        self.board = board
        here = visit()
        self.states = {state: here.say(label) for state, label in STATE_LABELS.items()}
        self.regions = {code: here.say(label) for code, label in ILO_REGIONS.items()}
        titles = [(section.id, here.say(section.title)) for section in board.form.sections]
        self.cell = {
            (name, far): CELL.format(icon=icon, title=title, word=here.say(word))
            for name, title in titles
            for far, (icon, word) in LABELS.items()
        }
        self.cells: dict[tuple[Far, ...], Markup] = {}
        self.days: dict[date, Markup] = {}

    def row(self, report: BoardReport) -> SimpleNamespace:
        """Return the row of a report."""
        board, state = self.board, State(report.state)
        found = far_of(board, report)
        reminded = board.reminded.get(report.report_id)
        awaited = report.state in AWAITED and not board.is_closed(report)
        return SimpleNamespace(
            code=report.reporter,
            name=board.names[report.reporter],
            address=address_of(board, report),
            more_time=address_of(board, report, "more-time"),
            region=self.regions.get(report.region, ""),
            state=self.states[state],
            icon=STATE_ICONS[state],
            cells=self.joined(found),
            deadline=self.day(board.deadline_of(report)),
            is_extended=report.extended_to is not None and report.extended_to > board.round.closes_on,
            is_late=board.is_late(report),
            last=self.day(board.day(report.changed_at)) if report.changed_at else "",
            queries=board.queries_of[report.report_id],
            has_focal_point=report.reporter in board.with_focal_point,
            reminded=self.reminded(board.day(reminded)) if reminded else "",
            may_remind=awaited and (reminded is None or reminded <= now() - NOT_AGAIN_BEFORE),
            may_extend=report.state in AWAITED,
        )

    def joined(self, found: Mapping[str, Far]) -> Markup:
        """Return the cells of a row; many rows are the same."""
        key = tuple(found.values())
        if key not in self.cells:
            self.cells[key] = Markup("").join(self.cell[name, far] for name, far in found.items())
        return self.cells[key]

    def reminded(self, when: date) -> Markup:
        """Say when the focal points were last reminded."""
        return visit().say(say("board/reminded", "Reminded on {day}", day=short_date(when, visit().place)))

    def day(self, when: date) -> Markup:
        """Write a day in its short form."""
        if when not in self.days:
            self.days[when] = escape(short_date(when, visit().place))
        return self.days[when]


def far_of(board: Board, report: BoardReport) -> dict[str, Far]:
    """Return the progress of each section of a report; an open query takes precedence."""
    return {
        name: Far.QUERIED if board.queries.get((report.report_id, name)) else section.far(report.state)
        for name, section in board.progress[report.report_id].items()
    }


def address_of(board: Board, report: BoardReport, page: str = "") -> str:
    """Return the address of a page of a report; by default its summary if submitted, else its sections."""
    at = ("reports", board.round.form, str(board.round.year), report.reporter)
    first = "summary" if report.submitted_at is not None else ""
    return visit().url(*at, *(part for part in (page or first,) if part))


def sheet(board: Board) -> DataTable:
    """Return the board as a table for spreadsheets, with codes for programs and words for people."""
    here = visit()

    def label(message: Message) -> str:
        return here.plain(message)

    fields = (
        Field("reporter", label(say("board/column-code", "Code")), Type.CODE),
        Field("name", label(SORTS["name"].label)),
        Field("region", label(say("home/region", "Region"))),
        Field("state", label(SORTS["state"].label)),
        Field("deadline", label(SORTS["deadline"].label), Type.DATE),
        Field("last_activity", label(say("board/last", "Last activity")), Type.DATE),
        Field(
            "queries_open",
            label(say("board/queries", "Open queries", note="heading of a column")),
            Type.INTEGER,
        ),
        *(Field(section.id, here.plain(section.title)) for section in board.form.sections),
    )
    return DataTable("board", fields, lambda: _lines(board))


def _lines(board: Board) -> Iterator[list[str | int | float | None]]:
    here = visit()
    words = {far: here.plain(word) for far, (_, word) in LABELS.items()}
    for report in board.shown:
        region = ILO_REGIONS.get(report.region)
        yield [
            report.reporter,
            board.names[report.reporter],
            here.plain(region) if region else "",
            here.plain(STATE_LABELS[State(report.state)]),
            board.deadline_of(report).isoformat(),
            board.day(report.changed_at).isoformat() if report.changed_at else "",
            board.queries_of[report.report_id],
            *(words[far] for far in far_of(board, report).values()),
        ]
