"""A report summed up for a reader: what changed, how far things are, what is told, what is missing and why.

Knows this year's answers and last year's as values; never words, pages, or who reads them.
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
    """What became of an answer since last year."""

    SAME = "same"
    CHANGED = "changed"
    CAME = "came"
    WENT = "went"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One answer that is asked for: this year's, last year's, and how they stand to each other."""

    section: Section
    question: Question
    row: Option
    now: Reply
    before: Reply
    turn: Turn
    change: Change | None = None

    @property
    def differs(self) -> bool:
        """Tell whether it says something else than last year."""
        return self.turn not in (Turn.SAME, Turn.BLANK)

    @property
    def is_as_before(self) -> bool:
        """Tell whether there is nothing new to read: the same answer, or none again for the same reason."""
        return self.turn is Turn.SAME or (self.turn is Turn.BLANK and self.now.missing == self.before.missing)

    @property
    def is_figure(self) -> bool:
        """Tell whether a number is asked for."""
        return isinstance(self.question.kind, Number)

    @property
    def is_words(self) -> bool:
        """Tell whether words are asked for, which nothing can be counted from."""
        return isinstance(self.question.kind, (Narrative, ShortText))


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """The lines of one question, row by row, each with the further columns that stand beside it."""

    question: Question
    rows: tuple[tuple[Option, tuple[SummaryLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class SummaryList:
    """A list of a country's own: its entries in order, those that are new, how many there were last year."""

    section: Section
    question: Question
    entries: tuple[tuple[str, tuple[Reply, ...]], ...]
    came: frozenset[str]
    before: int


class Tally(NamedTuple):
    """So many of so many rows are answered with yes."""

    done: int
    all: int


class CitedSource(NamedTuple):
    """Where figures were taken from, and of which year they are."""

    source: str
    link: str
    reference_year: int | None


@dataclass(frozen=True)
class Summary:
    """A report summed up; `last` is None where there was none to compare with."""

    relevance: Relevance
    last: Replies | None
    lines: tuple[SummaryLine, ...]

    @cached_property
    def headlines(self) -> tuple[SummaryLine, ...]:
        """What changed among the answers that the questionnaire names first."""
        return tuple(one for one in self._changed() if one.question.headline)

    @cached_property
    def further(self) -> tuple[SummaryLine, ...]:
        """All else that changed, texts of several paragraphs apart: they are told in full."""
        return tuple(one for one in self._changed() if not one.question.headline)

    def _changed(self) -> Iterator[SummaryLine]:
        if self.last is not None:
            yield from (
                one for one in self.lines if one.differs and not isinstance(one.question.kind, Narrative)
            )

    @cached_property
    def progress(self) -> tuple[SummaryTable, ...]:
        """Where the questionnaire says that progress is seen, in its own order."""
        return tuple(one for one in tables(self.lines) if one.question.headline == "progress")

    @cached_property
    def told(self) -> tuple[SummaryLine, ...]:
        """What was told in several sentences; remarks on the rows of `progress` stand there."""
        remarks = {one.question.id for one in self.progress}
        return tuple(
            one
            for one in self.lines
            if isinstance(one.question.kind, Narrative)
            and one.now.value
            and one.question.table not in remarks
        )

    @cached_property
    def figures(self) -> tuple[SummaryLine, ...]:
        """Everything that asks for a number."""
        return tuple(one for one in self.lines if one.is_figure)

    @cached_property
    def gaps(self) -> dict[str, tuple[SummaryLine, ...]]:
        """What has no answer, by the reason given; those without any come last, under a blank."""
        missing = [one for one in self.lines if not one.now.cells and _is_missed(one)]
        found = {reason: [one for one in missing if one.now.missing == reason] for reason in _REASONS}
        return {reason: tuple(lines) for reason, lines in found.items() if lines}

    @cached_property
    def sources(self) -> dict[CitedSource, tuple[Question, ...]]:
        """Every source that was named, with the questions it speaks for."""
        found: dict[CitedSource, list[Question]] = {}
        for question, reply in self._evidence:
            if reply.source or reply.link:
                at = CitedSource(reply.source, reply.link, reply.reference_year)
                found.setdefault(at, []).append(question)
        return {source: tuple(dict.fromkeys(questions)) for source, questions in found.items()}

    @cached_property
    def reported(self) -> dict[str, tuple[Question, ...]]:
        """Where something was already reported, in the questionnaire's order, with the questions."""
        return {
            option.code: questions
            for option in self.relevance.questionnaire.reported_to
            if (questions := tuple(one for one, reply in self._evidence if option.code in reply.reported_to))
        }

    @cached_property
    def remarks(self) -> tuple[tuple[Question, Reply], ...]:
        """Every comment that stands beside a figure."""
        return tuple(found for found in self._evidence if found[1].comment)

    @cached_property
    def _evidence(self) -> tuple[tuple[Question, Reply], ...]:
        """The replies that hold evidence, once each: a question with rows has it for all of them."""
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
    """Sum a report up, beside last year's accepted answers if there are any."""
    return Summary(relevance, last, tuple(_lines(relevance, last or Replies())))


def tables(lines: Iterable[SummaryLine]) -> Iterator[SummaryTable]:
    """The lines by the question that heads them: those of a table row by row, all others alone."""
    heads: dict[str, Question] = {}
    found: dict[str, dict[str, list[SummaryLine]]] = {}
    for one in lines:
        name = one.question.table or one.question.id
        heads.setdefault(name, one.question)
        found.setdefault(name, {}).setdefault(one.row.code, []).append(one)
    for name, rows in found.items():
        yield SummaryTable(heads[name], tuple((columns[0].row, tuple(columns)) for columns in rows.values()))


def tally(table: SummaryTable, last: bool = False) -> Tally | None:
    """How many rows are answered with yes, now or last year; None where that is not the question."""
    if not isinstance(table.question.kind, YesNo) or not table.question.has_rows:
        return None
    heads = [line for _, columns in table.rows for line in columns if line.question is table.question]
    said = [(one.before if last else one.now).value for one in heads]
    if last and not any(value is not None for value in said):
        return None
    return Tally(sum(value == YES for value in said), len(heads))


def evidence_of(relevance: Relevance, line: SummaryLine) -> Reply:
    """The reply in which the evidence for an answer is given."""
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
    """Tell whether a reader misses an answer: lines of text are optional company of other answers."""
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
