"""The edition that a round takes, with its bytes and catalogs, and whether a round may open with it.

This module reads files and judges them; it stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from survey.catalogs.catalog import read_catalog
from survey.catalogs.po import CatalogMistake
from survey.catalogs.progress import catalog_path, languages_in
from survey.errors import NotFound, Refusal
from survey.languages import SOURCE
from survey.messages import Message, Text, say, say_count
from survey.questionnaire.mistakes import BadQuestionnaire
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.reading import editions_in, read_text
from survey.questionnaire.wording import texts
from survey.settings import Settings

CatalogCopy = tuple[str, bytes, str]
"""A language, the bytes of its catalog, and their SHA-256."""


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition as a round freezes it."""

    questionnaire: Questionnaire
    source: bytes
    sha256: str
    catalogs: tuple[CatalogCopy, ...]


class Gaps(Refusal):
    """Some texts are not translated; the secretariat may allow that."""

    code = "translations-missing"
    status = 409


def edition_for(settings: Settings, form: str, year: int, edition: str = "") -> Edition:
    """Read the edition asked for, or the latest one of the year or before."""
    path = _path(settings.forms, form, year, edition)
    source = path.read_bytes()
    try:
        questionnaire = read_text(source, f"{form}/{path.name}")
    except BadQuestionnaire as bad:
        raise Refusal(
            say_count(
                "rounds/mistakes",
                "The questionnaire has {count} mistake: {first}. Correct it, then open the round.",
                "The questionnaire has {count} mistakes; the first is: {first}. Correct them, "
                "then open the round.",
                len(bad.mistakes),
                first=str(bad.mistakes[0]).rstrip("."),
            )
        ) from bad
    catalogs = tuple(_catalogs(settings.translations, form))
    return Edition(questionnaire, source, sha256(source).hexdigest(), catalogs)


def _path(forms: Path, form: str, year: int, edition: str) -> Path:
    """Return the file of the edition asked for, or of the latest one of the year or before."""
    there = {listed.edition: listed.path for listed in editions_in(forms) if listed.slug == form}
    fitting = [name for name in there if (name == edition if edition else name[:4] <= str(year))]
    if not fitting:
        raise NotFound(
            say(
                "rounds/no-edition",
                "There is no edition {edition} of “{form}”. See the editions with “survey forms check”.",
                edition=edition or str(year),
                form=form,
            )
        )
    return there[max(fitting)]


def _catalogs(folder: Path, form: str) -> Iterator[CatalogCopy]:
    for language in languages_in(folder):
        path = catalog_path(folder, language, form)
        if path.is_file():
            source = path.read_bytes()
            yield language, source, sha256(source).hexdigest()


def refuse_gaps(edition: Edition) -> None:
    """Refuse an edition that a country would partly read in English, and name the gaps."""
    found = dict(gaps(edition))
    if found:
        raise Gaps(
            say_count(
                "rounds/gaps",
                "{count} text is not translated ({languages}). Translate it, or allow the gap.",
                "{count} texts are not translated ({languages}). Translate them, or allow the gaps.",
                sum(found.values()),
                languages=", ".join(f"{language}: {count}" for language, count in found.items()),
            )
        )


def gaps(edition: Edition) -> Iterator[tuple[str, int]]:
    """Yield the number of missing texts of each language in which the form must be complete."""
    wanted = list(texts(edition.questionnaire))
    copies = {language: source for language, source, _ in edition.catalogs}
    for language in edition.questionnaire.languages:
        if language == SOURCE.code:
            continue
        lacking = _lacking(edition.questionnaire.slug, language, copies.get(language), wanted)
        if lacking:
            yield language, lacking


def _lacking(form: str, language: str, source: bytes | None, wanted: Sequence[Text]) -> int:
    if source is None:
        return len(wanted)
    try:
        catalog = read_catalog(form, language, source)
    except CatalogMistake as mistake:
        raise Refusal(
            say(
                "rounds/catalog",
                "The translation into “{language}” cannot be read: {mistake}. Correct it, then "
                "open the round.",
                language=language,
                mistake=str(mistake).rstrip("."),
            )
        ) from mistake
    return sum(catalog.find(text) is None for text in wanted)


def refuse_parameters(
    questionnaire: Questionnaire, modules: Sequence[str], parameters: Mapping[str, str]
) -> None:
    """Refuse unknown modules and words, and missing words."""
    complaint = next(_complaints(questionnaire, modules, parameters), None)
    if complaint is not None:
        raise Refusal(complaint)


def _complaints(
    questionnaire: Questionnaire, modules: Sequence[str], parameters: Mapping[str, str]
) -> Iterator[Message]:
    for module in modules:
        if module not in questionnaire.modules:
            yield say(
                "rounds/module",
                "The questionnaire has no module “{module}”; it has: {known}.",
                module=module,
                known=", ".join(questionnaire.modules) or "-",
            )
    for code in parameters:
        if code not in questionnaire.parameters:
            yield say(
                "rounds/parameter-unknown",
                "The questionnaire has no value “{parameter}”; it has: {known}.",
                parameter=code,
                known=", ".join(questionnaire.parameters) or "-",
            )
    for parameter in questionnaire.parameters.values():
        value = parameters.get(parameter.code, "").strip()
        if not value:
            yield say(
                "rounds/parameter-missing",
                "The questionnaire needs a value for “{parameter}” (such as “{sample}”). Give it.",
                parameter=parameter.code,
                sample=parameter.sample,
            )
        elif parameter.kind == "date" and not _is_date(value):
            yield say(
                "rounds/parameter-date",
                "“{parameter}” is a date; write it as 2020-05-31.",
                parameter=parameter.code,
            )


def _is_date(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
