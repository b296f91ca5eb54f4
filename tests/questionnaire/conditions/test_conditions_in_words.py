"""Conditions in plain words, as readers of a form see them."""

from datetime import date

import pytest

from survey.catalogs.folder import Catalogs
from survey.catalogs.speaking import Speaker
from survey.languages import ENGLISH, ReaderLocale
from survey.messages import Text
from survey.questionnaire.conditions import compile_expression, in_words, value_in_words
from survey.questionnaire.conditions.functions import FUNCTIONS

LABELS = {
    "themes": "Themes",
    "plan": "Is there a plan?",
    "girls": "Girls",
    "boys": "Boys",
    "since": "In force since",
    "rows": "Conventions",
}
CHOICES = {
    ("themes", "child_labour"): "Child labour",
    ("plan", "yes"): "Yes",
    (".", "none"): "None of these",
}


def choice(question, code):
    return CHOICES.get((question, code))


def words(source):
    return str(in_words(compile_expression(source), LABELS.__getitem__, choice))


def value(source):
    return str(value_in_words(compile_expression(source), LABELS.__getitem__, choice))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("selected(${themes}, 'child_labour')", "“Themes” includes “Child labour”"),
        ("not(selected(${themes}, 'child_labour'))", "“Themes” does not include “Child labour”"),
        ("${plan} = 'yes'", "“Is there a plan?” is “Yes”"),
        ("'yes' = ${plan}", "“Is there a plan?” is “Yes”"),
        ("${plan} != 'yes'", "“Is there a plan?” is not “Yes”"),
        ("not(${plan} = 'yes')", "“Is there a plan?” is not “Yes”"),
        ("${plan} = 'unknown'", "“Is there a plan?” is “unknown”"),
        ("${plan} = ''", "“Is there a plan?” is not answered"),
        ("'' != ${plan}", "“Is there a plan?” is answered"),
        ("not(${plan} = '')", "“Is there a plan?” is answered"),
        (". != ''", "this is answered"),
        (". = ''", "this is not answered"),
        ("${girls} + ${boys} = ''", "(“Girls” plus “Boys”) is blank"),
        ("concat(${girls}, ' ') != ''", "the text joined from “Girls” and “ ” is not blank"),
        ("selected(., 'none')", "this answer includes “None of these”"),
        ("${girls} > 5", "“Girls” is more than 5"),
        ("5 < ${girls}", "“Girls” is more than 5"),
        (". >= 0 and . <= 100", "this answer is at least 0 and this answer is at most 100"),
        ("${girls} < 2.5", "“Girls” is less than 2.5"),
        (". <= ${girls} + ${boys}", "this answer is at most “Girls” plus “Boys”"),
        (". <= today()", "this answer is today or before"),
        ("${since} > date('2020-05-31')", "“In force since” is after 2020-05-31"),
        ("${since} < '2020-05-31'", "“In force since” is before 2020-05-31"),
        ("${since} >= '2020-05-31'", "“In force since” is 2020-05-31 or later"),
        ("year-of(${since}) = 2020", "the year of “In force since” is 2020"),
        (
            "month-of(today()) = day-of(${since})",
            "the month of today is the day of the month of “In force since”",
        ),
    ],
)
def test_a_comparison_is_a_sentence(source, expected):
    assert expected == words(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("${girls} = 1 and ${boys} = 2 and . = ''", "“Girls” is 1 and “Boys” is 2 and this is not answered"),
        ("${girls} = 1 and (${boys} = 2 or ${boys} = 3)", "“Girls” is 1 and (“Boys” is 2 or “Boys” is 3)"),
        ("${girls} = 1 and ${boys} = 2 or ${boys} = 3", "(“Girls” is 1 and “Boys” is 2) or “Boys” is 3"),
        ("not(${girls} > 5)", "it is not so that “Girls” is more than 5"),
        ("not(${girls} = 1 or ${boys} = 2)", "it is not so that (“Girls” is 1 or “Boys” is 2)"),
        ("${girls} and ${boys} > 1", "“Girls” is neither blank nor 0 and “Boys” is more than 1"),
        ("true()", "always"),
        ("false()", "never"),
    ],
)  # fmt: skip
def test_logic_keeps_what_belongs_together(source, expected):
    assert expected == words(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("${girls} + ${boys}", "“Girls” plus “Boys”"),
        ("100 * ${girls} div (${girls} + ${boys})", "100 times “Girls” divided by (“Girls” plus “Boys”)"),
        ("-(${girls} - 1)", "minus (“Girls” minus 1)"),
        ("${girls} mod 2", "“Girls” modulo 2"),
        ("round(${girls}, 1)", "“Girls” rounded to 1 decimal"),
        ("round(${girls} * 2, 2)", "(“Girls” times 2) rounded to 2 decimals"),
        ("round(${girls})", "“Girls” rounded to a whole number"),
        ("round(${girls}, 0)", "“Girls” rounded to a whole number"),
        ("round(${girls}, ${boys})", "“Girls”, its decimals rounded to “Boys”"),
        ("sum(${rows})", "the sum of “Conventions”"),
        ("max(${girls}, ${boys}, 5)", "the largest of “Girls”, “Boys” and 5"),
        ("min(${girls}, ${boys})", "the smallest of “Girls” and “Boys”"),
        ("count(${rows}) > 1", "the number of answers given in “Conventions” is more than 1"),
        ("count-selected(.) <= 3", "the number of choices in this answer is at most 3"),
        ("selected-at(${themes}, 0)", "choice number 0 (from 0) of “Themes”"),
        ("if(${plan} = 'yes', 1, 0)", "1 if “Is there a plan?” is “Yes”, otherwise 0"),
        ("coalesce(${girls}, ${boys}, 0)", "the first of “Girls”, “Boys” and 0 that is not blank"),
        ("if(${plan} = 'yes', '', 1)", "blank if “Is there a plan?” is “Yes”, otherwise 1"),
        ("once(today())", "the answer that is there (if none: today)"),
        ("string-length(.) <= 5", "the number of characters in this answer is at most 5"),
        ("contains(., '@')", "this answer contains “@”"),
        ("starts-with(., 'https://')", "this answer starts with “https://”"),
        ("int(abs(${girls}))", "“Girls” without its sign without its decimals"),
        ("number(string(${girls}))", "“Girls” as text as a number"),
    ],
)
def test_a_calculation_reads_from_left_to_right(source, expected):
    assert expected == value(source)


def test_a_bare_answer_as_a_condition_is_a_whole_sentence():
    assert "“Girls” is neither blank nor 0" == words("${girls}")


def test_one_of_two_answers_names_the_question_once():
    assert "“Is there a plan?” is “Yes” or “no”" == words("${plan} = 'yes' or ${plan} = 'no'")


def test_two_questions_are_both_named():
    assert words("${plan} = 'yes' or ${girls} = 'x'").count("“") == 4


def test_four_digits_are_written_as_a_year_and_five_as_a_number():
    assert "“Girls” is less than 2010" == words("${girls} < 2010")
    said = Speaker(ENGLISH, ReaderLocale(ENGLISH), Catalogs(())).say(
        in_words(compile_expression("${girls} < 20100"), LABELS.__getitem__, choice)
    )
    assert "20,100" in said


@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name not in ("true", "false", "date")])
def test_every_function_has_words(name):
    arguments = ", ".join(["${girls}"] * FUNCTIONS[name].least)
    assert words(f"{name}({arguments})") != ""


def test_labels_stay_texts_for_whoever_speaks_the_language():
    plan, yes = Text("plan/label", "Is there a plan?"), Text("plan/yes", "Yes")
    said = in_words(compile_expression("${plan} = 'yes'"), lambda _: plan, lambda *_: yes)
    left, right = said.values["left"], said.values["right"]
    assert (plan, yes) == (left.values["question"], right.values["choice"])


def test_numbers_and_dates_stay_values_for_whoever_writes_them():
    said = in_words(compile_expression("${since} > '2020-05-31' or ${girls} > 2.5"), str, choice)
    first, second = said.values["first"], said.values["second"]
    expected = (date(2020, 5, 31), 2.5)
    assert expected == (first.values["right"].values["date"], second.values["right"].values["number"])


def test_braces_in_labels_and_codes_are_not_placeholders():
    said = in_words(compile_expression("${plan} = '{x}'"), lambda _: "In {country}", choice)
    expected = "“In {country}” is “{x}”"
    assert expected == str(said)


@pytest.mark.parametrize(
    "source",
    [
        " and ".join(["1"] * 333),
        "-".join(["1"] * 1000),
        f"sum({','.join(['1'] * 990)})",
        "not(" * 30 + "1" + ")" * 30,
        "0 or 1 and 1 = 2 > 1 + 1 * (" * 30 + "1" + ")" * 30,
    ],
)
def test_conditions_as_long_and_deep_as_possible_can_be_said(source):
    condition = in_words(compile_expression(source), str, choice)
    speaker = Speaker(ENGLISH, ReaderLocale(ENGLISH), Catalogs(()))
    assert str(condition) == speaker.say(condition)


def test_what_is_too_deep_to_follow_is_left_out():
    assert value("abs(" * 30 + "1" + ")" * 30) == "…" + " without its sign" * 24
