"""The columns of the wide table, and the column of each answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from survey.answers.percentages import is_rate
from survey.exports.phrases import STATUSES
from survey.exports.tables.closed_lists import codes_of
from survey.exports.tables.headings import currency_of, heading, of_cells, of_row, reason_of, status_of
from survey.exports.tables.marking import SAMPLE
from survey.exports.tables.naming import Naming
from survey.exports.tables.source import Source, has_value, own_rows
from survey.exports.tables.tables import Cell, Field, Holds, Type
from survey.exports.tables.wide.identifiers import Names, name_of
from survey.messages import Message
from survey.questionnaire.kinds.calculated import Calculated
from survey.questionnaire.kinds.choosing.choices import Choices
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
NOT_CHOSEN, CHOSEN = "0", "1"
Tell = Callable[[Any], Cell]


@dataclass(slots=True)
class RowColumns:
    """The columns of a row of a question: by cell, by choice, and for its reason, currency and status."""

    cells: dict[str, int] = field(default_factory=dict)
    choices: dict[str, int] = field(default_factory=dict)
    missing: int | None = None
    currency: int | None = None
    status: int | None = None


@dataclass(slots=True)
class QuestionColumns:
    """The columns of a question by row (or by position, for rows that the country added)."""

    places: dict[str, RowColumns]
    listed: str
    tell: Tell | None


@dataclass
class Layout:
    """The columns of the table, and the column of each answer."""

    naming: Naming
    most: Mapping[str, int]
    fields: list[Field] = field(default_factory=list)
    asked: dict[str, QuestionColumns] = field(default_factory=dict)
    words: dict[tuple[str, int], int] = field(default_factory=dict)
    names: Names = field(default_factory=Names)

    def add_head(self, name: str, kind: Type) -> None:
        """Add a column that every wide table has."""
        label = self.naming.plain(heading(name))
        self.names.reserve([name])
        codes = codes_of(self.naming.form, name)
        self.fields.append(Field(name, self.naming.tell(name, label), kind, title=label, codes=codes))

    def add(self, holds: Holds, label: str, kind: Type, sheet_of: str = "") -> int:
        """Add a column of a question, on its sheet or that of another question; return its number."""
        name = self.names.free(name_of(holds))
        sheet = self.naming.sheet(sheet_of or holds.question)
        shown = self.naming.tell(name, label)
        self.fields.append(Field(name, shown, kind, sheet, label, holds=holds))
        return len(self.fields) - 1

    def describe(self, at: int, **more: Any) -> None:
        """Say more of a column: its codes, its unit, or that it is wide."""
        self.fields[at] = replace(self.fields[at], **more)


def most_rows(source: Source) -> Mapping[str, int]:
    """Count the most rows that any report added to each list; read nothing if the form has no lists."""
    form = source.form
    lists = {question.rows_from for question in form.questions.values()} - {""}
    lists |= {question.id for question in form.questions.values() if isinstance(question.kind, Entries)}
    most: Counter[str] = Counter()
    for case in source.cases() if lists else ():
        for name, codes in own_rows(case.content).items():
            most[name] = max(most[name], len(codes))
    return most


def layout_of(form: Questionnaire, naming: Naming, most: Mapping[str, int]) -> Layout:
    """Lay out the columns of a questionnaire whose lists have at most so many rows."""
    layout = Layout(naming, most)
    for name, kind in HEAD:
        layout.add_head(name, kind)
    layout.names.reserve([SAMPLE])
    told: set[str] = set()
    for question in form.questions.values():
        if isinstance(question.kind, Entries):
            _add_words(layout, question.id, naming.column(question), question.id)
        elif has_value(question):
            if question.rows_from and question.rows_from not in told:
                told.add(question.rows_from)
                label = naming.plain(form.lists[question.rows_from].label)
                _add_words(layout, question.rows_from, label, question.id)
            layout.asked[question.id] = _asked(layout, question)
    return layout


def _add_words(layout: Layout, listed: str, label: str, question: str) -> None:
    """Add the columns for the words of a country's own rows, or for the codes of its entries."""
    for number in range(1, layout.most.get(listed, 0) + 1):
        said = layout.naming.plain(of_row(label, str(number)))
        at = layout.add(Holds(listed, str(number), part="words"), said, Type.TEXT, question)
        layout.words[listed, number] = at


def _asked(layout: Layout, question: Question) -> QuestionColumns:
    listed = question.inside or question.rows_from
    if listed:
        rows = [(str(number), str(number)) for number in range(1, layout.most.get(listed, 0) + 1)]
    else:
        rows = [(row.code, layout.naming.plain(row.label)) for row in question.rows] or [("", "")]
    column = layout.naming.column(question)
    places = {
        code: _place(layout, question, code, layout.naming.plain(of_row(column, label)) if code else column)
        for code, label in rows
    }
    return QuestionColumns(places, listed, _tell(layout.naming, question))


def _place(layout: Layout, question: Question, row: str, label: str) -> RowColumns:
    """Add the columns of a row of a question."""
    place = RowColumns()
    _add_values(layout, question, row, label, place.cells)
    if isinstance(question.kind, Choices):
        _add_choices(layout, question, row, label, place.choices)
    if isinstance(question.kind, Number) and question.kind.is_money:
        place.currency = _add_beside(layout, Holds(question.id, row, part="currency"), currency_of(label))
    if is_rate(question) or isinstance(question.kind, Calculated):
        place.status = _add_beside(layout, Holds(question.id, row, part="status"), status_of(label), STATUSES)
    if question.missing:
        holds = Holds(question.id, row, part="missing")
        place.missing = _add_beside(layout, holds, reason_of(label), question.missing)
    return place


def _add_values(layout: Layout, question: Question, row: str, label: str, cells: dict[str, int]) -> None:
    """Add the columns of the values of a row, one for each cell."""
    kind, naming = question.kind, layout.naming
    unit = getattr(kind, "unit", None)
    more: dict[str, Any] = {
        "wide": kind.name in ("text", "narrative"),
        "unit": unit.code if unit is not None else "",
        "codes": kind.codes if isinstance(kind, Offering) and not isinstance(kind, Choices) else (),
    }
    for cell, said in _cells(naming, question):
        shown = naming.plain(of_cells(label, said)) if said else label
        holds = Holds(question.id, row, "" if cell == TOTAL else cell)
        cells[cell] = layout.add(holds, shown, _type_of(question))
        layout.describe(cells[cell], **more)


def _type_of(question: Question) -> Type:
    if isinstance(question.kind, Calculated):
        return Type.NUMBER if question.kind.unit is not None else Type.TEXT
    return Type.TEXT if isinstance(question.kind, Narrative) else TYPES.get(question.kind.name, Type.CODE)


def _add_choices(layout: Layout, question: Question, row: str, label: str, choices: dict[str, int]) -> None:
    """Add a column for each of several choices."""
    for option in question.kind.offered if isinstance(question.kind, Choices) else ():
        said = layout.naming.plain(of_row(label, layout.naming.plain(option.label)))
        holds = Holds(question.id, row, part="choice", choice=option.code)
        choices[option.code] = layout.add(holds, said, Type.INTEGER)
        layout.describe(choices[option.code], codes=(NOT_CHOSEN, CHOSEN))


def _add_beside(layout: Layout, holds: Holds, label: Message, codes: Iterable[str] = ()) -> int:
    """Add a column of codes beside a value: its reason, currency or status."""
    at = layout.add(holds, layout.naming.plain(label), Type.CODE)
    layout.describe(at, codes=tuple(codes))
    return at


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
