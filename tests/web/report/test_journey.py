"""From the report's home to its receipt: progress, what stops, the declaration, the history of an answer."""

import re

import pytest

from survey.storage.engine.database import db
from survey.web.report import history
from tests.web.reported import number, reporting_on

SAID = re.compile(r"<h2>After</h2><p>([^<]*)</p>")
OLDER = re.compile(r'class="lone" href="([^"]*before=[^"]*)"')


@pytest.fixture
def world(engine, database_url, tmp_path):
    made = reporting_on(engine, database_url, tmp_path)
    yield made
    with made.app.app_context():
        db.engine.dispose()


def test_home_says_how_far_each_section_is(world):
    world.save("focal", number("f.number", 5.0), number("w.story", "word " * 60))
    words = world.signed_in("focal").open().words
    assert "Figures 1 of 4 In progress" in words
    assert "Words 1 of 5 Needs attention" in words
    assert "Lists 0 of 0 Not started" in words
    assert "Deadline By the end of 31 May 2020" in words


def test_home_and_check_both_ask_about_a_jump_since_last_year(world):
    world.accepted_last_year(number("f.number", 100.0), number("f.text", "The old plan"))
    world.save("focal", number("f.number", 900.0), number("f.text", "The new plan"), number("f.yes", "no"))
    world.save("focal", number("f.sex", 7.0))
    typist = world.signed_in("focal")
    assert "Figures 4 of 4 Needs attention" in typist.open().words
    assert "last year it was 100" in typist.open("check").words
    world.save("focal", number("f.number", 900.0, comment="A new register counts all provinces."))
    assert "Figures 4 of 4 Complete" in typist.open().words


def test_what_stops_is_listed_with_a_link_to_its_input(world):
    world.save("focal", number("f.number", 5.0))
    page = world.signed_in("focal").open("check").page
    assert f'href="{world.signed_in("focal").path("figures")}?check=1#f.text"' in page
    assert "Correct 1 answer to submit" in page


def test_the_declaration_must_be_made_and_gives_a_receipt(world):
    world.save("focal", number("f.text", "A plan"))
    typist = world.signed_in("focal").open("submit")
    assert 200 == typist.status

    def send(**data):
        return typist._keep(typist.client.post(typist.path("submit"), data={"csrf": typist.csrf(), **data}))

    assert 422 == send().status
    assert (303, typist.path("receipt")) == (send(publishes="no").status, typist.response.location)
    typist.follow()
    assert "Receipt number 1" in typist.words and "13:00 (East Africa Time)" in typist.words
    assert "Only combined figures for several countries" in typist.words
    assert "At present you cannot change it" in typist.open("figures").words


def test_an_unfinished_report_is_not_submitted(world):
    world.save("focal", number("f.number", 5.0))
    typist = world.signed_in("focal").open("submit")
    response = typist.client.post(
        typist.path("submit"), data={"csrf": typist.open("figures").csrf(), "publishes": "yes"}
    )
    assert 409 == response.status_code
    assert 404 == typist.open("receipt").status


def test_the_history_tells_who_when_from_and_to_and_brings_back(world):
    world.save("focal", number("f.text", "First"))
    world.later(minutes=7)
    world.save("colleague", number("f.text", "Second"))
    typist = world.signed_in("focal").open("history", "f.text")
    assert (
        "Rado R. 4 May 2020, 13:07 (East Africa Time) current version After Second Before First"
        in typist.words
    )
    data = {"csrf": typist.csrf(), "version": "1", "saw": "2"}
    response = typist.client.post(typist.path("history", "f.text"), data=data)
    assert (303, "First") == (response.status_code, world.value("f.text"))


def test_a_version_is_not_brought_back_over_what_changed_meanwhile(world):
    world.save("focal", number("f.text", "First"))
    world.save("focal", number("f.text", "Second"))
    typist = world.signed_in("focal").open("history", "f.text")
    world.save("colleague", number("f.text", "Third"))
    data = {"csrf": typist.csrf(), "version": "1", "saw": "2"}
    response = typist.client.post(typist.path("history", "f.text"), data=data)
    assert (409, "Third") == (response.status_code, world.value("f.text"))


def test_the_history_of_a_row_is_its_own(world):
    world.save("focal", number("w.laws", "yes", "one"), number("w.laws", "no", "two"))
    words = world.signed_in("focal").open("history", "w.laws", "two").words
    assert "Second law: Laws" in words and "After No Before No answer" in words


def test_a_contributor_sees_the_history_of_the_sections_given(world):
    world.save("focal", number("f.text", "First"))
    contributor = world.signed_in("contributor")
    assert 200 == contributor.open("history", "f.text").status
    assert 404 == contributor.open("history", "l.steps").status


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_every_page_is_made_in_every_language(world, lang):
    world.accepted_last_year(number("f.number", 5.0), number("f.text", "A plan"))
    world.save("focal", number("f.number", 9.0), number("f.text", "A plan"))
    typist = world.signed_in("focal", lang)
    for page in ((), ("figures",), ("words",), ("lists",), ("check",), ("submit",), ("history", "f.text")):
        assert 200 == typist.open(*page).status, page


def test_a_long_history_is_read_in_pages_and_each_version_can_be_restored(world, monkeypatch):
    monkeypatch.setattr(history, "MOST_VERSIONS", 2)
    typist = world.signed_in("focal").open("figures")
    for version in range(5):
        typist.autosave("figures", "f.text", version=version, value=f"Plan {version + 1}")
    first = typist.open("history", "f.text")
    assert ["Plan 5", "Plan 4"] == SAID.findall(first.page)
    assert "current version" in first.words
    second = typist.client.get(OLDER.search(first.page).group(1)).get_data(as_text=True)
    assert ["Plan 3", "Plan 2"] == SAID.findall(second) and "current version" not in second
    assert 'name="saw" value="5"' in second
    third = typist.client.get(OLDER.search(second).group(1)).get_data(as_text=True)
    assert ["Plan 1"] == SAID.findall(third) and not OLDER.search(third)


def test_a_page_of_the_history_ends_where_texts_are_long(monkeypatch):
    monkeypatch.setattr(history, "MOST_SIGNS", 10)
    assert 0 == history.fitting([])
    assert 1 == history.fitting(["a" * 99, "b"])
    assert 2 == history.fitting(["a" * 5, "b" * 5, "c"])
