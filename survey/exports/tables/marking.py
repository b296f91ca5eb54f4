"""Marks the tables of a demonstration: a column says of every row that it is a sample.

Knows no file format.
"""

from __future__ import annotations

from dataclasses import replace

from survey.exports.tables.tables import DataTable, Field, Rows, Type
from survey.messages import say

SAMPLE = "sample"
HEADING = say("column/sample", "Sample (1: nothing here is real)")


def as_samples(table: DataTable, label: str = SAMPLE, title: str = "") -> DataTable:
    """Return a table with one more column, the last one, which is 1 in every row."""

    def rows() -> Rows:
        return ((*row, 1) for row in table.rows())

    column = Field(SAMPLE, label, Type.INTEGER, title=title or label)
    return replace(table, fields=(*table.fields, column), rows=rows)
