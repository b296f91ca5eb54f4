"""Stacks the tables of several rounds into one: the same columns, the rows of the latest round first.

A column that a round does not have (a breakdown that it did not ask) is blank in its rows. Of a column, the
label is that of the latest round. Knows no rounds and no answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from survey.exports.tables.tables import Cell, DataTable, Field, Rows


def stacked(tables: Sequence[DataTable]) -> DataTable:
    """Return one table of these, the latest round first; a table is read when its rows come."""
    latest = tables[0]
    fields = _all_fields(tables)
    names = [field.name for field in fields]

    def rows() -> Rows:
        for table in tables:
            places = _places(names, table)
            yield from table.rows() if places is None else (_moved(row, places) for row in table.rows())

    keys = {name for table in tables for name in table.key}
    key = tuple(name for name in names if name in keys)
    return replace(
        latest, fields=tuple(fields), rows=rows, key=key, sheet_of=_sheet_of(tables), references=()
    )


def _all_fields(tables: Sequence[DataTable]) -> list[Field]:
    """Return the columns of the latest table, and those that only earlier ones have, each in its place."""
    found = list(tables[0].fields)
    for table in tables[1:]:
        places = {field.name: at for at, field in enumerate(found)}
        for before, field in pairwise((None, *table.fields)):
            if field is None:
                continue
            if field.name in places:
                found[places[field.name]] = _with_codes(found[places[field.name]], field)
            else:
                found.insert(places[before.name] + 1 if before else 0, field)
                places = {field.name: at for at, field in enumerate(found)}
    return found


def _with_codes(field: Field, earlier: Field) -> Field:
    """Return a column with the codes of an earlier round too; its list stays closed if both are."""
    closed = field.codes and earlier.codes
    return replace(field, codes=tuple(dict.fromkeys((*field.codes, *earlier.codes))) if closed else ())


def _places(names: Sequence[str], table: DataTable) -> list[int | None] | None:
    """Return where each column stands in a table; None if all stand in the same places."""
    own = {field.name: at for at, field in enumerate(table.fields)}
    return None if list(own) == names else [own.get(name) for name in names]


def _moved(row: Sequence[Cell], places: Sequence[int | None]) -> list[Cell]:
    return [None if at is None else row[at] for at in places]


def _sheet_of(tables: Sequence[DataTable]) -> Callable[[Sequence[Cell]], str]:
    """Return what gives the sheet of a row: that of the latest round which knows its question.

    The columns up to that of the question stand in the same places in all rounds.
    """
    known = [table.sheet_of for table in tables if table.sheet_of is not None]
    return lambda row: next(filter(None, (sheet_of(row) for sheet_of in known)), "")
