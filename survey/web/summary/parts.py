"""The parts of a summary, ready for its page: lines of tables, narratives, gaps and sources in words.

Knows the order of the parts; `words` says them, `answers.summing` decides what they contain.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from survey.answers.summing import SummaryLine, SummaryTable, Turn, evidence_of, tally
from survey.exports.phrases import REASONS
from survey.messages import say
from survey.questionnaire.kinds.numbers.number import Number
from survey.web.summary.words import (
    changes_said,
    language_said,
    source_said,
    value_said,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from survey.messages import Message
    from survey.questionnaire.model import Section
    from survey.web.summary.context import OpenSummary

NOTHING = Markup()
NO_REASON = say("summary/no-reason", "No answer, and no reason given")
TALLY = say("summary/tally", "{done} of {all}")
PART_OF_WHOLE = say("summary/part-of-whole", "{part} of {whole}")
GENERAL = say("forms/general", "General")
ROW_OF = say("summary/row-of", "{question}: {row}")


@dataclass(frozen=True, slots=True)
class Short:
    """A key fact: its label, its value now and before, and a bar if it is a share."""

    label: Markup
    now: Markup
    before: Markup = NOTHING
    share: float | None = None


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A row of a table; a head row names the question of the rows that follow."""

    label: Markup
    now: Markup = NOTHING
    before: Markup = NOTHING
    change: Markup = NOTHING
    spark: Markup = NOTHING
    source: Markup = NOTHING
    is_head: bool = False
    is_part: bool = False
    about: Markup = NOTHING
    ask: str = ""
    """The address on which to ask a query about it."""
    values: tuple[Markup, ...] = ()
    is_as_before: bool = False


@dataclass(frozen=True, slots=True)
class ShownNarrative:
    """A narrative in full, in its own language, with its question and how it differs from last year."""

    label: Markup
    text: str
    lang: str
    language: Markup
    turn: Message | None
    before: str
    before_lang: str
    ask: str


def in_short(report: OpenSummary) -> list[Short]:
    """Return progress in a few figures."""
    found = [short for table in report.summary.progress for short in _progress(report, table)]
    missing = sum(not line.now.cells for line in report.summary.figures)
    label = report.visit.say(say("summary/figures-missing", "Figures that are missing"))
    found.append(Short(label, _of(report, missing, len(report.summary.figures))))
    if report.last_year is not None:
        differ = sum(line.differs for line in report.summary.lines)
        label = report.visit.say(say("summary/answers-changed", "Answers that changed since last year"))
        found.append(Short(label, _of(report, differ, len(report.summary.lines))))
    return found


def _of(report: OpenSummary, done: int, all_: int) -> Markup:
    return report.visit.say(TALLY, done=done, all=all_)


def _progress(report: OpenSummary, table: SummaryTable) -> Iterator[Short]:
    label = report.visit.say(table.question.label)
    found, before = tally(table), tally(table, last=True)
    if found is not None:
        last = _of(report, *before) if before else NOTHING
        yield Short(label, _of(report, *found), last, found.done / found.all if found.all else None)
    elif not table.question.has_rows:
        line = table.rows[0][1][0]
        value = line.now.value
        share = float(value) / 100 if isinstance(value, (int, float)) and _is_percent(line) else None
        yield Short(
            label, _with_parts(report, line), value_said(report.visit, line.question, line.before), share
        )


def _is_percent(line: SummaryLine) -> bool:
    return isinstance(line.question.kind, Number) and line.question.kind.is_percent


def _with_parts(report: OpenSummary, line: SummaryLine) -> Markup:
    """Return a share, with the two numbers of its fraction if both are known."""
    said = value_said(report.visit, line.question, line.now)
    rate = getattr(line.question.kind, "rate_of", None)
    if rate is None or not line.now.cells:
        return said
    part, whole = (report.summary.relevance.value_of(asked, line.row.code) for asked in rate)
    if part is None or whole is None:
        return said
    return Markup("{} <small>{}</small>").format(
        said, report.visit.say(PART_OF_WHOLE, part=part, whole=whole)
    )


def changed(report: OpenSummary, lines: Sequence[SummaryLine]) -> list[SummaryRow]:
    """Return the rows of changed answers, each with its section."""
    return [
        SummaryRow(
            label=_full_label(report, line),
            now=value_said(report.visit, line.question, line.now),
            before=value_said(report.visit, line.question, line.before),
            change=changes_said(report.visit, (line,)),
            source=source_of(report, line),
            about=report.visit.say(line.section.title),
            ask=report.ask_about(line),
        )
        for line in lines
    ]


def _full_label(report: OpenSummary, line: SummaryLine) -> Markup:
    """Return the label of a question, with its row if it has rows."""
    if not line.row.label:
        return report.visit.say(line.question.label)
    return report.visit.say(ROW_OF, question=line.question.label, row=line.row.label)


def source_of(report: OpenSummary, line: SummaryLine) -> Markup:
    """Say where the answer of a line is from."""
    return source_said(report.visit, evidence_of(report.summary.relevance, line))


def steps(report: OpenSummary) -> list[tuple[Markup, list[SummaryRow]]]:
    """Return the tables that show progress row by row, with the remark on each row."""
    return [
        (report.visit.say(table.question.label), [_step(report, *row) for row in table.rows])
        for table in report.summary.progress
        if table.question.has_rows
    ]


def _step(report: OpenSummary, row: object, columns: tuple[SummaryLine, ...]) -> SummaryRow:
    head, *beside = columns
    remarks = Markup("<br>").join(
        said for line in beside if (said := value_said(report.visit, line.question, line.now))
    )
    return SummaryRow(
        label=report.visit.say(head.row.label),
        now=value_said(report.visit, head.question, head.now),
        before=value_said(report.visit, head.question, head.before),
        change=changes_said(report.visit, (head,)),
        about=remarks,
        ask=report.ask_about(head),
    )


def narratives(report: OpenSummary) -> list[tuple[Markup, list[ShownNarrative]]]:
    """Return the narratives section by section; sections about all themes come first."""
    told = sorted(report.summary.told, key=lambda line: bool(line.section.theme))
    return [
        (report.visit.say(section.title), [_told(report, line) for line in lines])
        for section, lines in _by_section(told)
    ]


def _by_section(lines: list[SummaryLine]) -> Iterator[tuple[Section, list[SummaryLine]]]:
    for _, found in groupby(lines, lambda line: line.section.id):
        listed = list(found)
        yield listed[0].section, listed


TOLD = {
    Turn.SAME: say("summary/told-same", "Same as last year", note="a text"),
    Turn.CHANGED: say("summary/told-changed", "Changed since last year", note="a text"),
    Turn.CAME: say("summary/told-new", "New this year", note="a text"),
}


def _told(report: OpenSummary, line: SummaryLine) -> ShownNarrative:
    turn = TOLD.get(line.turn) if report.last_year is not None else None
    return ShownNarrative(
        label=_full_label(report, line),
        text=str(line.now.value),
        lang=line.now.lang,
        language=language_said(report.visit, line.now.lang) if line.now.lang else NOTHING,
        turn=turn,
        before=str(line.before.value or "") if line.turn is Turn.CHANGED else "",
        before_lang=line.before.lang,
        ask=report.ask_about(line),
    )


def gaps(report: OpenSummary) -> list[tuple[Message, list[tuple[Markup, Markup, str]]]]:
    """Return what is missing, by the reason given, with comments."""
    return [
        (REASONS.get(reason, NO_REASON), [_gap(report, line) for line in lines])
        for reason, lines in report.summary.gaps.items()
    ]


def _gap(report: OpenSummary, line: SummaryLine) -> tuple[Markup, Markup, str]:
    comment = line.now.comment or evidence_of(report.summary.relevance, line).comment
    return _full_label(report, line), report.visit.say(line.section.title), comment


def sources(report: OpenSummary) -> list[tuple[Markup, str, list[Markup]]]:
    """Return the sources of figures, each with the questions that it supports."""
    found = []
    for source, questions in report.summary.sources.items():
        year = f" ({source.reference_year})" if source.reference_year else ""
        labels = [report.visit.say(question.label) for question in questions]
        found.append((escape((source.source or source.link) + year), _safe(source.link), labels))
    return found


def _safe(link: str) -> str:
    """Return a link if it leads to the web, else nothing."""
    return link if link.startswith(("https://", "http://")) and not any(s.isspace() for s in link) else ""


def reported(report: OpenSummary) -> list[tuple[Markup, list[Markup]]]:
    """Return where answers were already reported, and which."""
    options = {option.code: option.label for option in report.form.reported_to}
    return [
        (report.visit.say(options[code]), [report.visit.say(question.label) for question in questions])
        for code, questions in report.summary.reported.items()
    ]
