"""The interface's own words around every question, rendered once for each language.

This module knows sentences only.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from survey.exports.phrases import REASONS
from survey.messages import say
from survey.web.request.visit import shown

if TYPE_CHECKING:
    from survey.languages import Language, Said
    from survey.web.request.visit import Visit

NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Naming:
    """Words beside a question: short for the eye, and with their subject for screen readers."""

    before: str
    between: str
    after: str

    def __call__(self, what: str, about: object) -> Markup:
        """Return the visible word, with its subject for screen readers."""
        hidden = f'<span class="vh">{self.between}{escape(about)}{self.after}</span>'
        return Markup(f"{self.before}{escape(what)}{hidden}")  # noqa: S704 every part is escaped

    def plain(self, what: str, about: object) -> str:
        """Return the same as plain text for an attribute."""
        return Markup(f"{self.before}{what}{self.between}{about}{self.after}").striptags()  # noqa: S704


WORDS = {
    "required": say("field/required", "required", note="an answer"),
    "error": say("field/error", "Error:"),
    "help": say("field/help", "What is this?"),
    "no_figure": say("field/no-figure", "No figure? Choose a reason"),
    "not_known": say("field/not-known", "Not known? Choose a reason"),
    "clear": say("field/clear", "Clear", note="button: empty the answer"),
    "currency": say("field/currency", "Currency"),
    "choose": say("field/choose", "Choose", note="first line of a list of choices"),
    "answer": say("field/answer", "Answer"),
    "evidence": say("field/evidence", "Source, year and where it was reported"),
    "evidence_of_figure": say("field/evidence-of-figure", "Source, year and comment"),
    "evidence_reported": say("field/evidence-reported", "Where it was reported, and comment"),
    "evidence_of_words": say("field/evidence-of-words", "Source and comment"),
    "reference_year": say("field/reference-year", "Reference year"),
    "source": say("field/source", "Source"),
    "link": say("field/link", "Web address of the source"),
    "reported_to": say("field/reported-to", "Already reported in"),
    "comment": say("field/comment", "Comment"),
    "remove": say("field/remove-entry", "Remove", note="button: remove an entry of a list"),
    "read_as": say("field/read-as", "read as {value}", value="{value}"),
    "words": say("field/words", "Words: {count} of {most}", count="{count}", most="{most}"),
    "not_yet": say("field/not-yet-calculated", "No result yet"),
}


@dataclass(frozen=True, slots=True)
class ShownOption:
    """A choice, a row or a currency."""

    code: str
    label: Markup
    plain: str = ""
    lang: str = ""
    hint: Markup = NOTHING
    when: Markup = NOTHING


def naming(visit: Visit) -> Naming:
    """Return how this language names the subject of a word."""
    said = visit.plain(say("field/about", "{what}: {about}", what="\0", about="\0"))
    before, between, after = said.split("\0")
    return Naming(str(escape(before)), str(escape(between)), str(escape(after)))


def option_of(code: str, said: Said, language: Language) -> ShownOption:
    """Make a choice from its text, marked if it is in another language."""
    return ShownOption(
        code, shown(said, language), str(said), "" if said.lang == language.code else said.lang
    )


def words(visit: Visit) -> SimpleNamespace:
    """Return the words in the language of a visit; the library caches them."""
    return visit.library.words.get_or_make((visit.language.code,), lambda: _words(visit))


def _words(visit: Visit) -> SimpleNamespace:
    return SimpleNamespace(
        **{name: visit.say(message) for name, message in WORDS.items()},
        about=naming(visit),
        reasons={
            code: option_of(code, visit.speaker.say(message), visit.language)
            for code, message in REASONS.items()
        },
    )
