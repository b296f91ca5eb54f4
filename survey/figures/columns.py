"""Columns: all answers of a round side by side, a column for each question, row and cell, region by region.

Reads the contents of snapshots in a single pass and keeps no content; knows no statistics. The values of a
country's own rows (next steps), or of the entries of a list, share a column; each value has its entry.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from survey.figures.asking import Asking, asking, fixed_rows
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.numbers.breakdowns import cell_keys
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from survey.answers.replies import Reply
    from survey.figures.cases import Case
    from survey.questionnaire.model import Question, Questionnaire


Key = tuple[int, str]
"""The number of the report that holds a value, and the entry it is in."""


@dataclass(slots=True)
class Column:
    """Values with the numbers of their reports, and with their currencies or entries, if any."""

    who: list[int] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    currencies: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)

    def extend(self, other: Column) -> None:
        """Add the values of another column."""
        self.who += other.who
        self.values += other.values
        self.currencies += other.currencies
        self.entries += other.entries

    def only(self, report: int) -> Column:
        """Return the values of a report (reports are in ascending order within a region)."""
        first, last = bisect_left(self.who, report), bisect_right(self.who, report)
        mine = slice(first, last)
        return Column(self.who[mine], self.values[mine], self.currencies[mine], self.entries[mine])

    def of_entry(self, entry: str) -> Column:
        """Return the values of an entry (of a single report)."""
        at = [number for number, code in enumerate(self.entries) if code == entry]
        return Column(
            [self.who[number] for number in at],
            [self.values[number] for number in at],
            [self.currencies[number] for number in at] if self.currencies else [],
            [entry] * len(at),
        )


NOTHING = Column()


@dataclass(slots=True)
class Slot:
    """The answers to a question in a row: a column for each cell, missing reasons, unasked reports, years.

    By report, and by entry where the rows are the country's own: the reasons of those who are `silent`, the
    percentages that are `calculated` (also by cell), and the answers `carried` over from the round before.
    """

    cells: dict[str, Column] = field(default_factory=lambda: defaultdict(Column))
    missing: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    unasked: list[int] = field(default_factory=list)
    years: Column = field(default_factory=Column)
    silent: dict[Key, str] = field(default_factory=dict)
    carried: set[Key] = field(default_factory=set)
    calculated: set[tuple[Key, str]] = field(default_factory=set)


EMPTY = Slot()


@dataclass(frozen=True, slots=True)
class RegionQuestion:
    """A question in a region: its slots by row, and what is needed to read its answers."""

    own_rows: bool
    money: bool
    slots: dict[str, Slot] = field(default_factory=lambda: defaultdict(Slot))


@dataclass(frozen=True, slots=True)
class Block:
    """The reports of a region, and their answers to each question."""

    questions: Mapping[str, RegionQuestion]
    reports: list[int] = field(default_factory=list)

    def slot(self, question: str, row: str) -> Slot:
        """Return the answers to a question in a row; the country's own rows and entries share a slot."""
        asked = self.questions.get(question)
        if asked is None:
            return EMPTY
        return asked.slots.get("" if asked.own_rows else row, EMPTY)

    def column(self, question: str, row: str, cell: str) -> Column:
        """Return the column of a cell; an empty column where nobody answered."""
        return self.slot(question, row).cells.get(cell, NOTHING)


class ReportKey(NamedTuple):
    """A report without its content: its reporter, its id and its state."""

    reporter: str
    report_id: int
    state: str


@dataclass
class Columns:
    """The answers of a round: its reports by number, and a block for each region."""

    questionnaire: Questionnaire
    reports: list[ReportKey] = field(default_factory=list)
    number_of: dict[str, int] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=dict)

    def enter(self, case: Case, region: str) -> tuple[int, Block]:
        """Give a report its number and its block."""
        if case.reporter in self.number_of:
            raise ValueError(f"two reports of {case.reporter}: a reporter has one report a round")
        number = self.number_of[case.reporter] = len(self.reports)
        self.reports.append(ReportKey(case.reporter, case.report_id, case.state))
        if region not in self.blocks:
            questions = self.questionnaire.questions.values()
            self.blocks[region] = Block({question.id: _asked(question) for question in questions})
        self.blocks[region].reports.append(number)
        return number, self.blocks[region]


def read_cases(
    questionnaire: Questionnaire, cases: Iterable[Case], region_of: Callable[[Case], str]
) -> Columns:
    """Read the contents of all reports into columns, report by report."""
    columns, conditions = Columns(questionnaire), asking(questionnaire)
    for case in cases:
        number, block = columns.enter(case, region_of(case))
        _take_answers(block.questions, number, case.content["answers"])
        _take_entries(block.questions, number, case.content["entries"])
        _take_conditions(block.questions, conditions, number, case.content)
    return columns


def _asked(question: Question) -> RegionQuestion:
    money = isinstance(question.kind, Number) and question.kind.is_money
    return RegionQuestion(own_rows=has_own_rows(question), money=money)


def _take_answers(
    questions: Mapping[str, RegionQuestion], number: int, answers: Mapping[str, Mapping[str, Any]]
) -> None:
    """Append a report's answers to their columns. This loop takes most of the time."""
    for question, rows in answers.items():
        asked = questions.get(question)
        if asked is None:
            continue
        own_rows, money, slots = asked.own_rows, asked.money, asked.slots
        for row, answer in rows.items():
            slot = slots["" if own_rows else row]
            if "reference_year" in answer or "carried" in answer:
                _take_evidence(slot, (number, row if own_rows else ""), answer)
            if "missing" in answer:
                slot.missing[answer["missing"]].append(number)
                slot.silent[number, row if own_rows else ""] = answer["missing"]
            elif "cells" in answer:
                for cell, value in answer["cells"].items():
                    column = slot.cells[cell]
                    column.who.append(number)
                    column.values.append(value)
                    if money:
                        column.currencies.append(answer.get("currency", ""))
                    if own_rows:
                        column.entries.append(row)


def _take_evidence(slot: Slot, key: Key, answer: Mapping[str, Any]) -> None:
    if "reference_year" in answer:
        slot.years.who.append(key[0])
        slot.years.values.append(answer["reference_year"])
        slot.years.entries.append(key[1])
    if answer.get("carried"):
        slot.carried.add(key)


def _take_entries(
    questions: Mapping[str, RegionQuestion], number: int, entries: Mapping[str, list[str]]
) -> None:
    """Count the entries of each list; a list without entries says nothing."""
    for question, codes in entries.items():
        if question in questions and codes:
            column = questions[question].slots[""].cells[TOTAL]
            column.who.append(number)
            column.values.append(len(codes))


def _take_conditions(
    questions: Mapping[str, RegionQuestion], conditions: Asking, number: int, content: Mapping[str, Any]
) -> None:
    """Note which questions were not asked, and add calculated values and percentages."""
    relevance = conditions.relevance(content)
    if relevance is None:
        return
    for question_id, row in conditions.unasked(relevance):
        questions[question_id].slots[row].unasked.append(number)
    for question, row, value in conditions.values(relevance):
        own = questions[question.id].own_rows
        column = questions[question.id].slots["" if own else row].cells[TOTAL]
        column.who.append(number)
        column.values.append(value)
        if own:
            column.entries.append(row)
    for reply in conditions.percentages(relevance):
        _take_percentages(questions[reply.question], number, reply)


def _take_percentages(asked: RegionQuestion, number: int, reply: Reply) -> None:
    slot, entry = asked.slots["" if asked.own_rows else reply.row], reply.row if asked.own_rows else ""
    for cell in reply.calculated:
        column = slot.cells[cell]
        column.who.append(number)
        column.values.append(reply.cells[cell])
        if asked.own_rows:
            column.entries.append(entry)
        slot.calculated.add(((number, entry), cell))


def places_of(questionnaire: Questionnaire) -> Iterator[tuple[Question, str, str]]:
    """Yield every question that has figures, with its fixed rows and its cells, in order."""
    for question in questionnaire.questions.values():
        if not (question.kind.asks or question.kind.columns()):
            continue
        by = question.kind.by if isinstance(question.kind, Number) else ()
        for row in fixed_rows(question):
            for cell in cell_keys(by):
                yield question, row, cell


def has_own_rows(question: Question) -> bool:
    """Tell whether its rows are the country's own, or the entries of a list."""
    return bool(question.rows_from or question.inside)


def is_list(question: Question) -> bool:
    """Tell whether a question is a list; its value is the number of its entries."""
    return isinstance(question.kind, Entries)
