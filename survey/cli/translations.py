"""`survey translations`: collect the English texts, bring catalogs up to date, tell what is missing, compile.

Knows folders and files; what a translation is worth is decided in `survey.catalogs`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

import click
from babel.core import UnknownLocaleError

from survey.catalogs import INTERFACE, CatalogMistake, compile_catalog
from survey.catalogs.catalog import rule_of
from survey.catalogs.checking import State, Verdict, verdicts
from survey.catalogs.extraction import Harvest, interface_texts
from survey.catalogs.folder import compiled_beside, write_if_changed
from survey.catalogs.merging import merged, template
from survey.catalogs.plurals import babel_rule
from survey.catalogs.po import PoFile, empty_catalog, read_po, write_po
from survey.cli.places import shown
from survey.languages import TRANSLATED
from survey.messages import Text
from survey.questionnaire.mistakes import BadQuestionnaire
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.wording import texts, texts_of_editions
from survey.settings import Settings

CODE = Path(__file__).resolve().parent.parent
FOLDER = click.Path(file_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class Sources:
    """The English texts of every domain in the order of its catalogs, and the mistakes in writing them."""

    domains: Mapping[str, tuple[Text, ...]]
    mistakes: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one domain is translated into one language."""

    language: str
    domain: str
    verdicts: tuple[Verdict, ...]

    @property
    def counts(self) -> Counter[State]:
        """How many texts there are of each state."""
        return Counter(verdict.state for verdict in self.verdicts)

    @property
    def percent(self) -> int:
        """The share of texts that are shown translated, rounded down so that 100 means all."""
        return 100 * self.counts[State.COMPLETE] // len(self.verdicts) if self.verdicts else 100


def sources(code: Path, forms: Path) -> Sources:
    """Collect the texts of the interface and of every questionnaire, all editions together."""
    harvest = interface_texts(code)
    domains = {INTERFACE: harvest.texts}
    mistakes = list(harvest.mistakes)
    editions: dict[str, list[Questionnaire]] = {}
    for path, questionnaire in _questionnaires(forms, mistakes):
        mistakes += _twice_worded(path, questionnaire)
        editions.setdefault(questionnaire.slug, []).append(questionnaire)
    if INTERFACE in editions:
        mistakes.append(f"{shown(forms / INTERFACE)}: no questionnaire can be called {INTERFACE}; rename it")
    domains |= {slug: texts_of_editions(found) for slug, found in sorted(editions.items()) if slug != INTERFACE}
    return Sources(domains, mistakes)


def _questionnaires(forms: Path, mistakes: list[str]) -> Iterator[tuple[Path, Questionnaire]]:
    from survey.questionnaire.reading import editions_in, read_file

    for edition in editions_in(forms):
        try:
            yield edition.path, read_file(edition.path, shown(edition.path))
        except BadQuestionnaire as bad:
            mistakes += map(str, bad.mistakes)


def _twice_worded(path: Path, questionnaire: Questionnaire) -> Sequence[str]:
    harvest = Harvest()
    for text in texts(questionnaire):
        harvest.add(text, shown(path))
    return harvest.mistakes


def languages_in(folder: Path) -> tuple[str, ...]:
    """The languages to translate into: those of the product and those with a folder of catalogs."""
    return tuple(sorted({*TRANSLATED, *(path.parent.name for path in folder.glob("*/*.po"))}))


def read_or_begin(path: Path) -> PoFile:
    """Read a catalog, or begin it where there is none; a mistake names the file."""
    if not path.is_file():
        return empty_catalog(path.parent.name)
    try:
        return read_po(path.read_bytes())
    except CatalogMistake as mistake:
        raise mistake.in_file(Path(shown(path))) from None


def standing(folder: Path, language: str, domain: str, wanted: Sequence[Text]) -> Standing:
    """Judge one catalog against the current texts."""
    file = read_or_begin(folder / language / f"{domain}.po")
    return Standing(language, domain, tuple(verdicts(file, rule_of(file, language), wanted)))


@click.group()
def translations() -> None:
    """Catalogs of the interface and of the questionnaires: collect, update, judge, compile."""


def _options[**P](command: Callable[P, None]) -> Callable[P, None]:
    raise NotImplementedError
