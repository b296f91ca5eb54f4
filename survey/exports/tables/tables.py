"""A table that leaves: its columns with names that never change and labels for the reader, and its rows.

Knows no file format: `as_csv` and `as_xlsx` write any table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

Cell = str | int | float | None
EVERYWHERE = "*"
"""The sheet of a column that stands on all of them."""
Rows = Iterator[Sequence[Cell]]


class Type(StrEnum):
    """What a column holds: how it is written, and how the package describes it."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    MIXED = "mixed"
    """Numbers of several sorts, years among them."""
    INTEGER = "integer"
    YEAR = "year"
    DATE = "date"
    MOMENT = "moment"
    TRUTH = "truth"


NUMERIC = frozenset({Type.NUMBER, Type.MIXED, Type.INTEGER, Type.YEAR})


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name in all languages, its label in the reader's, what it holds, on which sheet it is.

    A sheet is the code of a dimension, or blank outside all dimensions.
    """

    name: str
    label: str
    type: Type = Type.TEXT
    sheet: str = EVERYWHERE
    title: str = ""
    """Its label in the reader's language, whatever is shown; for those who describe it."""
    wide: bool = False
    """Whether it holds whole texts, so that its cells want room."""


@dataclass(frozen=True, slots=True)
class DataTable:
    """Columns and their rows, which can be asked for anew each time; `sheet_of` says where a row belongs."""

    name: str
    fields: tuple[Field, ...]
    rows: Callable[[], Rows]
    key: tuple[str, ...] = ()
    sheet_of: Callable[[Sequence[Cell]], str] | None = None
