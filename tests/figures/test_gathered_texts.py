"""Texts of open answers, gathered for those who may read them, and found again without accents."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.figures.gathered import Passage, folded, gathered, searched
from tests.figures.rounds import case, form, said

QUESTIONS = form(
    "id: story, kind: narrative, label: Story",
    "id: plan, kind: yes_no, label: Plan",
    "{id: priorities, kind: list, label: Priorities, fields: [{id: objective, kind: text, label: What}]}"[
        1:-1
    ],
)
CASES = [
    case("MDG", "AFR", {"story": said("L’inspection a été renforcée.", lang="fr"), "plan": "yes"}),
    case("CHL", "AME", {"story": said("La niñez está protegida.", lang="es")}),
    case("GHA", "AFR", {"story": said(missing="not_available"), ("priorities.objective", "e1"): "Schools"}),
]


def passage(text):
    return Passage("MDG", "AFR", "story", "", "fr", text, 1, "accepted")


def found(words, text):
    hits = list(searched([passage(text)], words))
    return [text[start:end] for hit in hits for start, end in hit.spans]


def test_texts_are_gathered_with_their_country_and_language():
    texts = [(one.reporter, one.lang, one.question, one.row) for one in gathered(QUESTIONS, CASES, None)]
    assert [
        ("MDG", "fr", "story", ""),
        ("CHL", "es", "story", ""),
        ("GHA", "", "priorities.objective", "e1"),
    ] == texts


def test_only_those_who_may_read_a_country_read_its_texts():
    assert ["CHL"] == [one.reporter for one in gathered(QUESTIONS, CASES, {"CHL"})]
    assert [] == list(gathered(QUESTIONS, CASES, set()))


def test_one_question_and_one_region_at_a_time():
    assert ["MDG"] == [one.reporter for one in gathered(QUESTIONS, CASES, None, "story", {"AFR"})]


@pytest.mark.parametrize(
    ("words", "text", "where"),
    [
        ("ETE renforcee", "L’inspection a été renforcée.", ["été", "renforcée"]),
        ("niñez", "La ninez esta protegida", ["ninez"]),
        ("coeur", "Le cœur du travail", ["cœur"]),
        ("l'inspection", "L’inspection", ["L’inspection"]),
        ("strasse", "Die Straße", ["Straße"]),
        ("ete", "Voici e\u0301te\u0301", ["e\u0301te\u0301"]),
        ("travail enfants", "Le travail forcé", []),
        ("", "anything", []),
        ("ana", "banana", ["ana"]),
    ],
)
def test_accents_case_and_letters_on_other_keyboards_do_not_matter(words, text, where):
    assert where == found(words, text)


@given(st.text(max_size=40))
def test_folding_is_the_same_however_the_text_is_composed_and_folds_once(text):
    assert folded(unicodedata.normalize("NFC", text)) == folded(unicodedata.normalize("NFD", text))
    assert folded(text) == folded(folded(text))


@given(
    st.text(max_size=20),
    st.text(st.characters(categories=["L"]), min_size=1, max_size=8),
    st.text(max_size=20),
)
def test_a_word_is_found_wherever_it_stands(before, word, after):
    assert found(word, f"{before} {word} {after}") or not folded(word).split()
