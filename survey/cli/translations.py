"""`survey translations`: collect the English texts, update catalogs, show what is missing, compile.

This module knows folders and output; `survey.catalogs` judges translations.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click
from babel.core import UnknownLocaleError

from survey.catalogs import INTERFACE, CatalogMistake, compile_catalog
from survey.catalogs.catalog import rule_of
from survey.catalogs.checking import TranslationState
from survey.catalogs.extraction import Harvest, interface_texts
from survey.catalogs.folder import compiled_beside, write_if_changed
from survey.catalogs.merging import merged, template
from survey.catalogs.plurals import babel_rule
from survey.catalogs.po import write_po
from survey.catalogs.progress import CatalogProgress, catalog_path, languages_in, progress_of, read_or_begin
from survey.cli.places import shown
from survey.questionnaire.mistakes import BadQuestionnaire
from survey.questionnaire.wording import texts, texts_of_editions
from survey.settings import Settings

if TYPE_CHECKING:
    from survey.messages import Text
    from survey.questionnaire.model import Questionnaire

Command = TypeVar("Command", bound=Callable[..., Any])
CODE = Path(__file__).resolve().parent.parent
COLUMNS = ("language", "domain", *TranslationState, "percent")


@dataclass(frozen=True, slots=True)
class Sources:
    """The English texts of every domain in catalog order, and the mistakes in writing them."""

    domains: Mapping[str, tuple[Text, ...]]
    notes: Mapping[str, str]
    mistakes: Sequence[str] = ()

    def notes_in(self, domain: str) -> Mapping[str, str]:
        """The notes for translators of a domain; questionnaires need none, since contexts name questions."""
        return self.notes if domain == INTERFACE else {}


def sources(code: Path, forms: Path) -> Sources:
    """Collect the texts of the interface and of every questionnaire, with all its editions."""
    harvest = interface_texts(code)
    mistakes = list(harvest.mistakes)
    editions: dict[str, list[Questionnaire]] = {}
    for path, questionnaire in _questionnaires(forms, mistakes):
        mistakes += _mistakes_of(path, questionnaire)
        editions.setdefault(questionnaire.slug, []).append(questionnaire)
    if INTERFACE in editions:
        mistakes.append(f"{forms / INTERFACE}: {INTERFACE} is the catalog of the pages; choose another slug")
    domains = {slug: texts_of_editions(found) for slug, found in sorted(editions.items())}
    return Sources({**domains, INTERFACE: harvest.texts}, harvest.notes, mistakes)


def _questionnaires(forms: Path, mistakes: list[str]) -> Iterator[tuple[Path, Questionnaire]]:
    # Imported here, since reading questionnaires loads much more than `compile` and `--help` need.
    from survey.questionnaire.reading import editions_in, read_file

    for edition in editions_in(forms):
        try:
            yield edition.path, read_file(edition.path, str(edition.path))
        except BadQuestionnaire as bad:
            mistakes += map(str, bad.mistakes)


def _mistakes_of(path: Path, questionnaire: Questionnaire) -> Sequence[str]:
    harvest = Harvest()
    for text in texts(questionnaire):
        harvest.add(text, str(path))
    return harvest.mistakes


def _near(_context: click.Context, _option: click.Parameter, path: Path) -> Path:
    return Path(shown(path))


def _known(_context: click.Context, _option: click.Parameter, languages: Sequence[str]) -> Sequence[str]:
    for language in languages:
        try:
            babel_rule(language)
        except (UnknownLocaleError, ValueError):
            raise click.BadParameter(
                f"'{language}' is no language that CLDR knows; write fr or pt-BR."
            ) from None
    return languages


def _folder(name: str, default: Callable[[], Path], what: str) -> Callable[[Command], Command]:
    kind = click.Path(file_okay=False, path_type=Path)
    return click.option(
        name, type=kind, default=default, callback=_near, help=f"{what}; by default the installation's."
    )


FOLDER = _folder("--folder", lambda: Settings().translations, "The folder of catalogs")
FORMS = _folder("--forms", lambda: Settings().forms, "The folder of questionnaires")
SOURCE_CODE = _folder("--code", lambda: CODE, "The folder of Python files and templates")
LANG = click.option(
    "--lang",
    "languages",
    multiple=True,
    callback=_known,
    metavar="CODE",
    help="Only this language, which may be a new one; may be given several times.",
)


@click.group()
def translations() -> None:
    """Collect texts to translate, update catalogs, tell what is missing, compile."""


@translations.command()
@FOLDER
@FORMS
@SOURCE_CODE
def extract(folder: Path, forms: Path, code: Path) -> None:
    """Write the templates: every English text, one file a domain."""
    found = _sound_sources(code, forms)
    for domain, wanted in found.domains.items():
        path = folder / f"{domain}.pot"
        changed = write_if_changed(path, write_po(template(wanted, found.notes_in(domain))))
        _tell(f"{path}: {len(wanted)} texts{'' if changed else ', as before'}")


@translations.command()
@FOLDER
@FORMS
@SOURCE_CODE
@LANG
def update(folder: Path, forms: Path, code: Path, languages: Sequence[str]) -> None:
    """Bring every catalog up to its English: new texts empty, changed ones stale, gone ones kept aside."""
    found = _sound_sources(code, forms)
    for language in languages or languages_in(folder):
        for domain, wanted in found.domains.items():
            _update(catalog_path(folder, language, domain), language, wanted, found.notes_in(domain))


def _update(path: Path, language: str, wanted: Sequence[Text], notes: Mapping[str, str]) -> None:
    with _refusing():
        file = read_or_begin(path)
        now = merged(file, wanted, language, rule_of(file, language).forms, notes)
    changed = write_if_changed(path, write_po(now))
    _tell(f"{path}: {'updated' if changed else 'as before'}")


@translations.command()
@FOLDER
@FORMS
@SOURCE_CODE
@LANG
@click.option("--list", "listed", is_flag=True, help="Name every text that is not shown translated, and why.")
@click.option("--strict", is_flag=True, help="Exit with 1 when anything is below 100 percent.")
def status(
    folder: Path, forms: Path, code: Path, languages: Sequence[str], listed: bool, strict: bool
) -> None:
    """Tell what is complete, missing, stale and broken, by language and domain."""
    domains = _sound_sources(code, forms).domains
    with _refusing():
        found = [
            progress_of(folder, language, domain, wanted)
            for language in languages or languages_in(folder)
            for domain, wanted in domains.items()
        ]
    click.echo("\n".join(_table(found)))
    for progress in found if listed else ():
        for gap in progress.gaps:
            reason = f" ({gap.reason})" if gap.reason else ""
            click.echo(f"{progress.language} {progress.domain} {gap.context}: {gap.state}{reason}")
    if strict and any(progress.gaps for progress in found):
        sys.exit(1)


@translations.command("compile")
@FOLDER
def compile_all(folder: Path) -> None:
    """Write the compiled catalogs, which load ten times faster."""
    for path in sorted(folder.glob("*/*.po")):
        with _refusing(path):
            write_if_changed(compiled_beside(path), compile_catalog(path.parent.name, path.read_bytes()))
        _tell(f"{compiled_beside(path)}: compiled")


def _sound_sources(code: Path, forms: Path) -> Sources:
    found = sources(code, forms)
    if found.mistakes:
        _refuse(*found.mistakes)
    return found


@contextmanager
def _refusing(path: Path | None = None) -> Iterator[None]:
    """Exit with the file and line of a catalog that cannot be read."""
    try:
        yield
    except CatalogMistake as mistake:
        _refuse(str(mistake.in_file(path) if path else mistake))


def _refuse(*sentences: str) -> NoReturn:
    for sentence in sentences:
        click.echo(sentence, err=True)
    sys.exit(1)


def _tell(sentence: str) -> None:
    """Print the progress to a terminal only."""
    if sys.stdout.isatty():
        click.echo(sentence)


def _table(found: Sequence[CatalogProgress]) -> Iterator[str]:
    rows = [COLUMNS, *(_row(progress) for progress in found)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell.ljust(width) if number < 2 else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells)


def _row(progress: CatalogProgress) -> tuple[str, ...]:
    counts = progress.counts
    return (
        progress.language,
        progress.domain,
        *(str(counts[state]) for state in TranslationState),
        f"{progress.percent}%",
    )
