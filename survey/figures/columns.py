"""Columns: all answers of a round side by side, a column for each question, row and cell, region by region.

Reads the contents of snapshots in one pass and keeps no content; knows no statistics. What a country's own
rows (next steps) or the entries of a list say stands in one column together, each value with its entry.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from survey.figures.asking import Asking, Place, asking, fixed_rows
from survey.questionnaire.kinds.breakdowns import cell_keys
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.number import Number
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from survey.figures.cases import Case
    from survey.questionnaire.model import Question, Questionnaire


@dataclass(slots=True)
class Column:
    """Values with whose they are (as numbers of reports); with their currencies or entries, if any."""

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
        """The values of one report (reports stand in ascending order within a region)."""
        first, last = bisect_left(self.who, report), bisect_right(self.who, report)
        mine = slice(first, last)
        return Column(self.who[mine], self.values[mine], self.currencies[mine], self.entries[mine])


NOTHING = Column()
ByCell = dict[str, Column]


@dataclass(slots=True)
class Block:
    """The reports of one region: their answers, the reasons for having none, what was not asked."""

    reports: list[int] = field(default_factory=list)
    columns: dict[str, dict[str, ByCell]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(partial(defaultdict, Column)))
    )
    missing: dict[Place, dict[str, list[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    unasked: dict[Place, list[int]] = field(default_factory=lambda: defaultdict(list))
    years: dict[Place, Column] = field(default_factory=lambda: defaultdict(Column))

    def column(self, question: str, row: str, cell: str) -> Column:
        """One column, an empty one where nobody said anything."""
        return self.columns.get(question, {}).get(row, {}).get(cell, NOTHING)


class Report(NamedTuple):
    """Whose a report is, without its content."""

    reporter: str
    report_id: int
    state: str


class Shape(NamedTuple):
    """What reading a question's answers needs to know of it."""

    own_rows: bool
    money: bool


@dataclass
class Columns:
    """The answers of a round: its reports by number, and a block for each region."""

    questionnaire: Questionnaire
    reports: list[Report] = field(default_factory=list)
    number_of: dict[str, int] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=lambda: defaultdict(Block))


def read_cases(
    questionnaire: Questionnaire, cases: Iterable[Case], region_of: Callable[[Case], str]
) -> Columns:
    """Read the contents of all reports into columns, one report after the other."""
    columns = Columns(questionnaire)
    shapes = {question.id: _shape(question) for question in questionnaire.questions.values()}
    conditions = asking(questionnaire)
    for case in cases:
        if case.reporter in columns.number_of:
            raise ValueError(f"two reports of {case.reporter}: a reporter has one report a round")
        number = columns.number_of[case.reporter] = len(columns.reports)
        columns.reports.append(Report(case.reporter, case.report_id, case.state))
        block = columns.blocks[region_of(case)]
        block.reports.append(number)
        _take_answers(block, shapes, number, case.content["answers"])
        _take_entries(block, shapes, number, case.content["entries"])
        _take_conditions(block, conditions, number, case.content)
    return columns


def _shape(question: Question) -> Shape:
    money = isinstance(question.kind, Number) and question.kind.unit.measure == "money"
    return Shape(own_rows=bool(question.rows_from or question.inside), money=money)


def _take_answers(
    block: Block, shapes: Mapping[str, Shape], number: int, answers: Mapping[str, Mapping[str, Any]]
) -> None:
    """Append one report's answers to their columns: the one loop in which time is spent."""
    for question, rows in answers.items():
        shape = shapes.get(question)
        if shape is None:
            continue
        by_row = block.columns[question]
        for row, answer in rows.items():
            place = "" if shape.own_rows else row
            if "reference_year" in answer:
                years = block.years[question, place]
                years.who.append(number)
                years.values.append(answer["reference_year"])
            if "missing" in answer:
                block.missing[question, place][answer["missing"]].append(number)
            elif "cells" in answer:
                by_cell = by_row[place]
                for cell, value in answer["cells"].items():
                    column = by_cell[cell]
                    column.who.append(number)
                    column.values.append(value)
                    if shape.money:
                        column.currencies.append(answer.get("currency", ""))
                    if shape.own_rows:
                        column.entries.append(row)


def _take_entries(
    block: Block, shapes: Mapping[str, Shape], number: int, entries: Mapping[str, list[str]]
) -> None:
    """A list counts how many entries it has; one without any says nothing."""
    for question, codes in entries.items():
        if question in shapes and codes:
            column = block.columns[question][""][TOTAL]
            column.who.append(number)
            column.values.append(len(codes))


def _take_conditions(block: Block, conditions: Asking, number: int, content: Mapping[str, Any]) -> None:
    """Note what was not asked, and add what is calculated."""
    standing = conditions.standing(content)
    if standing is None:
        return
    for place in conditions.unasked(standing):
        block.unasked[place].append(number)
    for question, row, value in conditions.values(standing):
        if value is None or value == "" or isinstance(value, (bool, tuple)):
            continue
        own = bool(question.rows_from or question.inside)
        column = block.columns[question.id]["" if own else row][TOTAL]
        column.who.append(number)
        column.values.append(value)
        if own:
            column.entries.append(row)


def places_of(questionnaire: Questionnaire) -> Iterator[tuple[Question, str, str]]:
    """Every question that has figures, with its fixed rows and its cells, in order."""
    for question in questionnaire.questions.values():
        if not (question.kind.asks or question.kind.columns()):
            continue
        by = question.kind.by if isinstance(question.kind, Number) else ()
        for row in fixed_rows(question):
            for cell in cell_keys(by):
                yield question, row, cell


def is_list(question: Question) -> bool:
    """Tell whether a question is a list, whose value is the number of its entries."""
    return isinstance(question.kind, Entries)
