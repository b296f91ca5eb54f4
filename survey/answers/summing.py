"""Sums up a report for a reader: what changed, the progress, the narratives, what is missing and why.

Knows this year's and last year's answers as values; not words, pages, or who reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from survey.answers.differences.comparing import Change, change
from survey.answers.replies import Replies, Reply
from survey.answers.rows import rows_of
from survey.questionnaire.kinds.choosing.yes_no import YesNo
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.kinds.writing.narrative import Narrative
from survey.questionnaire.kinds.writing.text import ShortText
from survey.questionnaire.model import MISSING_REASONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from survey.answers.relevance import Relevance
    from survey.questionnaire.declarations import Option
    from survey.questionnaire.model import Question, Section

YES = "yes"


class Turn(StrEnum):
    """How an answer changed since last year."""

    SAME = "same"
    CHANGED = "changed"
    CAME = "came"
    WENT = "went"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A relevant question in a row: this year's answer, last year's, and how they differ."""

    section: Section
    question: Question
    row: Option
    now: Reply
    before: Reply
    turn: Turn
    change: Change | None = None

    @property
    def differs(self) -> bool:
        """Tell whether the answer differs from last year's."""
        return self.turn not in (Turn.SAME, Turn.BLANK)

    @property
    def is_as_before(self) -> bool:
        """Tell whether there is nothing new: the same answer, or again no answer for the same reason."""
        return self.turn is Turn.SAME or (self.turn is Turn.BLANK and self.now.missing == self.before.missing)

    @property
    def is_figure(self) -> bool:
        """Tell whether the answer is a number."""
        return isinstance(self.question.kind, Number)

    @property
    def is_words(self) -> bool:
        """Tell whether the answer is a text, which cannot be counted."""
        return isinstance(self.question.kind, (Narrative, ShortText))


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """The lines of a question, row by row, each with the lines of the further columns of its table."""

    question: Question
    rows: tuple[tuple[Option, tuple[SummaryLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class SummaryList:
    """A list filled by the country: its entries, which of them are new, and how many there were last year."""

    section: Section
    question: Question
    entries: tuple[tuple[str, tuple[Reply, ...]], ...]
    came: frozenset[str]
    before: int


class Tally(NamedTuple):
    """How many rows are answered with yes (`done`), of how many (`all`)."""

    done: int
    all: int


class CitedSource(NamedTuple):
    """Where figures come from, and their reference year."""

    source: str
    link: str
    reference_year: int | None


@dataclass(frozen=True)
class Summary:
    """A report summed up; `last` is None if there is no report to compare with."""

    relevance: Relevance
    last: Replies | None
    lines: tuple[SummaryLine, ...]

    @cached_property
    def headlines(self) -> tuple[SummaryLine, ...]:
        """The changes among the answers that the questionnaire names as headlines."""
        return tuple(line for line in self._changed() if line.question.headline)

    @cached_property
    def further(self) -> tuple[SummaryLine, ...]:
        """All other changes, except narratives: these are shown in full."""
        return tuple(line for line in self._changed() if not line.question.headline)

    def _changed(self) -> Iterator[SummaryLine]:
        if self.last is not None:
            yield from (
                line for line in self.lines if line.differs and not isinstance(line.question.kind, Narrative)
            )

    @cached_property
    def progress(self) -> tuple[SummaryTable, ...]:
        """The tables that the questionnaire marks as progress, in question order."""
        return tuple(table for table in tables(self.lines) if table.question.headline == "progress")

    @cached_property
    def told(self) -> tuple[SummaryLine, ...]:
        """The answered narratives, except the remarks on rows of `progress`."""
        remarks = {table.question.id for table in self.progress}
        return tuple(
            line
            for line in self.lines
            if isinstance(line.question.kind, Narrative)
            and line.now.value
            and line.question.table not in remarks
        )

    @cached_property
    def figures(self) -> tuple[SummaryLine, ...]:
        """The lines whose answer is a number."""
        return tuple(line for line in self.lines if line.is_figure)

    @cached_property
    def gaps(self) -> dict[str, tuple[SummaryLine, ...]]:
        """The lines without an answer, by reason; lines without a reason come last, under a blank."""
        missing = [line for line in self.lines if not line.now.cells and _is_missed(line)]
        found = {reason: [line for line in missing if line.now.missing == reason] for reason in _REASONS}
        return {reason: tuple(lines) for reason, lines in found.items() if lines}

    @cached_property
    def sources(self) -> dict[CitedSource, tuple[Question, ...]]:
        """Every cited source, with the questions that cite it."""
        found: dict[CitedSource, list[Question]] = {}
        for question, reply in self._evidence:
            if reply.source or reply.link:
                source = CitedSource(reply.source, reply.link, reply.reference_year)
                found.setdefault(source, []).append(question)
        return {source: tuple(dict.fromkeys(questions)) for source, questions in found.items()}

    @cached_property
    def reported(self) -> dict[str, tuple[Question, ...]]:
        """Where answers were already reported, in the order of the questionnaire, with the questions."""
        return {
            option.code: questions
            for option in self.relevance.questionnaire.reported_to
            if (
                questions := tuple(
                    question for question, reply in self._evidence if option.code in reply.reported_to
                )
            )
        }

    @cached_property
    def remarks(self) -> tuple[tuple[Question, Reply], ...]:
        """Every comment on an answer."""
        return tuple((question, reply) for question, reply in self._evidence if reply.comment)

    @cached_property
    def _evidence(self) -> tuple[tuple[Question, Reply], ...]:
        """The replies that hold evidence, once each: all rows of a question share their evidence."""
        replies = self.relevance.replies
        return tuple(
            (question, reply)
            for question in self.relevance.questionnaire.questions.values()
            if question.evidence and self.relevance.includes_any(question)
            for reply in [replies.of(question.id)]
        )

    @cached_property
    def lists(self) -> tuple[SummaryList, ...]:
        """The lists that have entries."""
        return tuple(_listed(self.relevance, self.last or Replies()))


_REASONS = (*MISSING_REASONS, "")


def summed(relevance: Relevance, last: Replies | None) -> Summary:
    """Sum up a report beside last year's accepted answers, if there are any."""
    return Summary(relevance, last, tuple(_lines(relevance, last or Replies())))


def tables(lines: Iterable[SummaryLine]) -> Iterator[SummaryTable]:
    """Yield the lines grouped by table, row by row; a question without a table is a group of its own."""
    heads: dict[str, Question] = {}
    found: dict[str, dict[str, list[SummaryLine]]] = {}
    for line in lines:
        name = line.question.table or line.question.id
        heads.setdefault(name, line.question)
        found.setdefault(name, {}).setdefault(line.row.code, []).append(line)
    for name, rows in found.items():
        yield SummaryTable(heads[name], tuple((columns[0].row, tuple(columns)) for columns in rows.values()))


def tally(table: SummaryTable, last: bool = False) -> Tally | None:
    """Count the rows answered with yes, now or last year; None if the table does not ask yes or no."""
    if not isinstance(table.question.kind, YesNo) or not table.question.has_rows:
        return None
    heads = [line for _, columns in table.rows for line in columns if line.question is table.question]
    said = [(line.before if last else line.now).value for line in heads]
    if last and not any(value is not None for value in said):
        return None
    return Tally(sum(value == YES for value in said), len(heads))


def evidence_of(relevance: Relevance, line: SummaryLine) -> Reply:
    """Return the reply that holds the evidence for an answer."""
    questions = relevance.questionnaire.questions
    giver = questions[line.question.evidence_from or line.question.id]
    return relevance.replies.of(giver.id, "" if giver.has_rows else line.row.code)


def _lines(relevance: Relevance, last: Replies) -> Iterator[SummaryLine]:
    for section in relevance.questionnaire.sections:
        if not relevance.includes_section(section):
            continue
        for question in section.questions:
            if question.kind.asks and not isinstance(question.kind, Entries):
                yield from _of_question(relevance, section, question, last)


def _of_question(
    relevance: Relevance, section: Section, question: Question, last: Replies
) -> Iterator[SummaryLine]:
    for row in rows_of(question, relevance.replies):
        if not relevance.includes(question, row.code):
            continue
        now, before = relevance.replies.of(question.id, row.code), last.of(question.id, row.code)
        turn = _turn(before, now)
        found = change(question, before, now) if turn in (Turn.SAME, Turn.CHANGED) else None
        yield SummaryLine(section, question, row, now, before, turn, found)


def _turn(before: Reply, now: Reply) -> Turn:
    if not now.cells:
        return Turn.WENT if before.cells else Turn.BLANK
    if not before.cells:
        return Turn.CAME
    same = now.cells == before.cells and now.currency == before.currency
    return Turn.SAME if same else Turn.CHANGED


def _is_missed(line: SummaryLine) -> bool:
    """Tell whether a missing answer matters: short texts and further columns are optional."""
    return not isinstance(line.question.kind, ShortText) and not line.question.beside


def _listed(relevance: Relevance, last: Replies) -> Iterator[SummaryList]:
    for question in relevance.questionnaire.asked():
        codes = relevance.replies.entries.get(question.id, ())
        if not isinstance(question.kind, Entries) or not codes or not relevance.includes(question):
            continue
        before = last.entries.get(question.id, ())
        section = relevance.questionnaire.section_of[question.id]
        entries = tuple((code, tuple(_fields(relevance, question, code))) for code in codes)
        came = frozenset(codes) - frozenset(before) if last.by_place else frozenset()
        yield SummaryList(section, question, entries, came, len(before))


def _fields(relevance: Relevance, question: Question, entry: str) -> Iterator[Reply]:
    for inner in question.fields:
        reply = relevance.replies.of(inner.id, entry)
        if relevance.includes(inner, entry) and reply.answered:
            yield reply
