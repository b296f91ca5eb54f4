"""Yes or no, one choice, several choices: codes in, labels out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.messages import Text
from survey.questionnaire.declarations import Option
from survey.questionnaire.kinds.choosing.choices import Choices

INLINE = {"a": "First", "b": {"label": "Second", "hint": "Rarely meant"}, "none": "None of these"}
LETTERS = tuple(Option(code, Text(code, code.upper())) for code in "gdafecb")


def said(messages):
    return [message.text.context for message in messages]


def test_choices_of_its_own_are_translated_by_their_code(kind):
    made = kind("choice", choices=INLINE)
    assert dict(made.texts()) == {
        "choices/a": Text("q/choices/a", "First"),
        "choices/b": Text("q/choices/b", "Second"),
        "choices/b/hint": Text("q/choices/b/hint", "Rarely meant"),
        "choices/none": Text("q/choices/none", "None of these"),
    }
    assert [option.code for option in made.choices] == ["a", "b", "none"]


@pytest.mark.parametrize("name", ["choice", "choices"])
def test_choices_of_a_shared_list_are_translated_with_the_list(kind, name):
    made = kind(name, choices="frequency")
    assert (made.shared, list(made.texts())) == ("frequency", [])
    assert [option.code for option in made.choices] == ["yearly", "rarely"]


@pytest.mark.parametrize(
    ("name", "typed"), [("yes_no", ("", " ")), ("choice", ()), ("choices", ("", "")), ("choices", ())]
)
def test_nothing_chosen_is_no_answer(kind, places, name, typed):
    keys = {} if name == "yes_no" else {"choices": INLINE}
    parsed = kind(name, **keys).parse(typed, places["en"])
    assert (parsed.value, parsed.complaint) == (None, None)


def test_partly_is_offered_only_where_the_question_says_so(kind, places):
    assert said([kind("yes_no").parse(("partly",), places["en"]).complaint]) == ["choice/not-offered"]
    assert kind("yes_no", partly="yes").parse(("partly",), places["en"]).value == "partly"


def test_yes_and_no_are_words_of_the_interface(kind, places, say):
    made = kind("yes_no", partly="yes")
    assert [option.label.context for option in made.choices] == ["answer/yes", "answer/partly", "answer/no"]
    assert made.read_back("no", places["en"], say) == "No"
    assert list(made.texts()) == []


def test_two_answers_to_one_choice_are_refused(kind, places):
    parsed = kind("choice", choices=INLINE).parse(("a", "b"), places["en"])
    assert said([parsed.complaint]) == ["choice/one"]


def test_an_unknown_code_is_refused_when_chosen_and_when_stored(kind, places):
    for name, value in (("choice", "zzz"), ("choices", ("a", "zzz"))):
        made = kind(name, choices=INLINE)
        assert said([made.parse(("zzz",), places["en"]).complaint]) == ["choice/not-offered"]
        assert said(made.check(value)) == ["choice/not-offered"]


def test_a_choice_no_longer_offered_is_read_back_by_its_code(kind, places, say):
    assert kind("choice", choices=INLINE).read_back("gone", places["en"], say) == "gone"


def test_several_choices_come_in_the_files_order_and_once(kind, places):
    assert kind("choices", choices=INLINE).parse(("b", "a", "b"), places["en"]).value == ("a", "b")


def test_an_exclusive_choice_stands_alone(kind):
    made = kind("choices", choices=INLINE, exclusive=["none"])
    assert said(made.check(("none",))) == []
    assert said(made.check(("a", "b"))) == []
    message = next(iter(made.check(("a", "none"))))
    assert message.text.context == "choices/exclusive"
    assert message.values["choice"] == Text("q/choices/none", "None of these")


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("en", "First, Second and None of these"),
        ("fr", "First, Second et None of these"),
        ("es", "First, Second y None of these"),
    ],
)
def test_several_choices_are_read_back_as_a_list_in_words(kind, places, say, place, expected):
    made = kind("choices", choices=INLINE)
    assert expected == made.read_back(("a", "b", "none"), places[place], say)


def test_each_choice_has_its_column_in_a_sheet(kind):
    made = kind("choices", choices=INLINE)
    assert made.columns() == ("a", "b", "none")
    assert made.cells(("b",)) == (0, 1, 0)
    assert kind("choice", choices=INLINE).cells("b") == ("b",)


def test_shares_are_of_those_who_answered(kind):
    yes_no = kind("yes_no").summary(["yes", "yes", "no", "yes"])
    assert {(one.name, one.value, one.answers) for one in yes_no} == {
        ("count", 4, 4),
        ("count:yes", 3, 4),
        ("share:yes", 0.75, 4),
        ("count:no", 1, 4),
        ("share:no", 0.25, 4),
    }


def test_shares_of_several_choices_may_exceed_the_whole(kind):
    found = kind("choices", choices=INLINE).summary([("a", "b"), ("a",)])
    assert {one.name: one.value for one in found if one.name.startswith("share")} == {
        "share:a": 1.0,
        "share:b": 0.5,
        "share:none": 0.0,
    }


def test_the_api_learns_the_codes_and_labels(kind):
    assert kind("choice", choices=INLINE).describe() == {
        "schema": {"type": "string", "enum": ["a", "b", "none"]},
        "choices": {"a": "First", "b": "Second", "none": "None of these"},
    }
    described = kind("choices", choices=INLINE, exclusive="none").describe()
    assert described["schema"] == {
        "type": "array",
        "items": {"type": "string", "enum": ["a", "b", "none"]},
        "uniqueItems": True,
        "minItems": 1,
    }
    assert described["exclusive"] == ["none"]


def test_conditions_see_codes(kind):
    assert kind("yes_no").operand("yes") == "yes"
    assert kind("choices", choices=INLINE).operand(("a",)) == ("a",)


@given(st.sets(st.sampled_from("abcdefg"), min_size=1), st.sampled_from(["en", "fr", "es", "es_MX"]))
@settings(max_examples=60, deadline=None)
def test_boxes_ticked_are_read_as_the_same_choices(places, codes, place):
    made = Choices(LETTERS)
    value = tuple(option.code for option in LETTERS if option.code in codes)
    assert value == made.parse(made.typed(value, places[place]), places[place]).value
