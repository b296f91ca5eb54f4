"""The figures of a question lie at addresses that last: as a page, a table, data and pictures."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest

QUESTION = "f.reached"


def file_of(reader, ending, question=QUESTION):
    found = reader.open("figures", f"{question}.{ending}")
    assert 200 == found.status
    return found.response


def rows(reader, question=QUESTION):
    return list(csv.DictReader(io.StringIO(file_of(reader, "csv", question).text)))


def test_the_address_shows_the_page_of_the_question(world):
    reader = world.signed_in("desk")
    assert reader.open("questions", QUESTION).rows("<table") == reader.open("figures", QUESTION).rows(
        "<table"
    )


def test_table_and_data_say_the_same_as_the_page(world):
    reader = world.signed_in("desk")
    found = rows(reader)
    data = json.loads(file_of(reader, "json").text)
    assert [row["statistic"] for row in found] == [row["statistic"] for row in data["rows"]]
    total = next(row for row in found if row["level"] == "world" and row["statistic"] == "sum")
    page = reader.open("questions", QUESTION).page
    assert f"{float(total['value']):,.0f}" in page
    assert data["finding"] in page.replace("&#39;", "'")
    assert data["measure"] in page


def test_pictures_can_be_shown_anywhere(world):
    reader = world.signed_in("desk")
    picture = ElementTree.fromstring(file_of(reader, "svg").text)
    texts = [text for element in picture.iter() for text in (element.text or "",)]
    assert any("countries that answered in both rounds" in text for text in texts)
    assert any(text.startswith("Source: reports accepted by") for text in texts)
    address = reader.response.request.path.replace(".svg", ".png")
    assert reader.client.get(address).data.startswith(b"\x89PNG")


@pytest.mark.parametrize("ending", ["csv", "json", "svg"])
def test_nobody_is_given_more_than_on_the_page(world, ending):
    reader = world.signed_in("focal")
    said = file_of(reader, ending).text
    whole = file_of(world.signed_in("desk"), ending).text
    assert "no-store" == file_of(reader, ending).headers["Cache-Control"]
    assert said != whole


def test_an_address_that_is_none_is_not_there(world):
    reader = world.signed_in("desk")
    for name in ("nothing.csv", f"{QUESTION}.exe", "nothing"):
        assert 404 == reader.open("figures", name).status
