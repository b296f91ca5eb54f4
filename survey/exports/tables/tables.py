"""The table model: columns, with names that never change and labels for the reader, and rows.

Knows no file format: `as_csv` and `as_xlsx` write any table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

Cell = str | int | float | None
EVERYWHERE = "*"
"""The sheet of a column that is on all sheets."""
Rows = Iterator[Sequence[Cell]]


class Type(StrEnum):
    """The type of a column: how it is written, and how the package describes it."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    MIXED = "mixed"
    """Numbers of several kinds, including years."""
    INTEGER = "integer"
    YEAR = "year"
    DATE = "date"
    MOMENT = "moment"
    TRUTH = "truth"


FRACTIONAL = frozenset({Type.NUMBER, Type.MIXED})
"""The types of columns whose numbers may have decimals."""
NUMERIC = FRACTIONAL | {Type.INTEGER, Type.YEAR}


@dataclass(frozen=True, slots=True)
class Holds:
    """What a column of the wide table holds: a part of a question, in a row and a cell of a breakdown.

    `part` is `value`, `choice` (1 where `choice` is among several chosen, else 0), `missing`, `currency`,
    `status`, or `words` (of a country's own row, or of an entry).
    """

    question: str
    row: str = ""
    cell: str = ""
    part: str = "value"
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name in all languages, its label in the reader's language, its type and its sheet.

    A sheet is the code of a dimension, or blank if the column belongs to none.
    """

    name: str
    label: str
    type: Type = Type.TEXT
    sheet: str = EVERYWHERE
    title: str = ""
    """The label in the reader's language even if codes are shown, for descriptions of the table."""
    wide: bool = False
    """Whether the cells hold long texts and need room."""
    holds: Holds | None = None
    """What a column of the wide table holds of the questionnaire."""
    codes: tuple[str, ...] = ()
    """All codes that a cell may hold where codes are shown; none if there is no closed list of them."""
    unit: str = ""
    """The code of the unit of all numbers in the column."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns whose values, taken together, stand in the columns of the same names of another table."""

    columns: tuple[str, ...]
    table: str


OF_A_REPORT = Reference(("round", "country_iso3"), "wide")
"""Every row belongs to a report, which has a row in the wide table."""


@dataclass(frozen=True, slots=True)
class DataTable:
    """Columns, and rows that can be read repeatedly; `sheet_of` returns the sheet of a row."""

    name: str
    fields: tuple[Field, ...]
    rows: Callable[[], Rows]
    key: tuple[str, ...] = ()
    sheet_of: Callable[[Sequence[Cell]], str] | None = None
    references: tuple[Reference, ...] = ()
