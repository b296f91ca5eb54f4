"""One answer saved by the script: acknowledged, asked about, refused, in conflict, signed out."""

import pytest

from survey.actions.answers.text_limits import MOST_IN_NARRATIVE, MOST_IN_TEXT
from survey.storage.engine.database import db
from tests.web.reported import number, reporting_on
from tests.web.world import Counting


@pytest.fixture
def world(engine, database_url, tmp_path):
    made = reporting_on(engine, database_url, tmp_path)
    yield made
    with made.app.app_context():
        db.engine.dispose()


@pytest.fixture
def typist(world):
    return world.signed_in("focal").open("figures")


def test_an_answer_is_saved_and_its_version_comes_back(world, typist):
    answer = typist.autosave("figures", "f.text", value="A plan")
    assert (200, 1) == (answer.status_code, answer.json["version"])
    assert "A plan" == world.value("f.text")
    assert 2 == typist.autosave("figures", "f.text", version=1, value="Another").json["version"]


def test_the_same_answer_again_is_no_new_version(world, typist):
    typist.autosave("figures", "f.text", value="A plan")
    assert 1 == typist.autosave("figures", "f.text", version=0, value="A plan").json["version"]


def test_a_save_asks_the_database_nine_times(world):
    world.accepted_last_year(number("f.number", 100.0), number("f.text", "Plan"))
    typist = world.signed_in("focal").open("figures")
    typist.autosave("figures", "f.number", value="101")
    with Counting(world.app) as counted:
        answer = typist.autosave("figures", "f.number", version=1, value="102", also={"~comment": ["Why"]})
    assert (200, 2) == (answer.status_code, answer.json["version"])
    reads = [one for one in counted.asked if one.startswith("SELECT")]
    assert (4, 5) == (len(reads), len(counted.asked) - len(reads)), counted.asked


def test_evidence_is_saved_with_its_answer(world, typist):
    typist.autosave("figures", "f.number", value="5", also={"~source": ["Census"], "~reported_to": ["vnr"]})
    reply = world.reply("f.number")
    assert (5.0, "Census", ("vnr",)) == (reply.value, reply.source, reply.reported_to)


def test_what_is_not_understood_is_kept_and_said(world, typist):
    answer = typist.autosave("figures", "f.number", value="many")
    assert 200 == answer.status_code
    assert "error" == answer.json["problems"]["f.number"]["look"]
    assert ("many",) == world.reply("f.number").unread["_T"].typed


def test_a_change_since_last_year_comes_back_in_words(world):
    world.accepted_last_year(number("f.number", 100.0), number("f.text", "Plan"))
    answer = world.signed_in("focal").open("figures").autosave("figures", "f.number", value="400")
    assert "▲ 300 (300%)" == answer.json["changes"]["f.number"]
    assert "ask" == answer.json["problems"]["f.number"]["look"]


def test_a_stale_answer_is_refused_with_both_texts(world, typist):
    world.save("colleague", number("f.text", "Theirs"))
    answer = typist.autosave("figures", "f.text", value="Mine")
    assert (409, 1) == (answer.status_code, answer.json["version"])
    assert ("Theirs", "Mine") == (answer.json["theirs"], answer.json["yours"])
    assert ["Theirs"] == answer.json["inputs"]["f.text"]
    assert "Rado R." in answer.json["who"]
    assert "Theirs" == world.value("f.text")


def test_an_answer_typed_in_another_language_is_read_in_that_one(world):
    typist = world.signed_in("focal", "fr").open("figures")
    body = {
        "question": "f.number",
        "row": "",
        "version": 0,
        "inputs": {"f.number": ["1,234"]},
        "typed_in": "en",
    }
    answer = typist.client.post(
        typist.path("figures", "answers"), json=body, headers={"X-CSRF-Token": typist.csrf()}
    )
    assert ["1234"] == answer.json["inputs"]["f.number"]
    assert 1234.0 == world.value("f.number")


def test_the_signed_out_are_told_where_to_sign_in(world, typist):
    typist.client.delete_cookie("survey-session")
    answer = typist.autosave("figures", "f.text", value="A plan")
    assert (401, "/en/sign-in") == (answer.status_code, answer.json["sign_in"])


def test_an_answer_without_the_token_is_not_saved(world, typist):
    answer = typist.client.post(typist.path("figures", "answers"), json={})
    assert (403, "token-expired") == (answer.status_code, answer.json["code"])


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"question": "w.story"},
        {"question": "f.text", "row": 1},
        {"question": "f.text", "version": "1"},
    ],
)
def test_nonsense_is_refused_with_a_sentence(typist, body):
    answer = typist.client.post(
        typist.path("figures", "answers"), json=body, headers={"X-CSRF-Token": typist.csrf()}
    )
    assert 400 == answer.status_code and answer.json["message"]


@pytest.mark.parametrize(
    ("section", "name", "most"),
    [("words", "w.story", MOST_IN_NARRATIVE), ("figures", "f.text", MOST_IN_TEXT)],
)
def test_a_text_beyond_all_measure_is_refused_with_a_sentence(world, section, name, most):
    typist = world.signed_in("focal").open(section)
    assert 200 == typist.autosave(section, name, value="x" * most).status_code
    answer = typist.autosave(section, name, version=1, value="y" * (most + 1))
    assert (413, "too-large") == (answer.status_code, answer.json["code"])
    assert f"{most + 1:,} characters, and only {most:,} can be saved" in answer.json["message"]
    assert "x" * most == world.value(name)


@pytest.mark.parametrize("part", ["~comment", "~source"])
def test_no_part_of_an_answer_is_longer_than_a_text(world, typist, part):
    answer = typist.autosave("figures", "f.number", value="5", also={part: ["x" * (MOST_IN_TEXT + 1)]})
    assert 413 == answer.status_code and world.value("f.number") is None
    assert 413 == typist.autosave("figures", "f.number", value="five" * MOST_IN_TEXT).status_code


def test_the_stranger_finds_nothing(world):
    stranger = world.signed_in("stranger")
    answer = stranger.client.post(stranger.path("figures", "answers"), json={})
    assert 404 == answer.status_code


def test_who_may_comment_only_changes_the_comment_only(world):
    world.save("focal", number("f.number", 5.0))
    typist = world.signed_in("contributor").open("figures")
    answer = typist.autosave("figures", "f.number", version=1, value="9", also={"~comment": ["Looks low"]})
    assert 200 == answer.status_code
    assert (5.0, "Looks low") == (world.value("f.number"), world.reply("f.number").comment)


def test_going_back_to_what_the_page_had_shown_is_not_mistaken_for_leaving_it(world, typist):
    typist.autosave("figures", "f.text", value="First")
    typist.autosave("figures", "f.text", version=1, value="Second")
    answer = typist.autosave("figures", "f.text", version=1, value="First")
    assert (409, 2, "Second") == (answer.status_code, answer.json["version"], answer.json["theirs"])
    assert "Second" == world.value("f.text")
    assert 3 == typist.autosave("figures", "f.text", version=2, value="First").json["version"]
