"""How far each domain is translated into each language, judged text by text from the files of a folder.

Knows the catalogs' folder and the given texts, not where texts come from.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.catalogs.catalog import rule_of
from survey.catalogs.checking import TranslationState, TranslationVerdict, verdicts
from survey.catalogs.po import CatalogMistake, PoFile, empty_catalog, read_po
from survey.languages import TRANSLATED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from survey.messages import Text


@dataclass(frozen=True, slots=True)
class CatalogProgress:
    """How far a domain is translated into a language."""

    language: str
    domain: str
    verdicts: tuple[TranslationVerdict, ...]

    @property
    def counts(self) -> Counter[TranslationState]:
        """Count the texts in each state."""
        return Counter(verdict.state for verdict in self.verdicts)

    @property
    def percent(self) -> int:
        """Return the percentage of texts shown translated, rounded down so that 100 means all texts."""
        return 100 * self.counts[TranslationState.COMPLETE] // len(self.verdicts) if self.verdicts else 100

    @property
    def gaps(self) -> tuple[TranslationVerdict, ...]:
        """Return the texts that would be shown in English."""
        return tuple(verdict for verdict in self.verdicts if verdict.state is not TranslationState.COMPLETE)


def progress_of(folder: Path, language: str, domain: str, texts: Iterable[Text]) -> CatalogProgress:
    """Judge a catalog of a folder against the current texts of its domain."""
    path = catalog_path(folder, language, domain)
    file = read_or_begin(path)
    try:
        return CatalogProgress(language, domain, tuple(verdicts(file, rule_of(file, language), texts)))
    except CatalogMistake as mistake:
        raise mistake.in_file(path) from None


def read_or_begin(path: Path) -> PoFile:
    """Read a catalog, or begin an empty catalog if there is no file; a mistake names the file."""
    if not path.is_file():
        return empty_catalog(path.parent.name)
    try:
        return read_po(path.read_bytes())
    except CatalogMistake as mistake:
        raise mistake.in_file(path) from None


def catalog_path(folder: Path, language: str, domain: str) -> Path:
    """Return the path of a domain's catalog."""
    return folder / language / f"{domain}.po"


def languages_in(folder: Path) -> tuple[str, ...]:
    """Return the languages to translate into: those of the product, and those with a folder of catalogs."""
    return tuple(sorted({*TRANSLATED, *(path.parent.name for path in folder.glob("*/*.po"))}))
