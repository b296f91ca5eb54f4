"""The wide table: a row for each report, a column for each cell.

    column                        holds
    question                      the value
    question[sex=F]               one cell of a number that is broken down
    question/C182                 the value in a fixed row
    question/2                    the value in the second row that the country added, or second entry
    question@missing              why there is no answer, if reasons are offered
    question@currency             the currency of an amount
    question@status               whether a percentage was answered, or calculated from its two numbers
    list/2                        the words (or the code) of the second own row or entry

All other evidence (sources, comments ...) is in the long table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from survey.answers.percentages import is_rate
from survey.exports.tables.answers import moment, status_of
from survey.exports.tables.headings import currency_of, heading, of_cells, of_row, reason_of
from survey.exports.tables.headings import status_of as status_of_column
from survey.exports.tables.naming import Naming, m49
from survey.exports.tables.source import Source, own_rows
from survey.exports.tables.tables import EVERYWHERE, Cell, DataTable, Field, Rows, Type
from survey.figures.cases import Case
from survey.questionnaire.kinds.choosing.offering import Offering
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.numbers.breakdowns import cell_keys
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.kinds.writing.narrative import Narrative
from survey.questionnaire.model import TOTAL, Question, Questionnaire

HEAD = (
    ("round", Type.CODE), ("country_iso3", Type.CODE), ("country_m49", Type.CODE), ("country", Type.TEXT),
    ("region_scheme", Type.CODE), ("region_code", Type.CODE), ("state", Type.CODE),
    ("updated_at", Type.MOMENT),
)  # fmt: skip
TYPES = {"number": Type.NUMBER, "year": Type.YEAR, "date": Type.DATE, "text": Type.TEXT}
Tell = Callable[[Any], Cell]


@dataclass(slots=True)
class _RowColumns:
    """The columns of a row of a question: by cell, and for its reason and currency."""

    cells: dict[str, int] = field(default_factory=dict)
    missing: int | None = None
    currency: int | None = None
    status: int | None = None


@dataclass(slots=True)
class _QuestionColumns:
    """The columns of a question by row (or by position, for rows that the country added)."""

    places: dict[str, _RowColumns]
    listed: str
    tell: Tell | None


@dataclass
class _Layout:
    """The columns of the table, and the column of each answer."""

    naming: Naming
    most: Mapping[str, int]
    fields: list[Field] = field(default_factory=list)
    asked: dict[str, _QuestionColumns] = field(default_factory=dict)
    words: dict[tuple[str, int], int] = field(default_factory=dict)

    def add(self, name: str, label: str, kind: Type, question: str = "", wide: bool = False) -> int:
        """Add a column and return its number."""
        shown = self.naming.tell(name, label)
        sheet = self.naming.sheet(question) if question else EVERYWHERE
        self.fields.append(Field(name, shown, kind, sheet, label, wide))
        return len(self.fields) - 1


def wide(source: Source, naming: Naming) -> DataTable:
    """Return the wide table of a round."""
    layout = _layout(source.form, naming, _most(source))

    def rows() -> Rows:
        return (_row(source, layout, case) for case in source.completed())

    return DataTable("wide", tuple(layout.fields), rows, ("round", "country_iso3"))


def _most(source: Source) -> Mapping[str, int]:
    """Count the most rows that any report added to each list; read nothing if the form has no lists."""
    form = source.form
    lists = {question.rows_from for question in form.questions.values()} - {""}
    lists |= {question.id for question in form.questions.values() if isinstance(question.kind, Entries)}
    most: Counter[str] = Counter()
    for case in source.cases() if lists else ():
        for name, codes in own_rows(case.content).items():
            most[name] = max(most[name], len(codes))
    return most


def _layout(form: Questionnaire, naming: Naming, most: Mapping[str, int]) -> _Layout:
    layout = _Layout(naming, most)
    for name, kind in HEAD:
        layout.add(name, naming.plain(heading(name)), kind)
    told: set[str] = set()
    for question in form.questions.values():
        if isinstance(question.kind, Entries):
            _add_words(layout, question.id, naming.column(question), question.id)
        elif question.kind.asks:
            if question.rows_from and question.rows_from not in told:
                told.add(question.rows_from)
                label = naming.plain(form.lists[question.rows_from].label)
                _add_words(layout, question.rows_from, label, question.id)
            layout.asked[question.id] = _asked(layout, question)
    return layout


def _add_words(layout: _Layout, listed: str, label: str, question: str) -> None:
    """Add the columns for the words of a country's own rows, or for the codes of its entries."""
    for number in range(1, layout.most.get(listed, 0) + 1):
        said = layout.naming.plain(of_row(label, str(number)))
        at = layout.add(f"{listed}/{number}", said, Type.TEXT, question)
        layout.words[listed, number] = at


def _asked(layout: _Layout, question: Question) -> _QuestionColumns:
    listed = question.inside or question.rows_from
    if listed:
        rows = [(str(number), str(number)) for number in range(1, layout.most.get(listed, 0) + 1)]
    else:
        rows = [(row.code, layout.naming.plain(row.label)) for row in question.rows] or [("", "")]
    places = {code: _place(layout, question, code, label) for code, label in rows}
    return _QuestionColumns(places, listed, _tell(layout.naming, question))


def _place(layout: _Layout, question: Question, row: str, row_label: str) -> _RowColumns:
    naming, place = layout.naming, _RowColumns()
    name = f"{question.id}/{row}" if row else question.id
    label = naming.column(question)
    label = naming.plain(of_row(label, row_label)) if row else label
    kind = TYPES.get(question.kind.name, Type.CODE)
    kind = Type.TEXT if isinstance(question.kind, Narrative) else kind
    is_wide = question.kind.name in ("text", "narrative")
    for cell, said in _cells(naming, question):
        shown = naming.plain(of_cells(label, said)) if said else label
        key = name if cell == TOTAL else f"{name}[{cell}]"
        place.cells[cell] = layout.add(key, shown, kind, question.id, is_wide)
    if isinstance(question.kind, Number) and question.kind.is_money:
        place.currency = layout.add(
            f"{name}@currency", naming.plain(currency_of(label)), Type.CODE, question.id
        )
    if is_rate(question):
        place.status = layout.add(
            f"{name}@status", naming.plain(status_of_column(label)), Type.CODE, question.id
        )
    if question.missing:
        place.missing = layout.add(f"{name}@missing", naming.plain(reason_of(label)), Type.CODE, question.id)
    return place


def _cells(naming: Naming, question: Question) -> Iterator[tuple[str, list[str]]]:
    """Yield the cells of a question, each with the labels of its codes."""
    by = question.kind.by if isinstance(question.kind, Number) else ()
    labels = {(breakdown.code, option.code): option.label for breakdown in by for option in breakdown.codes}
    for key in cell_keys(by):
        parts = [] if key == TOTAL else [tuple(part.split("=", 1)) for part in key.split(";")]
        yield key, [naming.plain(labels[name, code]) for name, code in parts]


def _tell(naming: Naming, question: Question) -> Tell | None:
    """Return how a value is shown; None if it is shown unchanged."""
    return partial(naming.choices, question.id) if isinstance(question.kind, Offering) else None


def _row(source: Source, layout: _Layout, case: Case) -> list[Cell]:
    """Return the row of a report."""
    naming, content = layout.naming, case.content
    line: list[Cell] = [""] * len(layout.fields)
    line[: len(HEAD)] = (
        naming.round(source), case.reporter, m49(case.reporter), naming.reporter(case.reporter, case.names),
        source.scheme, naming.region(case.region), naming.state(case.state), moment(case.updated_at),
    )  # fmt: skip
    numbers = _own_rows(layout, content, line) if layout.words else {}
    for question, rows in content["answers"].items():
        asked = layout.asked.get(question)
        if asked is None:
            continue
        places, tell = asked.places, asked.tell
        own = numbers.get(asked.listed) if asked.listed else None
        for row, answer in rows.items():
            place = places.get(row if own is None else own.get(row, ""))
            if place is not None:
                _fill(naming, line, place, tell, answer)
    return line


def _fill(
    naming: Naming, line: list[Cell], place: _RowColumns, tell: Tell | None, answer: Mapping[str, Any]
) -> None:
    """Write one answer into its columns."""
    cells = answer.get("cells")
    if place.status is not None:
        line[place.status] = naming.status(status_of(answer, cells or ()))
    if cells is not None:
        for cell, value in cells.items():
            at = place.cells.get(cell)
            if at is not None:
                line[at] = value if tell is None else tell(value)
        if place.currency is not None:
            line[place.currency] = answer.get("currency", "")
    elif place.missing is not None:
        line[place.missing] = naming.reason(answer.get("missing", ""))


def _own_rows(layout: _Layout, content: Mapping[str, Any], line: list[Cell]) -> dict[str, dict[str, str]]:
    """Write the words of the country's own rows into the line; return the positions of the rows by code."""
    numbers: dict[str, dict[str, str]] = {}
    for name, rows in own_rows(content).items():
        numbers[name] = {code: str(number) for number, code in enumerate(rows, 1)}
        for number, words in enumerate(rows.values(), 1):
            at = layout.words.get((name, number))
            if at is not None:
                line[at] = words
    return numbers
