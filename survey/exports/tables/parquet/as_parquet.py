"""Writes a table as Parquet, a group of rows at a time. Columns have their names, and types:

    column            type
    numbers           double
    counts and years  integer (64 bits)
    true or false     boolean
    days; moments     date; timestamp (UTC)
    codes and texts   text

What is blank has no value. Each column carries its title and the unit of its numbers as metadata. The library
is imported when a file is written, so that nothing else pays for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any

from survey.exports.tables.tables import Cell, DataTable, Field, Type

if TYPE_CHECKING:
    import pyarrow

CELLS_AT_ONCE = 400_000
"""How many cells a group of rows has at most: they are in memory together."""
COMPRESSION = "zstd"


def _true(cell: Cell) -> bool:
    return cell == "true"


def _day(cell: Cell) -> date:
    return date.fromisoformat(str(cell))


def _moment(cell: Cell) -> datetime:
    return datetime.fromisoformat(str(cell))


def _whole(cell: Cell) -> int:
    return int(cell or 0)


def _number(cell: Cell) -> float:
    return float(cell or 0)


VALUES: Mapping[Type, Callable[[Cell], Any]] = MappingProxyType(
    {
        Type.NUMBER: _number,
        Type.MIXED: _number,
        Type.INTEGER: _whole,
        Type.YEAR: _whole,
        Type.TRUTH: _true,
        Type.DATE: _day,
        Type.MOMENT: _moment,
    }
)
"""How the cells of a column become values; those of all other columns are texts."""


def to_parquet(table: DataTable, file: IO[bytes]) -> None:
    """Write a table whose cells are codes."""
    from pyarrow import RecordBatch
    from pyarrow.parquet import ParquetWriter

    schema = _schema(table.fields)
    with ParquetWriter(file, schema, compression=COMPRESSION) as writer:
        for rows in _groups(table):
            writer.write_batch(
                RecordBatch.from_arrays(list(_columns(table.fields, schema, rows)), schema=schema)
            )


def _schema(fields: Iterable[Field]) -> pyarrow.Schema:
    import pyarrow as pa

    whole, text = pa.int64(), pa.string()
    types = {
        Type.NUMBER: pa.float64(), Type.MIXED: pa.float64(), Type.INTEGER: whole, Type.YEAR: whole,
        Type.TRUTH: pa.bool_(), Type.DATE: pa.date32(), Type.MOMENT: pa.timestamp("ms", "UTC"),
    }  # fmt: skip
    return pa.schema(
        [
            pa.field(
                field.name, types.get(field.type, text), metadata={"title": field.title, "unit": field.unit}
            )
            for field in fields
        ]
    )


def _groups(table: DataTable) -> Iterator[Sequence[Sequence[Cell]]]:
    """Yield the rows in groups that fit into memory."""
    rows, most = table.rows(), max(1, CELLS_AT_ONCE // len(table.fields))
    while group := list(islice(rows, most)):
        yield group


def _columns(
    fields: Sequence[Field], schema: pyarrow.Schema, rows: Sequence[Sequence[Cell]]
) -> Iterator[pyarrow.Array]:
    """Yield the columns of a group of rows."""
    import pyarrow as pa

    for at, field in enumerate(fields):
        value = VALUES.get(field.type, str)
        cells = [None if row[at] is None or row[at] == "" else value(row[at]) for row in rows]
        yield pa.array(cells, schema.field(at).type)
