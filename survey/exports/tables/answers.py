"""The long table: a row for each cell of each answer, with its evidence.

    column        holds
    value_number  a number, or what a calculated question comes to
    value_year    a year
    value_date    a day
    value_code    the code of what was chosen; codes of several choices stand between spaces
    value_text    words, or a calculated text

A row has a value in one of these at most. The breakdowns of the questionnaire come between the columns that
every such table has. `status` tells what was answered from what was calculated: a percentage that follows
from two numbers, and a question of the kind `calculated`.
Knows cases, not where they are stored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from survey.exports.tables.closed_lists import codes_of, codes_of_breakdown
from survey.exports.tables.headings import heading
from survey.exports.tables.naming import Naming, m49
from survey.exports.tables.source import Source, has_value
from survey.exports.tables.tables import OF_A_REPORT, Cell, DataTable, Field, Rows, Type
from survey.figures.cases import Case
from survey.questionnaire.kinds.choosing.offering import Offering
from survey.questionnaire.kinds.numbers.breakdowns import cell_keys
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import TOTAL, Question

BEFORE = (
    ("round", Type.CODE), ("country_iso3", Type.CODE), ("country_m49", Type.CODE),
    ("region_scheme", Type.CODE), ("region_code", Type.CODE), ("section", Type.CODE),
    ("question", Type.CODE), ("row", Type.TEXT),
)  # fmt: skip
AFTER = (
    ("kind", Type.CODE), ("value_number", Type.NUMBER), ("value_year", Type.YEAR),
    ("value_date", Type.DATE), ("currency", Type.CODE), ("value_code", Type.CODE),
    ("value_text", Type.TEXT), ("lang", Type.CODE), ("unit", Type.CODE), ("comment", Type.TEXT),
    ("link", Type.TEXT), ("missing_reason", Type.CODE), ("reference_year", Type.YEAR),
    ("source", Type.TEXT), ("reported_to", Type.CODE), ("carried", Type.TRUTH), ("state", Type.CODE),
    ("updated_at", Type.MOMENT), ("status", Type.CODE),
)  # fmt: skip
VALUE_COLUMNS = {
    "number": "value_number", "calculated": "value_number", "year": "value_year", "date": "value_date",
}  # fmt: skip
"""The column of the values of a kind; choices have codes, and all others words."""
NO_VALUE: Mapping[str, Cell] = {
    "value_number": None, "value_year": None, "value_date": "", "value_code": "", "value_text": "",
}  # fmt: skip
WIDE = frozenset({"value_text", "comment", "source", "link"})


@dataclass(frozen=True, slots=True)
class _QuestionFacts:
    """What all rows of a question have in common."""

    question: Question
    section: str
    label: str
    kind: str
    unit: str
    by: tuple[str, ...]
    cells: Mapping[str, int]
    order: Mapping[str, int]
    value_in: str


def answers(source: Source, naming: Naming) -> DataTable:
    """Return the long table of a round."""
    breakdowns = tuple(source.form.breakdowns)
    fields = (
        _field(naming, "round", source.round_type),
        *(_field(naming, name, kind) for name, kind in BEFORE[1:]),
        *(by_field(naming, code) for code in breakdowns),
        *(_field(naming, name, kind) for name, kind in AFTER),
    )
    asked = [_asked(naming, question) for question in source.form.questions.values() if has_value(question)]

    def rows() -> Rows:
        for case in source.completed():
            yield from _rows(source, naming, breakdowns, asked, case)

    at = [field.name for field in fields].index("question")
    dimension = {
        naming.question(question): naming.sheet(question.id) for question in source.form.questions.values()
    }
    key = ("round", "country_iso3", "question", "row", *breakdowns)
    return DataTable(
        "answers", fields, rows, key, lambda row: dimension.get(str(row[at]), ""), (OF_A_REPORT,)
    )


def moment(when: datetime | None) -> str:
    """Format a time as ISO 8601, in UTC."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if when else ""


def _field(naming: Naming, name: str, kind: Type) -> Field:
    title, codes = naming.plain(heading(name)), codes_of(naming.form, name)
    return Field(name, naming.heading(name), kind, title=title, wide=name in WIDE, codes=codes)


def by_field(naming: Naming, breakdown: str) -> Field:
    """Return the column of a breakdown."""
    label = naming.form.breakdowns[breakdown].label
    codes = codes_of_breakdown(naming.form, breakdown)
    return Field(breakdown, naming.tell(breakdown, label), Type.CODE, title=naming.plain(label), codes=codes)


def _asked(naming: Naming, question: Question) -> _QuestionFacts:
    by = question.kind.by if isinstance(question.kind, Number) else ()
    return _QuestionFacts(
        question,
        naming.section(question),
        naming.question(question),
        naming.kind(question),
        naming.unit(question),
        tuple(breakdown.code for breakdown in by),
        {key: at for at, key in enumerate(cell_keys(by))},
        {row.code: at for at, row in enumerate(question.rows, 1)},
        _value_in(question),
    )


def _value_in(question: Question) -> str:
    """Return which column holds the value."""
    if isinstance(question.kind, Offering):
        return "value_code"
    return VALUE_COLUMNS.get(question.kind.name, "value_text")


def _rows(
    source: Source, naming: Naming, breakdowns: Sequence[str], asked: Iterable[_QuestionFacts], case: Case
) -> Iterator[Sequence[Cell]]:
    """Yield the rows of a report, in question order."""
    said = case.content["answers"]
    region = naming.region(case.region)
    head = (naming.round(source), case.reporter, m49(case.reporter), source.scheme, region)
    tail = (naming.state(case.state), moment(case.updated_at))
    own = naming.own_rows(case.content)
    for facts in asked:
        of_question = said.get(facts.question.id)
        if of_question is None:
            continue
        listed = own.get(facts.question.inside or facts.question.rows_from, {})
        order = facts.order or {code: at for at, code in enumerate(listed, 1)}
        for row in sorted(of_question, key=lambda code: order.get(code, 0)) if order else of_question:
            answer = of_question[row]
            begins = (
                *head,
                facts.section,
                facts.label,
                naming.row(facts.question, row, listed),
            )
            evidence = _evidence(naming, answer)
            for codes, values, status in _cells(naming, breakdowns, facts, answer):
                yield (*begins, *codes, facts.kind, *values, *evidence, *tail, status)


def _evidence(naming: Naming, answer: Mapping[str, Any]) -> tuple[Cell, ...]:
    return (
        answer.get("comment", ""),
        answer.get("link", ""),
        naming.reason(answer.get("missing", "")),
        answer.get("reference_year"),
        answer.get("source", ""),
        naming.reported_to(answer.get("reported_to", [])),
        naming.truth("true" if answer.get("carried") else "false"),
    )


def _cells(
    naming: Naming, breakdowns: Sequence[str], facts: _QuestionFacts, answer: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, ...], tuple[Cell, ...], str]]:
    """Yield each cell: its breakdown codes, its value with currency, language and unit, and its status."""
    cells: Mapping[str, Any] = answer.get("cells") or {TOTAL: None}
    ordered = sorted(cells, key=lambda cell: facts.cells.get(cell, 0)) if len(cells) > 1 else cells
    for cell in ordered:
        given = dict(part.split("=", 1) for part in cell.split(";")) if cell != TOTAL else {}
        codes = tuple(
            naming.broken_down(name, given.get(name, TOTAL)) if name in facts.by else ""
            for name in breakdowns
        )
        number, year, day, code, text = _value(naming, facts, cells[cell])
        currency, lang = answer.get("currency", ""), naming.language_of_text(answer.get("lang", ""))
        yield (
            codes,
            (number, year, day, currency, code, text, lang, facts.unit),
            naming.status(status_of(answer, [cell])),
        )


def status_of(answer: Mapping[str, Any], cells: Collection[str]) -> str:
    """Return whether cells of an answer were answered, calculated, both, missing for a reason, or blank."""
    if "cells" not in answer:
        return "missing" if answer.get("missing") else "blank"
    calculated = sum(cell in answer.get("calculated", ()) for cell in cells)
    if not calculated:
        return "answered"
    return "calculated" if calculated == len(cells) else "partly_calculated"


def _value(naming: Naming, facts: _QuestionFacts, value: Any) -> tuple[Cell, ...]:
    """Return the value in its column, and nothing in the other columns of values."""
    if value is None:
        return tuple(NO_VALUE.values())
    column = facts.value_in
    if column == "value_number" and isinstance(value, str):
        column = "value_text"
    elif column == "value_code":
        value = naming.choices(facts.question.id, value)
    return tuple({**NO_VALUE, column: value}.values())
