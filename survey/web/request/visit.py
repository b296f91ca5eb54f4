"""A visit: the language and country of one request, how its texts are said, and where its links lead.

Knows the request; pages ask it instead of asking Flask.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from flask import Flask, current_app, g, request
from markupsafe import Markup, escape

from survey.countries import BY_ISO2
from survey.errors import NotFound
from survey.languages import SOURCE, ReaderLocale
from survey.messages import say
from survey.reads.library import SAMPLE_COUNTRY, SAMPLE_GROUP, name_of

if TYPE_CHECKING:
    from survey.catalogs import Speaker
    from survey.languages import Language, Said
    from survey.messages import Message, Text
    from survey.questionnaire.model import Questionnaire
    from survey.reads.library import Library


@dataclass(frozen=True)
class Visit:
    """Who reads in which language, about which country."""

    library: Library
    language: Language
    country: str
    speaker: Speaker
    questionnaire: Questionnaire | None = None
    reporter: str = ""
    """The name of the reporter, if texts refer to a known reporter."""

    @property
    def place(self) -> ReaderLocale:
        """The locale of numbers and dates."""
        return ReaderLocale(self.language, self.country)

    @property
    def country_name(self) -> str:
        """The reporter that texts refer to: the country asked for, or a sample."""
        if self.questionnaire is not None and self.questionnaire.reporter == "group" and not self.reporter:
            return self.plain(SAMPLE_GROUP)
        return self.reporter or name_of(self.country or SAMPLE_COUNTRY, self.language)

    def with_form(self, questionnaire: Questionnaire) -> Visit:
        """Return the same visit with the texts of a questionnaire."""
        speaker = self.library.speaker(self.language, self.country, questionnaire)
        return replace(self, speaker=speaker, questionnaire=questionnaire)

    def say(self, what: Message | Text, /, **values: object) -> Markup:
        """Say something as the page shows it: escaped, and marked where it is in another language."""
        return shown(self.speaker.say(what, **values), self.language)

    def plain(self, what: Message | Text, /, **values: object) -> str:
        """Say something where mark-up is not allowed: in an attribute, in a script's data."""
        return str(self.speaker.say(what, **values))

    def url(self, *path: str, language: str = "") -> str:
        """Return the address of a page in this language (or another), about the same country."""
        whole = "/".join(("", language or self.language.code, *(quote(part) for part in path)))
        in_query = self.country if not self.reporter else ""
        return whole + (f"?{urlencode({'country': in_query})}" if in_query else "")

    def elsewhere(self, language: str) -> str:
        """Return the address of this very page in another language."""
        rest = request.path.split("/", 2)[2] if request.path.count("/") > 1 else ""
        return self.url(*rest.split("/"), language=language)


def shown(said: Said, language: Language) -> Markup:
    """Escape a text, and mark its language if it differs from the page's, for speech and hyphenation."""
    if said.lang == language.code:
        return escape(str(said))
    return Markup('<span lang="{}" dir="ltr">{}</span>').format(said.lang, str(said))


def library() -> Library:
    """Return the library of this installation."""
    found: Library = current_app.extensions["survey-library"]
    return found


def visit() -> Visit:
    """Return the visit of this request."""
    found: Visit = g.visit
    return found


def begin(endpoint: str | None, values: dict[str, object] | None) -> None:
    """Read the language from the address and the country from the query, before any page runs."""
    known = library().languages
    first = request.path.split("/")[1]
    code = (
        str(values.pop("lang"))
        if values and "lang" in values
        else first
        if first in known
        else best_language()
    )
    g.visit = visit_of(known.get(code) or known[best_language()])
    if code not in known:
        raise nothing_here()
    country = request.args.get("country", "")
    if country:
        if country not in BY_ISO2:
            raise NotFound(
                say(
                    "visit/no-country",
                    "No country has the code “{code}”. Use two letters, for example MG.",
                    code=country[:20],
                )
            )
        g.visit = visit_of(g.visit.language, country)


def visit_of(language: Language, country: str = "") -> Visit:
    """Return a visit in a language, about a country if one is given."""
    return Visit(library(), language, country, library().speaker(language, country))


def about(questionnaire: Questionnaire) -> Visit:
    """Make this request a visit to a questionnaire, and its texts available."""
    g.visit = visit().with_form(questionnaire)
    return visit()


def questionnaire_at(slug: str, edition: str) -> Questionnaire:
    """Return the questionnaire at an address, or refuse."""
    found = visit().library.find(slug, edition)
    if found is None:
        raise NotFound(
            say(
                "forms/no-form",
                "There is no such questionnaire or edition. Choose one from the list of questionnaires.",
            )
        )
    return found


def language_mark(lang: str) -> str:
    """Return the language of a text where it differs from the language of the page, else nothing."""
    return lang if lang != visit().language.code else ""


def best_language() -> str:
    """Return the language that the browser prefers among ours."""
    return request.accept_languages.best_match(list(library().languages)) or SOURCE.code


def nothing_here() -> NotFound:
    """Return the refusal for an address without a page."""
    return NotFound(
        say(
            "visit/nothing-here",
            "There is no page at this address. Check the address, or go to the start page.",
        )
    )


def register(app: Flask) -> None:
    """Begin a visit with each request, and let templates speak."""
    app.url_value_preprocessor(begin)
    app.jinja_env.globals.update(visit=visit)
