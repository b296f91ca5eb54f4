"""What a form author hears about a kind's keys: the mistake, and the likely cure."""

from __future__ import annotations

import pytest
from marshmallow import ValidationError

from survey.questionnaire.kinds import KINDS


@pytest.mark.parametrize(
    ("name", "keys", "key", "words"),
    [
        (
            "number",
            {"adds_up": "yes"},
            "unit",
            "a number needs 'unit', what it counts: persons, percent, money",
        ),
        (
            "number",
            {"unit": "person", "adds_up": "yes"},
            "unit",
            "unknown unit 'person'; did you mean 'persons'?",
        ),
        (
            "number",
            {"unit": "zzz", "adds_up": "yes"},
            "unit",
            "unknown unit 'zzz'; there are: persons, percent",
        ),
        ("number", {"unit": "persons"}, "adds_up", "'adds_up: yes' or 'adds_up: no'"),
        ("number", {"unit": "percent", "adds_up": "yes"}, "adds_up", "percentages never add up"),
        (
            "number",
            {"unit": "persons", "adds_up": "no", "decimals": "2"},
            "decimals",
            "'persons' counts whole things",
        ),
        ("number", {"unit": "hours", "adds_up": "no", "decimals": "9"}, "decimals", "from 0 to 6, not 9"),
        (
            "number",
            {"unit": "hours", "adds_up": "no", "min": "5", "max": "2"},
            "min",
            "'min' (5) is above 'max' (2)",
        ),
        ("number", {"unit": "percent", "max": "-1"}, "max", "'min' (0) is above 'max' (-1)"),
        (
            "number",
            {"unit": "percent", "by": ["sexe"]},
            "by",
            "unknown breakdown 'sexe'; did you mean 'sex'?",
        ),
        ("number", {"unit": "percent", "by": ["sex", "sex"]}, "by", "'sex' stands twice"),
        ("number", {"unit": "percent", "by": ["sex", "age", "area"]}, "by", "make 900 cells, more than 500"),
        (
            "number",
            {"unit": "persons", "adds_up": "yes", "rate_of": {"part": "a", "whole": "b"}},
            "rate_of",
            "only a percentage",
        ),
        (
            "number",
            {"unit": "percent", "rate_of": {"part": "a", "whole": "a"}},
            "rate_of",
            "the same question 'a'",
        ),
        ("choice", {}, "choices", "nothing to choose from"),
        (
            "choice",
            {"choices": "frequncy"},
            "choices",
            "unknown list of choices 'frequncy'; did you mean 'frequency'?",
        ),
        (
            "choices",
            {"choices": "frequency", "exclusive": ["never"]},
            "exclusive",
            "unknown choice 'never'; there are",
        ),
        (
            "choices",
            {"choices": {"a": "A", "none": "None"}, "exclusive": "non"},
            "exclusive",
            "did you mean 'none'?",
        ),
        ("year", {"min": "2020", "max": "2010"}, "min", "'min' (2020) is after 'max' (2010)"),
        ("year", {"max": "20"}, "max", "four digits, not 20"),
        ("date", {"min": "2020-02-01", "max": "2020-01-01"}, "min", "is after 'max'"),
        ("text", {"max_length": "0"}, "max_length", "from 1 to 2000, not 0"),
        ("narrative", {"words": "0"}, "words", "from 1 to 10000, not 0"),
        ("list", {"min": "9", "max": "3"}, "min", "at least 9 and at most 3 entries cannot be"),
        ("list", {"max": "0"}, "max", "at least 0 and at most 0 entries cannot be"),
        ("list", {"max": "501"}, "max", "from 0 to 500 entries, not 501"),
        ("calculated", {}, "calculation", "needs 'calculation'"),
        ("calculated", {"calculation": "1", "unit": "hour"}, "unit", "did you mean 'hours'?"),
    ],
)
def test_a_mistake_is_named_at_its_key_with_the_cure(build, name, keys, key, words):
    _, complaints = build(name, **keys)
    assert [key] == [at for at, _ in complaints]
    assert words in complaints[0][1]


def test_all_mistakes_come_at_once_and_building_goes_on(build):
    _, complaints = build("number", unit="person", by=["sec", "agee"], min="3", max="1")
    assert {"unit", "by", "min"} == {key for key, _ in complaints}
    assert len(complaints) == 4


@pytest.mark.parametrize(
    ("name", "key", "value", "words"),
    [
        ("number", "decimals", "two", "must be a whole number such as 500"),
        ("number", "decimals", "1.5", "must be a whole number"),
        ("number", "min", "NaN", "must be a number such as 12.5"),
        ("number", "min", "1e9", "must be a number"),
        ("number", "max", "1,5", "with a point and without spaces"),
        ("number", "adds_up", "perhaps", "must be yes or no"),
        ("number", "adds_up", ["yes"], "must be yes or no"),
        ("number", "by", {"sex": "yes"}, "must be a list of names"),
        ("number", "by", [], "must be a list of names"),
        ("number", "by", [["sex"]], "must be a list of names"),
        ("number", "unit", ["persons"], "must be a text"),
        ("number", "unit", None, "is empty"),
        ("number", "rate_of", {"part": "a"}, "must name two questions"),
        ("number", "rate_of", "a", "must name two questions"),
        ("number", "rate_of", {"part": "a", "whole": ""}, "must name two questions"),
        ("choice", "choices", [], "must be the name of a list"),
        ("choice", "choices", {}, "offers nothing"),
        ("choice", "choices", {"a b": "A"}, "'a b' is not a code"),
        ("choice", "choices", {"x" * 41: "A"}, "is not a code"),
        ("choice", "choices", {"a": ""}, "'a' needs a label"),
        ("choice", "choices", {"a": {"hint": "H"}}, "'a' needs a label"),
        (
            "choice",
            "choices",
            {"a": {"label": "A", "hnt": "H"}},
            "unknown key 'hnt' for 'a'; did you mean 'hint'?",
        ),
        ("year", "min", "this year", "must be a whole number"),
        ("date", "min", "31/12/2020", "must be a date such as 2020-12-31"),
        ("date", "min", "2020-02-30", "must be a date"),
        ("date", "min", "20200230", "must be a date"),
    ],
)
def test_a_value_of_the_wrong_sort_is_refused_with_what_is_wanted(name, key, value, words):
    with pytest.raises(ValidationError) as refused:
        KINDS[name].options[key].deserialize(value)
    assert words in refused.value.messages[0]


@pytest.mark.parametrize(("written", "meant"), [("yes", True), ("no", False), ("true", True), (False, False)])
def test_yes_and_no_are_understood(kind, written, meant):
    assert kind("yes_no", partly=written).partly is meant


def test_a_single_breakdown_needs_no_brackets(kind):
    assert [one.code for one in kind("number", unit="percent", by="sex").by] == ["sex"]


def test_every_kind_has_its_word_and_keys():
    words = "number yes_no choice choices year date text narrative list note calculated"
    assert words.split() == list(KINDS)
    assert all(kind.name == word for word, kind in KINDS.items())
