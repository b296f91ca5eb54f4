"""Writes a table as a workbook: a cover, notes, and a sheet for each dimension, row by row.

Texts are written as strings, so that none is read as a formula. Knows the limits of a sheet, no answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any

from survey.exports.tables.tables import EVERYWHERE, Cell, DataTable, Field, Type

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
LONGEST_TEXT = 32_767
LONGEST_NAME = 31
NOT_IN_NAMES = str.maketrans("[]:*?/\\", "()-----")
CUT = " […]"
NAMES = ("country", "area_name")
KEPT_IN_SIGHT = 2
"""How many columns are frozen, unless a column in `NAMES` names the row: then all columns up to that."""
A4 = 9
WIDTHS = {Type.TEXT: 26.0, Type.CODE: 16.0, Type.MOMENT: 20.0}
LONG_TEXT = 60.0
OWN_WIDTHS = {
    "round": 9.0, "country_iso3": 10.0, "country_m49": 10.0, "level": 10.0, "area_code": 10.0,
    "section": 28.0, "question": 44.0, "statistic": 28.0, "missing_reason": 28.0,
}  # fmt: skip
LINE = 15.0
"""The height of a line in points. Row heights are set, since not every program computes them."""
MOST_LINES, MOST_LINES_OF_HEAD = 6, 12
NUMBER_FORMATS = {
    Type.YEAR: "0",
    Type.DATE: "yyyy-mm-dd",
}


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its title, the lines of its cover and notes, its table, and the names of its sheets."""

    title: str
    cover_name: str
    cover: Sequence[tuple[str, str]]
    notes_name: str
    notes: Sequence[tuple[str, str]]
    table: DataTable
    sheets: Mapping[str, str]
    changed_at: datetime
    right_to_left: bool = False
    mark: str = ""
    """A word that stands on every printed page."""


@dataclass
class _Sheet:
    """A sheet being written: its columns (their places in the table and on the sheet) and next row."""

    name: str
    columns: list[tuple[int, int, Field]]
    paper: Worksheet
    long: list[int]
    """The positions of long texts in the table."""
    next_row: int = 1


@dataclass
class _Writing:
    """A workbook being written."""

    book: Book
    workbook: Workbook
    formats: dict[Type | str, Format]
    names: set[str] = field(default_factory=set)

    def paper(self, name: str) -> Worksheet:
        """Add a sheet with a unique name."""
        short = (name.translate(NOT_IN_NAMES).strip("'") or "–")[:LONGEST_NAME]
        number = 2
        while short.casefold() in self.names:
            short = f"{short[: LONGEST_NAME - 5]} {number}"
            number += 1
        self.names.add(short.casefold())
        made = self.workbook.add_worksheet(short)
        made.set_paper(A4)
        made.set_landscape()
        made.set_footer(f"&L{self.book.mark}&C&P / &N" if self.book.mark else "&C&P / &N")
        if self.book.right_to_left:
            made.right_to_left()
        return made


def to_xlsx(book: Book, file: IO[bytes]) -> None:
    """Write a workbook, with only one row of each sheet in memory."""
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as workbook:
        workbook.set_properties({"title": book.title, "created": book.changed_at.replace(tzinfo=None)})
        writing = _Writing(book, workbook, _formats(workbook))
        _write_lines(writing, book.cover_name, book.cover, book.title)
        _write_lines(writing, book.notes_name, book.notes)
        _write_table(writing)


def _formats(workbook: Workbook) -> dict[Type | str, Format]:
    made: dict[Type | str, Format] = {
        kind: workbook.add_format({"num_format": pattern, "valign": "top"})
        for kind, pattern in NUMBER_FORMATS.items()
    }
    made["whole"] = workbook.add_format({"num_format": "#,##0", "valign": "top"})
    made["parts"] = workbook.add_format({"num_format": "#,##0.00####", "valign": "top"})
    made["plain"] = workbook.add_format({"valign": "top"})
    made["head"] = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    made["text"] = workbook.add_format({"text_wrap": True, "valign": "top"})
    made["title"] = workbook.add_format({"bold": True, "font_size": 16})
    made["name"] = workbook.add_format({"bold": True, "valign": "top", "text_wrap": True})
    return made


def _write_lines(writing: _Writing, name: str, lines: Sequence[tuple[str, str]], title: str = "") -> None:
    """Write a sheet of two columns: names and texts."""
    paper = writing.paper(name)
    paper.set_column(0, 0, 32)
    paper.set_column(1, 1, 90)
    paper.hide_gridlines(2)
    paper.fit_to_pages(1, 0)
    begin = 0
    if title:
        paper.write_string(0, 0, title, writing.formats["title"])
        begin = 2
    for number, (what, words) in enumerate(lines, begin):
        paper.write_string(number, 0, what, writing.formats["name"])
        paper.write_string(number, 1, words, writing.formats["text"])


def _write_table(writing: _Writing) -> None:
    table = writing.book.table
    sheets: dict[str, list[_Sheet]] = {}
    for row in table.rows():
        for code in _sheets_of(table, row, writing.book.sheets):
            if code not in sheets:
                sheets[code] = list(_open(writing, table, code))
            for sheet in sheets[code]:
                _write_row(writing, sheet, row)
    for opened in sheets.values():
        for sheet in opened:
            sheet.paper.autofilter(0, 0, max(sheet.next_row - 1, 1), len(sheet.columns) - 1)


def _sheets_of(table: DataTable, row: Sequence[Cell], sheets: Mapping[str, str]) -> Sequence[str]:
    """Return the sheets of a row: one sheet, or all sheets if the columns are divided among them."""
    if table.sheet_of is not None:
        return (table.sheet_of(row),)
    used = {field.sheet for field in table.fields} - {EVERYWHERE}
    return [code for code in sheets if code in used]


def _open(writing: _Writing, table: DataTable, code: str) -> Iterator[_Sheet]:
    """Open the sheets of a dimension: more than one only if there are too many columns for one sheet."""
    keys = [at for at, column in enumerate(table.fields) if column.sheet == EVERYWHERE]
    others = [at for at, column in enumerate(table.fields) if column.sheet == code]
    room = MOST_COLUMNS - len(keys)
    for first in range(0, max(len(others), 1), room):
        chosen = [*keys, *others[first : first + room]]
        columns = [(at, place, table.fields[at]) for place, at in enumerate(chosen)]
        name = writing.book.sheets.get(code, code)
        long = [at for at, _, column in columns if column.wide]
        sheet = _Sheet(name, columns, writing.paper(name), long)
        _begin(writing, sheet)
        yield sheet


def _begin(writing: _Writing, sheet: _Sheet) -> None:
    """Write the header of a sheet, which stays on the screen and repeats on every printed page."""
    paper, names = sheet.paper, [column.name for _, _, column in sheet.columns]
    kept = next((names.index(name) + 1 for name in NAMES if name in names), KEPT_IN_SIGHT)
    paper.freeze_panes(1, kept)
    paper.repeat_rows(0)
    paper.repeat_columns(0, kept - 1)
    lines = max(_lines(column.label, _width(column)) for _, _, column in sheet.columns)
    paper.set_row(0, LINE * min(lines, MOST_LINES_OF_HEAD))
    for _, place, column in sheet.columns:
        paper.set_column(place, place, _width(column))
        paper.write_string(0, place, column.label, writing.formats["head"])


def _width(column: Field) -> float:
    return LONG_TEXT if column.wide else OWN_WIDTHS.get(column.name, WIDTHS.get(column.type, 16.0))


def _lines(words: str, width: float) -> int:
    """Estimate how many lines a text takes in a cell; too many rather than too few."""
    return sum(1 + int(1.15 * len(line) / width) for line in words.split("\n"))


def _write_row(writing: _Writing, sheet: _Sheet, row: Sequence[Cell]) -> None:
    if sheet.next_row >= MOST_ROWS:
        sheet.paper, sheet.next_row = writing.paper(sheet.name), 1
        _begin(writing, sheet)
    number, formats, paper = sheet.next_row, writing.formats, sheet.paper
    lines = max((_lines(str(row[at] or ""), LONG_TEXT) for at in sheet.long), default=1)
    if lines > 1:
        paper.set_row(number, LINE * min(lines, MOST_LINES))
    for at, place, column in sheet.columns:
        value = row[at]
        if value is None or value == "":
            continue
        if isinstance(value, (int, float)):
            paper.write_number(number, place, value, _number_format(formats, column, value))
        elif column.type is Type.DATE:
            paper.write_datetime(number, place, _day(value), formats[Type.DATE])
        else:
            paper.write_string(number, place, _fitting(value), formats["text" if column.wide else "plain"])
    sheet.next_row = number + 1


def _number_format(formats: Mapping[Type | str, Format], column: Field, value: float) -> Format:
    """Return the format of a number: with grouped thousands, unless the column can hold years."""
    if column.type is Type.NUMBER or column.type is Type.INTEGER:
        return formats["whole" if isinstance(value, int) else "parts"]
    return formats.get(column.type, formats["plain"])


def _day(written: str) -> Any:
    return date.fromisoformat(written)


def _fitting(text: str) -> str:
    """Cut a text to the length that a cell can hold, with a mark at its end if it was cut."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(CUT)] + CUT
