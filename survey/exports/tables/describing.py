"""Describes tables for other programs: as a Frictionless data package, and as CSV on the Web.

Knows columns and their types; no cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from survey.exports.tables.tables import DataTable, Field, Type

if TYPE_CHECKING:
    from survey.exports.tables.covers import About

FRICTIONLESS = {
    Type.TEXT: "string", Type.CODE: "string", Type.NUMBER: "number", Type.MIXED: "number",
    Type.INTEGER: "integer", Type.YEAR: "integer", Type.DATE: "date", Type.MOMENT: "datetime",
    Type.TRUTH: "boolean",
}  # fmt: skip
ON_THE_WEB = {
    Type.TEXT: "string", Type.CODE: "string", Type.NUMBER: "decimal", Type.MIXED: "decimal",
    Type.INTEGER: "integer", Type.YEAR: "integer", Type.DATE: "date", Type.MOMENT: "datetime",
    Type.TRUTH: "boolean",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Described:
    """A table that was written, with the size and hash of its file."""

    table: DataTable
    size: int
    sha256: str

    @property
    def path(self) -> str:
        """The name of the table's file."""
        return f"{self.table.name}.csv"


def data_package(name: str, tellers: Sequence[About], tables: Sequence[Described]) -> object:
    """Return the content of `datapackage.json`."""
    about = tellers[0]
    return {
        "profile": "data-package",
        "name": name,
        "title": about.naming.plain(about.naming.form.title),
        "version": about.changed_at.strftime("%Y-%m-%d"),
        **({"edition": about.edition.number} if about.edition is not None else {}),
        "keywords": _keywords(about),
        **_licences(about),
        "resources": [_resource(described) for described in tables],
    }


def _keywords(about: About) -> list[str]:
    return [*(["sample"] if about.is_sample else []), *(["preview"] if about.preview else [])]


def _licences(about: About) -> dict[str, object]:
    """Return the licence under which the data are handed out; nothing where none is set."""
    licence = about.naming.form.licence
    return {"licenses": [{"name": licence}]} if licence else {}


def _field(field: Field) -> dict[str, object]:
    """Describe a column, with all codes that it may hold and the unit of its numbers."""
    said: dict[str, object] = {"name": field.name, "title": field.title, "type": FRICTIONLESS[field.type]}
    if field.codes:
        is_number = field.type is Type.INTEGER
        said["constraints"] = {"enum": [int(code) if is_number else code for code in field.codes]}
    if field.unit:
        said["unit"] = field.unit
    return said


def _resource(described: Described) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(field) for field in described.table.fields],
        "missingValues": [""],
    }
    if described.table.key:
        schema["primaryKey"] = list(described.table.key)
    if described.table.references:
        schema["foreignKeys"] = [
            {
                "fields": list(reference.columns),
                "reference": {"resource": reference.table, "fields": list(reference.columns)},
            }
            for reference in described.table.references
        ]
    return {
        "name": described.table.name,
        "path": described.path,
        "profile": "tabular-data-resource",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": described.size,
        "hash": f"sha256:{described.sha256}",
        "schema": schema,
    }


def csv_on_the_web(name: str, tellers: Sequence[About], tables: Sequence[Described]) -> object:
    """Return the content of `csv-metadata.json`."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:identifier": name,
        "dc:title": tellers[0].naming.plain(tellers[0].naming.form.title),
        **({"dc:subject": "sample"} if tellers[0].is_sample else {}),
        "dc:modified": tellers[0].changed_at.strftime("%Y-%m-%d"),
        "tables": [
            {
                "url": described.path,
                "tableSchema": {
                    "columns": [_column(field) for field in described.table.fields],
                    **_keys(described.table),
                },
            }
            for described in tables
        ],
    }


def _keys(table: DataTable) -> dict[str, object]:
    """Describe the primary key of a table, and the tables that it refers to."""
    keys: dict[str, object] = {"primaryKey": [encoded(key) for key in table.key]} if table.key else {}
    if table.references:
        keys["foreignKeys"] = [
            {
                "columnReference": (columns := [encoded(name) for name in reference.columns]),
                "reference": {"resource": f"{reference.table}.csv", "columnReference": columns},
            }
            for reference in table.references
        ]
    return keys


def _column(field: Field) -> dict[str, object]:
    said = [field.name, field.title] if field.title and field.title != field.name else field.name
    return {"name": encoded(field.name), "titles": said, "datatype": ON_THE_WEB[field.type], "null": ""}


def encoded(name: str) -> str:
    """Return a column's name, encoded as CSV on the Web requires."""
    return quote(name, safe="").replace("-", "%2D").replace("~", "%7E")
