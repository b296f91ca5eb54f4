"""The rows of the wide table: each answer of a report in its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from survey.exports.tables.answers import moment, status_of
from survey.exports.tables.naming import Naming, m49
from survey.exports.tables.source import Source
from survey.exports.tables.tables import Cell, DataTable, Rows
from survey.exports.tables.wide.layout import HEAD, Layout, RowColumns, Tell, layout_of, most_rows
from survey.figures.cases import Case
from survey.questionnaire.model import TOTAL


def wide(source: Source, naming: Naming) -> DataTable:
    """Return the wide table of a round."""
    layout = layout_of(source.form, naming, most_rows(source))

    def rows() -> Rows:
        return (_row(source, layout, case) for case in source.completed())

    fields = (replace(layout.fields[0], type=source.round_type), *layout.fields[1:])
    return DataTable("wide", fields, rows, ("round", "country_iso3"))


def _row(source: Source, layout: Layout, case: Case) -> list[Cell]:
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
    naming: Naming, line: list[Cell], place: RowColumns, tell: Tell | None, answer: Mapping[str, Any]
) -> None:
    """Write one answer into its columns."""
    cells = answer.get("cells")
    _fill_choices(line, place, cells)
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


def _fill_choices(line: list[Cell], place: RowColumns, cells: Mapping[str, Any] | None) -> None:
    """Write 1 or 0 for each of several choices; nothing where there is no answer."""
    chosen = (cells or {}).get(TOTAL)
    if chosen is None:
        return
    for code, at in place.choices.items():
        line[at] = int(code in chosen)


def _own_rows(layout: Layout, content: Mapping[str, Any], line: list[Cell]) -> dict[str, dict[str, str]]:
    """Write the words of the country's own rows into the line; return the positions of the rows by code."""
    numbers: dict[str, dict[str, str]] = {}
    for name, rows in layout.naming.own_rows(content).items():
        numbers[name] = {code: str(number) for number, code in enumerate(rows, 1)}
        for number, words in enumerate(rows.values(), 1):
            at = layout.words.get((name, number))
            if at is not None:
                line[at] = words
    return numbers
