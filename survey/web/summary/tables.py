"""The indicators of a summary as tables, by dimension and theme: beside last year, or through all rounds.

Knows the order of the questionnaire and the contents of a row; `words` says them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from survey.answers.differences.tracing import trace
from survey.answers.summing import tables
from survey.questionnaire.kinds.writing.narrative import Narrative
from survey.questionnaire.kinds.writing.text import ShortText
from survey.web.summary.parts import GENERAL, NOTHING, SummaryRow, source_of
from survey.web.summary.sparkline import sparkline
from survey.web.summary.words import BETWEEN, LABEL, changes_said, value_said, values_said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from survey.answers.summing import SummaryLine, SummaryList, SummaryTable
    from survey.questionnaire.model import Section
    from survey.web.summary.context import OpenSummary


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry of a list: its name, its other values by label, and whether it is new this year."""

    name: Markup
    rest: tuple[tuple[Markup, Markup], ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class ListedEntries:
    """A list of the country's own entries."""

    label: Markup
    entries: tuple[ListedEntry, ...]


@dataclass(slots=True)
class SectionTables:
    """A section of the questionnaire: rows that differ, rows that are as last year, and lists."""

    title: Markup
    rows: list[SummaryRow] = field(default_factory=list)
    same: list[SummaryRow] = field(default_factory=list)
    lists: list[ListedEntries] = field(default_factory=list)

    @property
    def is_filled(self) -> bool:
        """Tell whether there is anything to show."""
        return bool(self.rows or self.same or self.lists)

    @property
    def answers_as_before(self) -> int:
        """The number of rows that are as last year."""
        return sum(not row.is_head for row in self.same)

    def add(self, rows: Sequence[SummaryRow]) -> None:
        """Add the rows of a table; each part that has rows gets the head row."""
        heads = [row for row in rows if row.is_head]
        for place, is_as_before in ((self.rows, False), (self.same, True)):
            found = [row for row in rows if not row.is_head and row.is_as_before is is_as_before]
            place.extend([*heads, *found] if found else ())


def indicators(report: OpenSummary, with_years: bool = False) -> list[tuple[Markup, list[SectionTables]]]:
    """Return everything that can be counted or compared, by dimension and theme; with years if wanted."""
    parts = {section.id: SectionTables(report.visit.say(section.title)) for section in report.form.sections}
    for table in tables(report.summary.lines):
        if _is_counted(table):
            section = report.form.section_of[table.question.id]
            parts[section.id].add(list(_rows(report, table, with_years)))
    for listed in report.summary.lists:
        parts[listed.section.id].lists.append(_entries(report, listed))
    filled = [section for section in report.form.sections if parts[section.id].is_filled]
    return [
        (title, [parts[section.id] for section in sections])
        for title, sections in groupby(filled, lambda section: _heading(report, section))
    ]


def _is_counted(table: SummaryTable) -> bool:
    """Tell whether a table belongs here: other parts show texts and progress step by step."""
    kind, is_progress = table.question.kind, table.question.headline == "progress"
    return not isinstance(kind, (Narrative, ShortText)) and not (is_progress and table.question.has_rows)


def _heading(report: OpenSummary, section: Section) -> Markup:
    """Return the heading of a section: its dimension, and its theme if it has a theme."""
    tags = (
        report.form.dimensions[section.dimension].label if section.dimension else None,
        report.form.themes[section.theme].label if section.theme else None,
    )
    said = [report.visit.say(tag) for tag in tags if tag is not None]
    return Markup(" · ").join(said) if said else report.visit.say(GENERAL)


def _rows(report: OpenSummary, table: SummaryTable, with_years: bool) -> Iterator[SummaryRow]:
    """Yield the rows of a table, under a head row if there are several."""
    label, has_rows = report.visit.say(table.question.label), table.question.has_rows
    source = source_of(report, table.rows[0][1][0])
    if has_rows:
        yield SummaryRow(label=label, source=source, is_head=True)
    for option, answers in table.rows:
        columns = [line for line in answers if not isinstance(line.question.kind, Narrative)]
        row = SummaryRow(
            label=report.visit.say(option.label) if has_rows else label,
            spark=_spark(report, columns),
            source=NOTHING if has_rows else source,
            is_part=has_rows,
            ask=report.ask_about(answers[0]),
        )
        if with_years:
            yield replace(row, values=tuple(_through(report, columns)))
        else:
            yield _beside(report, columns, row)


def _beside(report: OpenSummary, columns: Sequence[SummaryLine], row: SummaryRow) -> SummaryRow:
    """Return a row with its answers, last year's, and the difference; equal answers are said once."""
    now = values_said(report.visit, columns)
    if report.last_year is None:
        return replace(row, now=now)
    if all(line.is_as_before for line in columns):
        return replace(row, now=now, is_as_before=True)
    before = values_said(report.visit, columns, last=True)
    return replace(row, now=now, before=before, change=changes_said(report.visit, columns))


def _spark(report: OpenSummary, columns: Sequence[SummaryLine]) -> Markup:
    """Draw the first number of a row over the years."""
    traced = (trace(line.question, line.row.code, report.told) for line in columns)
    return next((drawn for points in traced if (drawn := sparkline(points))), NOTHING)


def _through(report: OpenSummary, columns: Sequence[SummaryLine]) -> Iterator[Markup]:
    """Yield the answers of a row in each round; equal answers are put into words once."""
    known: dict[tuple[object, ...], Markup] = {}
    for replies in report.told.values():
        given = [replies.of(line.question.id, line.row.code) for line in columns]
        key = tuple((*reply.cells.values(), reply.missing, reply.currency, reply.lang) for reply in given)
        if key not in known:
            said = (
                value_said(report.visit, line.question, reply)
                for line, reply in zip(columns, given, strict=True)
            )
            known[key] = BETWEEN.join(value for value in said if value)
        yield known[key]


def _entries(report: OpenSummary, listed: SummaryList) -> ListedEntries:
    fields = {inner.id: inner for inner in listed.question.fields}
    entries = []
    for code, replies in listed.entries:
        said = [
            (
                report.visit.say(LABEL, label=fields[reply.question].label),
                value_said(report.visit, fields[reply.question], reply),
            )
            for reply in replies
        ]
        name = said[0][1] if said else NOTHING
        entries.append(ListedEntry(name, tuple(said[1:]), code in listed.came))
    return ListedEntries(report.visit.say(listed.question.label), tuple(entries))
