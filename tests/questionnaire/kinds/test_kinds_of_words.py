"""Lines and narratives: what is kept of what was typed, and how much may be."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.questionnaire.kinds.writing.narrative import Narrative
from survey.questionnaire.kinds.writing.text import ShortText

KINDS = [ShortText(), Narrative()]


@pytest.mark.parametrize("kind_of_words", KINDS)
@pytest.mark.parametrize("typed", [(), ("",), (" \u00a0\n",), ("\x00\x01",)])
def test_white_space_is_no_answer(places, kind_of_words, typed):
    assert kind_of_words.parse(typed, places["en"]).value is None


def test_a_line_folds_line_ends_to_spaces(places):
    assert (
        ShortText().parse((" one\r\ntwo \n\n three\u2028four ",), places["en"]).value == "one two three four"
    )


def test_a_narrative_keeps_its_paragraphs(places):
    typed = " One.  \r\n\r\nTwo,\rand three.\x0b"
    assert Narrative().parse((typed,), places["en"]).value == "One.\n\nTwo,\nand three."


@pytest.mark.parametrize("kind_of_words", KINDS)
def test_letters_are_composed_and_control_signs_removed(places, kind_of_words):
    assert kind_of_words.parse(("e\x00\u0301te\u0301\ud800\x9f",), places["fr"]).value == "été"


def test_marks_that_scripts_need_are_kept(places):
    assert ShortText().parse(("می\u200cخواهم \u200f",), places["en"]).value == "می\u200cخواهم \u200f"


def test_length_counts_characters_not_bytes(kind):
    made = kind("text", max_length="5")
    assert list(made.check("ééééé")) == []
    assert [str(one) for one in made.check("éééééé")] == ["Shorten this text to 5 characters; it has 6."]


def test_words_are_counted_between_any_white_space(kind):
    made = kind("narrative", words="3")
    assert list(made.check("one\u00a0two\n\nthree")) == []
    assert [str(one) for one in made.check("one two\u2003three\nfour")] == [
        "Shorten this text to 3 words; it has 4."
    ]


def test_the_usual_limits_are_two_hundred_characters_and_five_hundred_words(kind):
    assert (kind("text").max_length, kind("narrative").words) == (200, 500)


@pytest.mark.parametrize("kind_of_words", KINDS)
@given(typed=st.text(max_size=80), place=st.sampled_from(["en", "fr", "es", "es_MX"]))
@settings(max_examples=100, deadline=None)
def test_what_is_kept_is_read_again_as_the_same_text(places, kind_of_words, typed, place):
    value = kind_of_words.parse((typed,), places[place]).value
    if value is not None:
        assert value == kind_of_words.parse(kind_of_words.typed(value, places[place]), places[place]).value
        assert value == unicodedata.normalize("NFC", value)
        assert value == value.strip()
        assert value.encode("utf-8")


@pytest.mark.parametrize("kind_of_words", KINDS)
def test_texts_are_only_counted(kind_of_words):
    assert [(one.name, one.value) for one in kind_of_words.summary(["a", "b"])] == [("count", 2)]


@pytest.mark.parametrize("kind_of_words", KINDS)
def test_texts_are_themselves_everywhere(places, say, kind_of_words):
    assert kind_of_words.read_back("a", places["fr"], say) == "a"
    assert (kind_of_words.cells("a"), kind_of_words.operand("a"), kind_of_words.columns()) == (
        ("a",),
        "a",
        ("",),
    )


def test_the_api_learns_the_limits():
    assert ShortText().describe() == {"schema": {"type": "string", "minLength": 1, "maxLength": 200}}
    assert Narrative().describe() == {"schema": {"type": "string", "minLength": 1}, "words": 500}
