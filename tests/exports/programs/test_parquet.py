"""Parquet has the cells of a table with their types, comes in groups of rows, and costs nobody else."""

import io
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime

import pyarrow.parquet as pq

from survey.exports.tables.answers import answers
from survey.exports.tables.parquet import to_parquet
from survey.exports.tables.parquet.as_parquet import CELLS_AT_ONCE
from survey.exports.tables.tables import DataTable, Field, Type
from tests.exports.rounds import naming, source

ROW = {
    Type.TEXT: ("=1+1", "=1+1"), Type.CODE: ("004", "004"),
    Type.NUMBER: (5, 5.0), Type.MIXED: (20200531, 20200531.0),
    Type.INTEGER: (3, 3), Type.YEAR: ("2020", 2020),
    Type.DATE: ("2020-05-03", date(2020, 5, 3)), Type.TRUTH: ("false", False),
    Type.MOMENT: ("2020-06-01T08:30:00Z", datetime(2020, 6, 1, 8, 30, tzinfo=UTC)),
}  # fmt: skip
"""A cell of each type of column, and what is read."""


def written(table):
    file = io.BytesIO()
    to_parquet(table, file)
    return file.getvalue()


def read(table):
    return pq.ParquetFile(io.BytesIO(written(table)))


def table_of(*rows):
    fields = tuple(Field(kind.value, "shown", kind, title="Title", unit="persons") for kind in ROW)
    return DataTable("t", fields, lambda: iter(rows))


def test_every_type_of_column_is_read_as_what_it_is_and_what_is_blank_has_no_value():
    assert set(Type) == set(ROW)
    cells = [cell for cell, _ in ROW.values()]
    found = read(table_of(cells, [None] * len(ROW), [""] * len(ROW))).read().to_pylist()
    assert {kind.value: value for kind, (_, value) in ROW.items()} == found[0]
    assert [dict.fromkeys(found[0])] * 2 == found[1:]
    assert type(found[0]["number"]) is float and type(found[0]["year"]) is int


def test_columns_have_their_names_and_carry_title_and_unit():
    schema = read(table_of()).schema_arrow
    assert [kind.value for kind in ROW] == schema.names
    assert {b"title": b"Title", b"unit": b"persons"}.items() <= schema.field("number").metadata.items()


def test_rows_come_in_groups_that_have_a_most_of_cells():
    columns = 400
    most = CELLS_AT_ONCE // columns
    fields = tuple(Field(f"c{number}", "", Type.INTEGER) for number in range(columns))
    file = read(DataTable("t", fields, lambda: iter([[1] * columns] * (2 * most + 1))))
    assert [most, most, 1] == [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)]


def test_answers_are_those_of_the_table_and_the_same_answers_are_the_same_bytes():
    of = source()
    table = answers(of, naming(of))
    found = read(table).read()
    assert len(list(table.rows())) == found.num_rows
    assert {2020} == set(found["round"].to_pylist())
    assert {True, False} == set(found["carried"].to_pylist())
    assert "=HYPERLINK(1)" in found["value_text"].to_pylist()
    assert written(table) == written(table)


def test_a_preview_is_marked_in_every_row():
    of = replace(source(), preview=True)
    assert {"2020 preview"} == set(read(answers(of, naming(of))).read()["round"].to_pylist())


def test_pages_and_commands_start_without_the_library():
    code = "import sys, survey.web.app, survey.cli.export; sys.exit('pyarrow' in sys.modules)"
    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode
