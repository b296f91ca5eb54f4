"""The names by which inputs and problems point at a place in a report."""

import pytest

from survey.answers.names import PARTS, Where, field_name, place_of
from survey.answers.replies import Replies
from survey.answers.rows import rows_of
from tests.answers.building import form, rows

PLACES = {
    "cl.number": Where("cl.number"),
    "cl.number/age=Y5T14;sex=F": Where("cl.number", cell="age=Y5T14;sex=F"),
    "cl.conventions@C182": Where("cl.conventions", "C182"),
    "priorities.objective@e3": Where("priorities.objective", "e3"),
    "cl.number~source": Where("cl.number", part="source"),
    "table@row/sex=F~missing": Where("table", "row", "sex=F", "missing"),
}


@pytest.mark.parametrize(("name", "place"), PLACES.items())
def test_a_name_and_its_place_are_one(name, place):
    assert place == place_of(name)
    assert name == field_name(*place)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_an_answer_has_a_name(part):
    assert part == place_of(field_name("a", part=part)).part


@pytest.mark.parametrize("name", ["", "A", "a@", "a/", "a~", "a~colour", "a b", "a@x@y", "a" * 401, "a\n"])
def test_what_is_no_name_is_no_place(name):
    assert None is place_of(name)


def test_a_question_without_rows_is_answered_once():
    assert [""] == [row.code for row in rows_of(form("yes-no").questions["plan"], Replies())]


def test_the_entries_of_a_list_are_rows_of_its_fields():
    inner = form("list-of-entries").questions["priorities.objective"]
    assert ["e2", "e1"] == [row.code for row in rows_of(inner, Replies(entries={"priorities": ("e2", "e1")}))]


def test_a_country_brings_its_own_rows():
    done = form("rows-from").questions["done"]
    assert ["s1"] == [row.code for row in rows_of(done, Replies(country_rows={"next_steps": rows("s1")}))]
    assert () == rows_of(done, Replies())
