"""Where the pages are: every section of the real forms, and the pages that have no questions."""

from __future__ import annotations

from survey.reads.library import load_library
from survey.settings import Settings

PROGRESS = "forms/pathfinder-progress/2020"
UPDATE = "forms/action-group-update/2020"

LANGUAGES = ("en", "fr", "es", "ar-XB")
MIRROR = "ar-XB"

NEWEST = {
    slug: form
    for (slug, _), form in sorted(load_library(Settings()).questionnaires.items(), key=lambda one: one[0])
}
SECTIONS = tuple(
    f"forms/{form.slug}/{form.edition}/{section.id}" for form in NEWEST.values() for section in form.sections
)
PLAIN = ("", "forms", PROGRESS, UPDATE, "components", "help")
NOWHERE = "forms/nowhere"


def third(language: str) -> tuple[str, ...]:
    """The sections looked at in a language: all in English, a third each in the others, all between them."""
    others = [one for one in LANGUAGES if one != "en"]
    return SECTIONS if language == "en" else SECTIONS[others.index(language) :: len(others)]


def direction(language: str) -> str:
    """The way a language is written."""
    return "rtl" if language == MIRROR else "ltr"
