"""Conditions come to what the table of cases says; the browser's test reads the same table."""

import json
import math
from pathlib import Path

import pytest

from survey.questionnaire.conditions import compile_expression
from survey.questionnaire.conditions.functions import ARITHMETIC, FUNCTIONS
from survey.questionnaire.conditions.tree import COMPARISONS

CASES = json.loads(Path(__file__).with_name("cases.json").read_text("utf-8"), parse_int=float)


def frozen(value):
    return tuple(map(frozen, value)) if isinstance(value, list) else value


def outcome(case):
    values = {name: frozen(value) for name, value in case.get("values", {}).items()}
    expression = compile_expression(case["expression"])
    return expression.value(values, frozen(case.get("current")), case.get("today", ""))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_a_condition_comes_to(case):
    found = outcome(case)
    assert (type(case["expected"]), case["expected"]) == (type(found), found)
    assert not (found == 0 and math.copysign(1, found) < 0)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_a_condition_holds_unless_it_comes_to_blank_false_or_zero(case):
    values = {name: frozen(value) for name, value in case.get("values", {}).items()}
    expression = compile_expression(case["expression"])
    found = expression.holds(values, frozen(case.get("current")), case.get("today", ""))
    assert (case["expected"] not in (None, False, 0)) is found


def test_the_table_has_a_case_for_every_function_and_sign():
    written = " ".join(case["expression"] for case in CASES)
    assert not [name for name in FUNCTIONS if f"{name}(" not in written]
    assert not [sign for sign in (*ARITHMETIC, *COMPARISONS, "and", "or") if f" {sign} " not in written]


def test_the_names_of_the_cases_differ():
    names = [case["name"] for case in CASES]
    assert sorted(set(names)) == sorted(names)


def test_numbers_that_are_none_read_as_blank():
    condition = compile_expression("${x} = ''")
    assert all(condition.holds({"x": value}) for value in (math.nan, math.inf, -math.inf))


def test_whole_numbers_read_as_doubles():
    assert compile_expression("${x}").value({"x": 5}) == 5.0
    assert compile_expression("${x}").value({"x": 10**400}) is None
