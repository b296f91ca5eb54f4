"""The catalogs keep the typography of their language: French thin spaces, Spanish opening marks."""

import re

import pytest

from survey.catalogs.po import read_po
from survey.settings import data_folder

FILES = sorted(data_folder("translations").glob("*/*.po"))
WRONG = {
    "fr": re.compile(r"(?<!\u202f)[;?!»]|(?<!\u202f)(?<!https)(?<!http):|«(?!\u202f)|[\"']"),
    "es": re.compile(r"\s[:;?!»]|«\s|[\"'“”]"),
}
"""What may not stand in a translation, by language."""


def translations(language):
    """Return the context and the words of every translation into a language."""
    for path in FILES:
        if path.parent.name == language:
            for entry in read_po(path.read_bytes()).entries:
                for words in () if entry.obsolete else entry.forms:
                    yield f"{path.stem} {entry.context}", words


def faults(language):
    """Return the translations that break the typography of their language."""
    return [(context, words) for context, words in translations(language) if WRONG[language].search(words)]


@pytest.mark.parametrize("language", WRONG)
def test_no_translation_breaks_the_typography_of_its_language(language):
    assert sum(1 for _ in translations(language)) > 2_000
    assert [] == faults(language)


def test_every_spanish_question_and_cry_is_opened():
    assert [] == [
        context
        for context, words in translations("es")
        if (words.count("?"), words.count("!")) != (words.count("¿"), words.count("¡"))
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Quoi ?"), ("fr", "« mot »"), ("fr", "l'an"), ("es", "Nota : uno"), ("es", "“uno”")],
)
def test_ordinary_spaces_and_english_marks_are_found(language, words):
    assert WRONG[language].search(words)
