"""Tables described for other programs: as a Frictionless data package, and as CSV on the Web.

Knows columns and what they hold; no cell of them.
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
    """A table that was written: how long it is, and its hash."""

    table: DataTable
    size: int
    sha256: str

    @property
    def path(self) -> str:
        """The name of its file."""
        return f"{self.table.name}.csv"


def data_package(name: str, tellers: Sequence[About], tables: Sequence[Described]) -> object:
    """The `datapackage.json`."""
    about = tellers[0]
    return {
        "profile": "data-package",
        "name": name,
        "title": about.naming.plain(about.naming.form.title),
        "version": about.changed_at.strftime("%Y-%m-%d"),
        "keywords": ["preview"] if about.preview else [],
        "resources": [_resource(one) for one in tables],
    }


def _resource(one: Described) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [
            {"name": field.name, "title": field.title, "type": FRICTIONLESS[field.type]}
            for field in one.table.fields
        ],
        "missingValues": [""],
    }
    if one.table.key:
        schema["primaryKey"] = list(one.table.key)
    return {
        "name": one.table.name,
        "path": one.path,
        "profile": "tabular-data-resource",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": one.size,
        "hash": f"sha256:{one.sha256}",
        "schema": schema,
    }


def csv_on_the_web(name: str, tellers: Sequence[About], tables: Sequence[Described]) -> object:
    """The `csv-metadata.json`, with titles in each language."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:identifier": name,
        "dc:title": tellers[0].naming.plain(tellers[0].naming.form.title),
        "dc:modified": tellers[0].changed_at.strftime("%Y-%m-%d"),
        "tables": [
            {
                "url": one.path,
                "tableSchema": {
                    "columns": [_column(field) for field in one.table.fields],
                    **({"primaryKey": [encoded(key) for key in one.table.key]} if one.table.key else {}),
                },
            }
            for one in tables
        ],
    }


def _column(field: Field) -> dict[str, object]:
    said = [field.name, field.title] if field.title and field.title != field.name else field.name
    return {"name": encoded(field.name), "titles": said, "datatype": ON_THE_WEB[field.type], "null": ""}


def encoded(name: str) -> str:
    """A column's name as CSV on the Web wants it."""
    return quote(name, safe="").replace("-", "%2D").replace("~", "%7E")
