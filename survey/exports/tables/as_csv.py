"""Writes a table as CSV, some rows at a time: for machines, or for the spreadsheets of people.

    for       encoding          between cells  decimals    whole numbers  texts that look like a formula
    machines  UTF-8             ,              point       14.0           as they are
    people    UTF-8 with mark   ; or ,         as in CLDR  14             with an apostrophe before them

Programs infer the type of a column from its first rows. So for them all numbers of a column that can hold
fractions have a decimal point, while years and counts have none; and for each column of numbers a row with a
value comes early, even if it stands far below in the table. Spreadsheets expect `;` as the separator where
the comma is the decimal sign. Digits are not grouped: spreadsheets would read grouped digits as text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from survey.exports.tables.safe import safe
from survey.exports.tables.tables import FRACTIONAL, NUMERIC, Cell, DataTable, Rows, Type
from survey.questionnaire.numbers.notation import notations

if TYPE_CHECKING:
    from babel import Locale

ROWS_AT_ONCE = 500
FIRST_ROWS = 100
"""From so many rows the most hasty programs infer types: a column that is blank there would hold texts."""
ROWS_AHEAD = 10_000
"""In how many further rows a value for such a column is looked for."""
INFERRED = NUMERIC | {Type.TRUTH}
MARK = "\ufeff"
COMMA, POINT = ",", "."


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are written: byte order mark, separator and decimal sign, and whether texts are guarded.

    A spreadsheet does not read a guarded text as a formula. The guard cannot be undone: programs get none.
    `pointed` tells that whole numbers have a decimal point where others of their column may have one.
    """

    mark: str = ""
    separator: str = COMMA
    decimal: str = POINT
    guarded: bool = True
    pointed: bool = False


MACHINES = Dialect(guarded=False, pointed=True)


def for_people(locale: Locale) -> Dialect:
    """Return the dialect that spreadsheets of a locale read."""
    decimal = COMMA if notations(locale)[0].decimal == COMMA else POINT
    return Dialect(MARK, ";" if decimal == COMMA else COMMA, decimal)


def to_csv(table: DataTable, dialect: Dialect = MACHINES) -> Iterator[bytes]:
    """Write a table, some rows at a time."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=dialect.separator, lineterminator="\r\n")
    buffer.write(dialect.mark)
    labels = [field.label for field in table.fields]
    writer.writerow(map(safe, labels) if dialect.guarded else labels)
    rows: list[Sequence[Cell]] = []
    pointed = [at for at, field in enumerate(table.fields) if dialect.pointed and field.type in FRACTIONAL]
    inferred = [at for at, field in enumerate(table.fields) if dialect.pointed and field.type in INFERRED]
    for row in _telling_first(table.rows(), inferred):
        rows.append(_written(row, dialect, pointed))
        if len(rows) >= ROWS_AT_ONCE:
            yield _taken(buffer, writer, rows)
    yield _taken(buffer, writer, rows)


def _telling_first(rows: Rows, columns: Sequence[int]) -> Iterator[Sequence[Cell]]:
    """Yield rows so that the first of them tell the types of columns; some move up for it."""
    first = list(islice(rows, FIRST_ROWS))
    blank = {at for at in columns if all(row[at] in (None, "") for row in first)}
    ahead = list(islice(rows, ROWS_AHEAD)) if blank else []
    later = []
    for row in ahead:
        told = {at for at in blank if row[at] not in (None, "")}
        if told:
            yield row
            blank -= told
        else:
            later.append(row)
    yield from chain(first, later, rows)


def _written(row: Sequence[Cell], dialect: Dialect, pointed: Sequence[int]) -> Sequence[Cell]:
    """Return a row with numbers in the dialect and, if it is for spreadsheets, every text safe."""
    written = [_cell(cell, dialect) for cell in row]
    for at in pointed:
        if isinstance(row[at], (int, float)) and POINT not in str(written[at]):
            written[at] = f"{written[at]}.0"
    return written


def _cell(cell: Cell, dialect: Dialect) -> Cell:
    if isinstance(cell, str):
        return safe(cell) if dialect.guarded else cell
    return _number(cell, dialect) if isinstance(cell, float) else cell


def _number(value: float, dialect: Dialect) -> str:
    """Format a number with all of its digits, without an exponent."""
    written = repr(value)
    if "e" in written:
        written = f"{value:f}".rstrip("0").rstrip(POINT) if abs(value) >= 1 else f"{value:.20f}".rstrip("0")
    return written.replace(POINT, dialect.decimal)


def _taken(buffer: io.StringIO, writer: object, rows: list[Sequence[Cell]]) -> bytes:
    """Return the buffer and these rows as bytes, and clear both."""
    writer.writerows(rows)  # type: ignore[attr-defined]
    rows.clear()
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data
