"""The questionnaires and catalogs of an installation, read once at the start.

This module knows files and values, no requests. A wrong file stops the start with a list of all mistakes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from survey.catalogs import INTERFACE, Catalogs, Speaker, load_catalogs
from survey.countries import BY_ISO2, country_name
from survey.languages import LANGUAGES, MIRROR, Language, ReaderLocale
from survey.messages import say
from survey.questionnaire.declarations import Option
from survey.questionnaire.reading import editions_in, read_file
from survey.storage.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from survey.questionnaire.model import Questionnaire
    from survey.settings import Settings
    from survey.storage.rounds.rounds import Round

MOST_LANGUAGES = 32
MOST_SECTIONS = 400
"""The number of sections cached with their texts, for all languages and reporters together."""
MOST_OPENED = 200
SAMPLE_COUNTRY = "MG"
SAMPLE_GROUP = say("preview/group", "Action group on supply chains")
"""The country named in a preview if the visitor chose none."""


@dataclass
class Library:
    """All questionnaires by slug and edition, and all catalogs."""

    questionnaires: Mapping[tuple[str, str], Questionnaire]
    catalogs: Catalogs
    languages: Mapping[str, Language]
    words: Cache[SimpleNamespace] = field(default_factory=lambda: Cache(MOST_LANGUAGES))
    shown: Cache[Any] = field(default_factory=lambda: Cache(MOST_SECTIONS))
    _opened: Cache[Questionnaire] = field(default_factory=lambda: Cache(MOST_OPENED))

    def find(self, slug: str, edition: str) -> Questionnaire | None:
        """Return the questionnaire with this name, if there is one."""
        return self.questionnaires.get((slug, edition))

    def speaker(
        self, language: Language, country: str = "", questionnaire: Questionnaire | None = None
    ) -> Speaker:
        """Return the speaker that says the interface's texts, and those of a questionnaire, to a reader."""
        place = ReaderLocale(language, country)
        if questionnaire is None:
            return Speaker(language, place, self.catalogs)
        name = name_of(country or SAMPLE_COUNTRY, language) if questionnaire.reporter == "country" else None
        values = {**samples_of(questionnaire), "country": name or SAMPLE_GROUP}
        return Speaker(language, place, self.catalogs, (INTERFACE, questionnaire.slug), values)

    def opened(self, questionnaire: Questionnaire, section_id: str) -> Questionnaire:
        """Return the questionnaire with one section that is always asked, so that authors can look at it."""

        def opened() -> Questionnaire:
            sections = tuple(
                replace(section, relevant=None, module="") if section.id == section_id else section
                for section in questionnaire.sections
            )
            return replace(questionnaire, sections=sections)

        return self._opened.get_or_make((questionnaire.slug, questionnaire.edition, section_id), opened)

    def for_round(self, questionnaire: Questionnaire, slug: str, catalogs: Catalogs) -> Library:
        """Return a library for a round: its own questionnaire and catalogs, and the interface's words."""
        edition = questionnaire.edition
        questionnaires = {(questionnaire.slug, edition): questionnaire, (slug, edition): questionnaire}
        return Library(questionnaires, catalogs, self.languages, self.words)


def load_library(settings: Settings) -> Library:
    """Read everything that the settings name."""
    languages = dict(LANGUAGES)
    if settings.mirror:
        languages[MIRROR.code] = MIRROR
    catalogs = load_catalogs(settings.translations) if settings.translations.is_dir() else Catalogs()
    return library_of(_read_all(settings.forms), catalogs, languages)


def library_of(
    questionnaires: Iterable[Questionnaire], catalogs: Catalogs, languages: Mapping[str, Language]
) -> Library:
    """Make a library of questionnaires that have been read."""
    return Library(
        {(questionnaire.slug, questionnaire.edition): questionnaire for questionnaire in questionnaires},
        catalogs,
        languages,
    )


def _read_all(folder: Path) -> list[Questionnaire]:
    return [read_file(edition.path, f"{edition.slug}/{edition.path.name}") for edition in editions_in(folder)]


def samples_of(questionnaire: Questionnaire) -> dict[str, object]:
    """Return the sample values of a round's parameters for a preview."""
    return {
        parameter.code: date.fromisoformat(parameter.sample) if parameter.kind == "date" else parameter.sample
        for parameter in questionnaire.parameters.values()
    }


def parameters_of(round_: Round, form: Questionnaire) -> dict[str, object]:
    """Return the words that a round set, and samples for those it forgot."""
    given: dict[str, object] = {}
    for code, text in (round_.parameters or {}).items():
        known = form.parameters.get(code)
        given[code] = date.fromisoformat(text) if known is not None and known.kind == "date" else text
    return {**samples_of(form), **given}


def sample_rows(questionnaire: Questionnaire) -> dict[str, tuple[Option, ...]]:
    """Return the sample rows of a country for a preview."""
    return {
        known.code: tuple(Option(f"s{number}", sample) for number, sample in enumerate(known.samples, 1))
        for known in questionnaire.lists.values()
    }


def name_of(iso2: str, language: Language) -> str:
    """Return the name of the country with an alpha-2 code in a language."""
    return country_name(BY_ISO2[iso2].iso3, language)
