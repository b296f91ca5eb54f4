"""Lists, notes and calculations: nothing is typed into them."""

from __future__ import annotations

from datetime import date

import pytest

from survey.messages import Text
from survey.questionnaire.kinds import KINDS


def test_an_entry_is_called_what_the_author_calls_it(kind):
    made = kind("list", item="Priority", min="1", max="5")
    assert (made.item, made.min, made.max) == (Text("q/item", "Priority"), 1, 5)
    assert list(made.texts()) == [("item", Text("q/item", "Priority"))]


def test_an_entry_without_a_name_has_the_interfaces_word(kind):
    made = kind("list")
    assert (made.item, made.min, made.max) == (Text("list/entry", "Entry"), 0, 50)
    assert list(made.texts()) == []


@pytest.mark.parametrize(("name", "keys"), [("list", {}), ("note", {}), ("calculated", {"calculation": "1"})])
def test_nothing_is_typed_and_nothing_complains(kind, places, name, keys):
    made = kind(name, **keys)
    assert made.parse(("anything",), places["en"]).value is None
    assert list(made.check("anything")) == []
    assert made.typed("anything", places["en"]) == ()
    assert not made.typed_by_hand


def test_only_notes_and_calculations_are_not_answered():
    assert {name for name, kind in KINDS.items() if not kind.asks} == {"note", "calculated"}


def test_only_boxes_of_text_are_typed_by_hand():
    typed = {name for name, kind in KINDS.items() if kind.typed_by_hand}
    assert typed == {"number", "year", "date", "text", "narrative"}


def test_a_note_and_a_list_fill_no_column(kind):
    for name in ("note", "list"):
        assert (kind(name).columns(), kind(name).cells("x"), kind(name).summary(["x"])) == ((), (), ())


def test_a_calculation_keeps_its_source_for_the_reader_to_compile(kind):
    made = kind("calculated", calculation="${a} + ${b}", unit="percent")
    assert (made.source, made.unit.code, made.decimals) == ("${a} + ${b}", "percent", 2)


@pytest.mark.parametrize(
    ("decimals", "value", "place", "expected"),
    [
        ("2", 1234.565, "fr", "1\u202f234,57"),
        ("0", 2.5, "en", "3"),
        ("1", "in words", "en", "in words"),
        ("1", ("a", "b"), "en", "a, b"),
    ],
)
def test_a_calculation_is_shown_rounded_in_the_notation_of_the_reader(
    kind, places, say, decimals, value, place, expected
):
    made = kind("calculated", calculation="1", decimals=decimals)
    assert expected == made.read_back(value, places[place], say)


def test_a_calculation_has_a_column_and_no_sum(kind):
    made = kind("calculated", calculation="1", decimals="1")
    assert (made.columns(), made.cells(2.0), made.cells(2.06), made.cells("x")) == (
        ("",),
        (2,),
        (2.1,),
        ("x",),
    )
    assert "sum" not in {one.name for one in made.summary([1.0, 2.0])}
    assert [one.name for one in made.summary(["x", 2.0])] == ["count"]
    assert (made.operand(2), made.operand(date(2020, 5, 31))) == (2.0, "2020-05-31")


@pytest.mark.parametrize("name", list(KINDS))
def test_nothing_is_summed_up_of_nothing(build, name):
    made, _ = build(name)
    assert made.summary([]) == ()


@pytest.mark.parametrize("name", list(KINDS))
def test_every_kind_describes_itself_for_the_api(build, name):
    made, _ = build(name)
    assert "schema" in made.describe()


@pytest.mark.parametrize("name", list(KINDS))
def test_kinds_are_values(build, name):
    assert build(name)[0] == build(name)[0]
    assert hash(build(name)[0]) == hash(build(name)[0])
