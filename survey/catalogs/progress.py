"""How far each domain is translated into each language: judged text by text, from the files of a folder.

Knows the catalogs' folder and the texts it is told, not where texts come from.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.catalogs.catalog import rule_of
from survey.catalogs.checking import State, Verdict, verdicts
from survey.catalogs.po import CatalogMistake, PoFile, empty_catalog, read_po
from survey.languages import TRANSLATED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from survey.messages import Text


@dataclass(frozen=True, slots=True)
class CatalogProgress:
    """What one language has of one domain."""

    language: str
    domain: str
    verdicts: tuple[Verdict, ...]

    @property
    def counts(self) -> Counter[State]:
        """How many texts there are in each state."""
        return Counter(verdict.state for verdict in self.verdicts)

    @property
    def percent(self) -> int:
        """The share of texts that are shown translated, rounded down so that 100 means all of them."""
        return 100 * self.counts[State.COMPLETE] // len(self.verdicts) if self.verdicts else 100

    @property
    def gaps(self) -> tuple[Verdict, ...]:
        """What would be shown in English."""
        return tuple(verdict for verdict in self.verdicts if verdict.state is not State.COMPLETE)


def progress_of(folder: Path, language: str, domain: str, texts: Iterable[Text]) -> CatalogProgress:
    """Judge one catalog of a folder against the current texts of its domain."""
    path = catalog_path(folder, language, domain)
    file = read_or_begin(path)
    try:
        return CatalogProgress(language, domain, tuple(verdicts(file, rule_of(file, language), texts)))
    except CatalogMistake as mistake:
        raise mistake.in_file(path) from None


def read_or_begin(path: Path) -> PoFile:
    """Read a catalog, or begin it where there is none; a mistake names the file."""
    if not path.is_file():
        return empty_catalog(path.parent.name)
    try:
        return read_po(path.read_bytes())
    except CatalogMistake as mistake:
        raise mistake.in_file(path) from None


def catalog_path(folder: Path, language: str, domain: str) -> Path:
    """Where the catalog of a domain lies."""
    return folder / language / f"{domain}.po"


def languages_in(folder: Path) -> tuple[str, ...]:
    """The languages to translate into: those of the product, and those with a folder of catalogs."""
    return tuple(sorted({*TRANSLATED, *(path.parent.name for path in folder.glob("*/*.po"))}))
