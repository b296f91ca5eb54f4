"""The file formats of exports, and which of them are for programs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Shape(StrEnum):
    """The file format of an export."""

    MACHINES = "csv"
    PEOPLE = "people"
    XLSX = "xlsx"
    PARQUET = "parquet"
    ZIP = "zip"


EXTENSIONS: Mapping[Shape, str] = MappingProxyType(
    {shape: "csv" if shape is Shape.PEOPLE else shape.value for shape in Shape}
)
OF_CODES = frozenset({Shape.PARQUET, Shape.ZIP})
"""The formats that hold codes, whatever labels are asked for."""
FOR_PROGRAMS = OF_CODES | {Shape.MACHINES}
"""The formats that hold codes unless labels are asked for."""
