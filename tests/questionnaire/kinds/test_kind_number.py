"""A number: what goes without saying for its unit, what is refused, how it is written and summed up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.messages import Text
from survey.questionnaire.declarations import Unit
from survey.questionnaire.kinds.numbers.breakdowns import cell_key, cell_keys
from survey.questionnaire.kinds.numbers.number import Number

HOURS = Number(Unit("hours", Text("", "hours"), "amount"), decimals=6)


def said(messages):
    return [message.text.context for message in messages]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("persons", (0, 0, None)),
        ("percent", (2, 0, 100)),
        ("money", (2, None, None)),
        ("hours", (6, None, None)),
    ],
)
def test_a_measure_says_decimals_and_bounds(kind, unit, expected):
    keys = {} if unit == "percent" else {"adds_up": "yes"}
    made = kind("number", unit=unit, **keys)
    assert expected == (made.decimals, made.min, made.max)


def test_the_file_may_say_otherwise(kind):
    made = kind("number", unit="percent", decimals="0", min="-100", max="1000")
    assert (made.decimals, made.min, made.max) == (0, -100, 1000)


def test_a_percentage_never_adds_up_and_may_name_its_numbers(kind):
    made = kind("number", unit="percent", adds_up="no", rate_of={"part": "a", "whole": "b"})
    assert (made.adds_up, made.rate_of) == (False, ("a", "b"))


@pytest.mark.parametrize("typed", [(), ("",), ("  ",), ("\n",)])
def test_a_blank_is_not_zero(kind, places, typed):
    parsed = kind("number", unit="persons", adds_up="yes").parse(typed, places["en"])
    assert (parsed.value, parsed.complaint) == (None, None)


def test_nil_is_zero(kind, places):
    assert kind("number", unit="persons", adds_up="yes").parse(("0",), places["en"]).value == 0.0


def test_thousands_of_persons_are_understood_whatever_the_separator(kind, places):
    persons = kind("number", unit="persons", adds_up="yes")
    for place in ("en", "fr", "es", "es_MX"):
        assert persons.parse(("1.234",), places[place]).value == 1234
        assert persons.parse(("1,234",), places[place]).value == 1234


def test_both_readings_of_an_amount_are_given_to_choose_from(places):
    parsed = HOURS.parse(("1,500",), places["fr"])
    assert (parsed.value, parsed.readings) == (None, (1.5, 1500.0))
    assert said([parsed.complaint]) == ["number/two-readings"]


def test_thirty_three_thousand_percent_cannot_be_meant(kind, places):
    percent = kind("number", unit="percent", decimals="3")
    assert percent.parse(("33.333",), places["en"]).value == 33.333
    assert percent.parse(("33,333 %",), places["fr"]).value == 33.333


def test_a_percent_sign_is_only_for_percentages(kind, places):
    assert kind("number", unit="percent").parse(("12 %",), places["fr"]).value == 12
    persons = kind("number", unit="persons", adds_up="yes")
    assert said([persons.parse(("12%",), places["en"]).complaint]) == ["number/percent"]


@pytest.mark.parametrize(
    ("keys", "value", "expected"),
    [
        ({"unit": "persons", "adds_up": "yes"}, 12.0, []),
        ({"unit": "persons", "adds_up": "yes"}, 12.5, ["number/whole"]),
        ({"unit": "persons", "adds_up": "yes"}, -1.0, ["number/least"]),
        ({"unit": "percent"}, 100.0, []),
        ({"unit": "percent"}, 100.01, ["number/most"]),
        ({"unit": "percent"}, 33.333, ["number/decimals"]),
        ({"unit": "percent"}, 33.33, []),
        ({"unit": "money", "adds_up": "no"}, 123456789012.35, []),
        ({"unit": "money", "adds_up": "no"}, -0.5, []),
        ({"unit": "hours", "adds_up": "no"}, float("nan"), ["number/not-finite"]),
        ({"unit": "hours", "adds_up": "no"}, float("inf"), ["number/not-finite"]),
    ],
)
def test_a_value_is_checked_against_what_the_unit_allows(kind, keys, value, expected):
    assert expected == said(kind("number", **keys).check(value))


def test_complaints_say_what_to_do_with_numbers_as_values(kind):
    message = next(iter(kind("number", unit="percent").check(140.0)))
    assert str(message) == "Type a number that is at most 100; you typed 140."


def test_a_number_is_read_back_in_the_notation_of_the_country(kind, places, say):
    persons = kind("number", unit="persons", adds_up="yes")
    written = {
        place: persons.read_back(1234567.0, places[place], say) for place in ("en", "fr", "es", "es_MX")
    }
    assert written == {
        "en": "1,234,567",
        "fr": "1\u202f234\u202f567",
        "es": "1.234.567",
        "es_MX": "1,234,567",
    }


def test_the_box_holds_no_groups_which_another_language_would_read_otherwise(places):
    assert HOURS.typed(1234.5, places["fr"]) == ("1234,5",)


@given(
    st.one_of(
        st.floats(-1e9, 1e9).map(lambda value: round(value, 6)),
        st.integers(-(10**15) + 1, 10**15 - 1).map(float),
        st.decimals(-999, 999, places=3).map(float),
    ),
    st.sampled_from(["en", "en_US", "fr", "es", "es_MX", "es_PE", "es_CL"]),
)
@settings(max_examples=300, deadline=None)
def test_what_a_box_holds_is_read_as_the_same_number(places, value, place):
    parsed = HOURS.parse(HOURS.typed(value, places[place]), places[place])
    assert value == parsed.value


def test_the_keys_of_cells_come_in_the_order_of_the_table(kind):
    by = kind("number", unit="percent", by=["sex", "age"]).by
    assert cell_keys(by) == (
        "_T",
        "sex=F",
        "sex=M",
        "age=Y5T14",
        "age=Y5T14;sex=F",
        "age=Y5T14;sex=M",
        "age=Y15T17",
        "age=Y15T17;sex=F",
        "age=Y15T17;sex=M",
    )


def test_a_number_that_is_not_broken_down_has_the_total_alone():
    assert cell_keys(()) == ("_T",)


def test_a_key_is_the_same_in_whatever_order_its_codes_are_given():
    assert (
        cell_key({"sex": "F", "age": "Y5T14"}) == cell_key({"age": "Y5T14", "sex": "F"}) == "age=Y5T14;sex=F"
    )


def figures(kind, values):
    return {one.name: one.value for one in kind.summary(values)}


def test_numbers_are_summed_up_where_they_add_up(kind):
    persons = kind("number", unit="persons", adds_up="yes")
    assert figures(persons, [1.0, 2.0, 3.0, 10.0]) == {
        "count": 4,
        "sum": 16,
        "median": 2.5,
        "q1": 1.75,
        "q3": 4.75,
        "min": 1,
        "max": 10,
    }


def test_percentages_are_never_summed_nor_averaged(kind):
    names = set(figures(kind("number", unit="percent"), [10.0, 20.0]))
    assert names == {"count", "median", "q1", "q3", "min", "max"}


def test_one_number_is_its_own_median_and_quartiles(kind):
    found = figures(kind("number", unit="percent"), [7.0])
    assert {7.0} == {value for name, value in found.items() if name != "count"}


@given(st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=40))
@settings(max_examples=100, deadline=None)
def test_quartiles_are_those_of_the_inclusive_method(values):
    from statistics import quantiles

    found = figures(HOURS, values)
    expected = quantiles(values, n=4, method="inclusive")
    assert expected == pytest.approx([found["q1"], found["median"], found["q3"]], abs=1e-4)


def test_the_api_learns_schema_unit_and_breakdowns(kind):
    described = kind("number", unit="persons", adds_up="yes", by=["sex"]).describe()
    assert described == {
        "schema": {"type": "integer", "minimum": 0},
        "unit": "persons",
        "measure": "count",
        "decimals": 0,
        "adds_up": True,
        "by": ["sex"],
    }


def test_a_sheet_gets_the_plain_number(kind):
    persons = kind("number", unit="persons", adds_up="yes")
    assert (persons.columns(), persons.cells(14.0), persons.operand(14)) == (("",), (14,), 14.0)
    assert isinstance(persons.cells(14.0)[0], int)
