"""What a compiled condition says about itself: its ids, where they stand, its tree for the page."""

import json

import pytest

from survey.questionnaire.conditions import compile_expression


def test_references_come_in_the_order_of_first_use():
    assert compile_expression("${b} + ${a} + ${b} * sum(${c})").references == ("b", "a", "c")


def test_references_under_aggregates_accept_many_values():
    condition = compile_expression("sum(${a}, ${b}) > count-selected(${c}) and selected(${d}, ${e})")
    assert condition.aggregated == {"a", "b", "c", "d"}
    assert condition.scalar == {"e"}


def test_a_calculation_under_an_aggregate_wants_single_values():
    condition = compile_expression("max(${a} + 1, ${b})")
    assert (condition.aggregated, condition.scalar) == ({"b"}, {"a"})


def test_a_reference_may_stand_in_both_ways():
    condition = compile_expression("${a} = max(${a})")
    assert (condition.aggregated, condition.scalar) == ({"a"}, {"a"})


def test_a_lone_reference_wants_a_single_value():
    condition = compile_expression("${a}")
    assert (condition.aggregated, condition.scalar) == (frozenset(), {"a"})


@pytest.mark.parametrize("source", ["${a} + ${b}", "-${a} < ${b}", "if(${a}, ${b}, 1)", "${a} and ${b}"])
def test_operands_of_signs_want_single_values(source):
    assert compile_expression(source).scalar == {"a", "b"}


@pytest.mark.parametrize(("source", "expected"), [(". > 5", True), ("once(5)", True), ("${a} > .5", False)])
def test_it_knows_whether_it_looks_at_the_answer_itself(source, expected):
    assert compile_expression(source).uses_self is expected


@pytest.mark.parametrize(("source", "expected"), [(". < today()", True), ("'today()'", False)])
def test_it_knows_whether_it_looks_at_the_date(source, expected):
    assert compile_expression(source).uses_today is expected


def test_the_tree_for_the_page_is_plain_json():
    condition = compile_expression("selected(${a}, 'x') and . - 1 + 2 > '' or not(true())")
    expected = ["or", ["and", ["selected", ["$", "a"], "x"], [">", ["chain", ["."], "-", 1, "+", 2], None]]]
    assert json.loads(json.dumps(condition.as_json())) == [*expected, ["not", True]]


@pytest.mark.parametrize(("source", "expected"), [("5", ["literal", 5]), ("''", ["literal", None])])
def test_the_tree_of_a_lone_literal_is_a_list_too(source, expected):
    assert compile_expression(source).as_json() == expected


def test_conditions_with_the_same_source_are_equal():
    assert compile_expression("${a} > 5") == compile_expression("${a} > 5")
    assert len({compile_expression("${a} > 5"), compile_expression("${a} > 5")}) == 1
    assert compile_expression("${a} > 5") != compile_expression("${a} > 6")


def test_signs_that_need_no_more_do_not_look_further():
    class Watched(dict):
        def get(self, name, default=None):
            looked_at.append(name)
            return super().get(name, default)

    looked_at: list[str] = []
    compile_expression("if(${a} or ${b}, coalesce(${c}, ${d}), ${e})").value(Watched(a=1.0, c=1.0))
    assert looked_at == ["a", "c"]
