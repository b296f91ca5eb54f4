"""What form authors read when a condition cannot be compiled: the place and the cure."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from survey.questionnaire.conditions import ConditionMistake, compile_expression

MISTAKES = json.loads(Path(__file__).with_name("mistakes.json").read_text("utf-8"))

PIECES = (
    "${a}", "${", "}", "$", ".", "1", "0.5", "'a'", "'", '"', "(", ")", ",", " ", "+", "-", "*", "div", "mod",
    "and", "or", "not", "=", "!=", "<", ">=", "==", "&&", "if(", "sum(", "round(", "date(", "true()", "today",
    "selected(${a}", "“", "\u00a0", "\n", "e5", "😀", "\x00",
)  # fmt: skip


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in MISTAKES])
def test_a_mistake_names_the_place_and_the_cure(case):
    with pytest.raises(ConditionMistake) as raised:
        compile_expression(case["expression"])
    assert (case["sentence"], case["position"]) == (raised.value.sentence, raised.value.position)
    assert case["sentence"] == str(raised.value)


def mistake_in(source):
    try:
        compile_expression(source)
    except ConditionMistake as mistake:
        return mistake
    return None


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
@example("0'\x1f'")
@settings(max_examples=500, deadline=None)
def test_any_text_compiles_or_is_a_mistake_within_the_text(source):
    mistake = mistake_in(source)
    assert mistake is None or 0 <= mistake.position <= len(source)
    assert mistake is None or mistake.sentence.isprintable()


@given(st.text(max_size=60).filter(lambda text: "'" not in text))
@settings(deadline=None)
def test_any_text_may_stand_in_quotes(text):
    assert compile_expression(f"'{text}'").value({}) == (text or None)


@pytest.mark.parametrize("piece", ["(", "not(", "-", "1+(", "if(1,2,", "0 or 1 and 1 = 2 > 1 + 1 * ("])
def test_the_longest_nests_do_not_exhaust_the_stack(piece):
    with pytest.raises(ConditionMistake):
        compile_expression(piece * (2000 // len(piece)))


def test_thirty_levels_of_every_sign_evaluate():
    source = "0 or 1 and 1 = 2 > 1 + 1 * (" * 30 + "1" + ")" * 30
    assert compile_expression(source).value({}) is True  # from the inside out: false, true, false ... true
