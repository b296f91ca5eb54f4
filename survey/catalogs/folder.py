"""The folder of catalogs, `<language>/<domain>.po`: read as a whole, and never left half written.

Knows where files are, not what they mean.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from survey.catalogs.catalog import Catalog, read_catalog
from survey.catalogs.po import CatalogMistake

if TYPE_CHECKING:
    from collections.abc import Iterable


class Catalogs:
    """All catalogs, by domain and language."""

    def __init__(self, catalogs: Iterable[Catalog] = ()) -> None:
        self._found = {(catalog.domain, catalog.language): catalog for catalog in catalogs}

    def find(self, domain: str, language: str) -> Catalog | None:
        """Return the catalog of a domain in a language, if there is any."""
        return self._found.get((domain, language))

    def replaced(self, *catalogs: Catalog) -> Catalogs:
        """Return the same catalogs with some replaced, as an open round does with its own copies."""
        return Catalogs((*self._found.values(), *catalogs))


def load_catalogs(folder: Path) -> Catalogs:
    """Read every `<language>/<domain>.po` of a folder; a mistake raises `CatalogMistake`, naming the file."""
    return Catalogs(_loaded(path) for path in sorted(folder.glob("*/*.po")))


def _loaded(path: Path) -> Catalog:
    compiled = compiled_beside(path)
    quick = compiled.read_bytes() if compiled.is_file() else b""
    try:
        return read_catalog(path.stem, path.parent.name, path.read_bytes(), quick)
    except CatalogMistake as mistake:
        raise mistake.in_file(path) from None


def compiled_beside(path: Path) -> Path:
    """Return the path of the compiled catalog of a `.po` file."""
    return path.with_suffix(".mo")


def write_if_changed(path: Path, data: bytes) -> bool:
    """Write a file at once, and only when its bytes differ; tell whether they did."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True
