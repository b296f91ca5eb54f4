"""A section of a report without scripts: typed, saved, carried over, in conflict, read, closed."""

import json

import pytest

from survey.actions.answers.text_limits import MOST_IN_TEXT
from survey.answers.replies import Reply
from survey.storage.engine.database import db
from tests.web.reported import FORM, number, reporting_on
from tests.web.world import Counting

MOST_QUERIES = 8


@pytest.fixture
def world(engine, database_url, tmp_path):
    made = reporting_on(engine, database_url, tmp_path)
    yield made
    with made.app.app_context():
        db.engine.dispose()


@pytest.fixture
def second_year(world):
    return world.accepted_last_year(
        number("f.number", 11.0, reference_year=2018, source="Annual report"),
        Reply("f.sex", cells={"_T": 7.0, "sex=F": 3.0, "sex=M": 4.0}),
        number("f.text", "The old plan"),
        number("w.story", "Once upon a time."),
        number("w.laws", "yes", "one"),
        number("w.laws_year", 2001, "one"),
        number("l.steps.name", "The first step", "e1"),
        entries=("e1",),
    )


def test_what_is_typed_is_saved_and_leads_on(world):
    typist = world.signed_in("focal").open("figures")
    typist.press("figures", typed={"f.number": "1,234", "f.text": "A plan", "f.number~source": "The census"})
    assert (303, typist.path("words")) == (typist.status, typist.response.location)
    assert (1234.0, "The census") == (world.value("f.number"), world.reply("f.number").source)
    assert "1234" == typist.open("figures").value("f.number")
    assert "Saved" in typist.words


def test_saving_twice_makes_no_second_version(world):
    typist = world.signed_in("focal").open("figures")
    typist.press("figures", typed={"f.text": "A plan"})
    typist.open("figures").press("figures")
    assert 1 == world.kept().versions["f.text", ""]


def test_what_is_not_understood_is_kept_as_typed_and_shown_again(world):
    typist = world.signed_in("focal").open("figures").press("figures", typed={"f.number": "many"})
    assert f"{typist.path('figures')}?check=1" == typist.response.location
    typist.follow()
    assert "many" == typist.value("f.number")
    assert 'id="error:f.number"' in typist.page
    assert "Continue anyway" in typist.words


def test_a_number_with_two_readings_is_chosen_by_a_button(world):
    typist = world.signed_in("focal", "fr").open("figures")
    typist.press("figures", typed={"f.number": "1.234"})
    typist.follow()
    if 'name="choose"' in typist.page:
        typist.press("figures", typed={}, choose="f.number|1234")
    assert 1234.0 == world.value("f.number")


def test_last_years_answer_stands_beside_with_its_year_and_the_change(second_year):
    typist = second_year.signed_in("focal").open("figures")
    assert "Last year 11 (2018)" in typist.words
    typist.press("figures", typed={"f.number": "14"})
    assert "▲ 3 (27%)" in typist.open("figures").words


def test_no_change_copies_one_answer_with_its_reference_year(second_year):
    typist = second_year.signed_in("focal").open("figures")
    typist.press("figures", typed={"f.text": "Typed before"}, unchanged="f.number")
    reply = second_year.reply("f.number")
    assert (11.0, 2018, True) == (reply.value, reply.reference_year, reply.carried)
    assert "Typed before" == second_year.value("f.text")
    assert f"{typist.path('figures')}#f.number" == typist.response.location


def test_nothing_has_changed_fills_every_blank_answer_of_the_section_and_no_other(second_year):
    second_year.save("focal", number("f.text", "The new plan"))
    second_year.signed_in("focal").open("figures").press("figures", unchanged_all="1")
    assert ("The new plan", 11.0) == (second_year.value("f.text"), second_year.value("f.number"))
    assert {"_T": 7.0, "sex=F": 3.0, "sex=M": 4.0} == dict(second_year.reply("f.sex").cells)
    assert second_year.reply("f.sex").carried and not second_year.reply("f.text").carried


def test_no_change_for_a_row_carries_its_columns_too(second_year):
    second_year.signed_in("focal").open("words").press("words", unchanged="w.laws@one w.laws_year@one")
    assert ("yes", 2001) == (second_year.value("w.laws", "one"), second_year.value("w.laws_year", "one"))


def test_no_change_for_a_list_brings_its_entries_back_under_their_ids(second_year):
    second_year.signed_in("focal").open("lists").press("lists", unchanged="l.steps")
    assert ("e1",) == second_year.kept().replies.entries["l.steps"]
    assert "The first step" == second_year.value("l.steps.name", "e1")


def test_a_stale_save_is_refused_and_shows_both_texts(world):
    typist = world.signed_in("focal").open("figures")
    world.save("colleague", number("f.text", "Theirs"))
    typist.press("figures", typed={"f.text": "Mine", "f.number": "5"})
    assert 409 == typist.status
    assert "Rado R. changed this answer" in typist.words
    assert "Theirs" in typist.words and "Mine" == typist.value("f.text")
    assert ("Theirs", 5.0) == (world.value("f.text"), world.value("f.number"))


def test_in_a_conflict_one_may_keep_ones_own_answer(world):
    typist = world.signed_in("focal").open("figures")
    world.save("colleague", number("f.text", "Theirs"))
    typist.press("figures", typed={"f.text": "Mine"})
    typist.press("figures", keep="f.text|1")
    assert (303, "Mine") == (typist.status, world.value("f.text"))


def test_in_a_conflict_one_may_take_the_other_answer(world):
    typist = world.signed_in("focal").open("figures")
    world.save("colleague", number("f.text", "Theirs"))
    typist.press("figures", typed={"f.text": "Mine", "f.number": "5"})
    typist.press("figures", take="f.text")
    assert (303, "Theirs", 5.0) == (typist.status, world.value("f.text"), world.value("f.number"))


def test_what_a_colleague_saved_and_nobody_touched_is_no_conflict(world):
    world.save("focal", number("f.text", "First"))
    typist = world.signed_in("focal").open("figures")
    world.save("colleague", number("f.text", "Second"))
    typist.press("figures", typed={"f.number": "5"})
    assert (303, "Second", 5.0) == (typist.status, world.value("f.text"), world.value("f.number"))


def test_a_colleague_at_work_is_named_for_ten_minutes(world):
    world.save("colleague", number("f.text", "Theirs"))
    focal, words = world.later(minutes=5).signed_in("focal"), "in the last ten minutes: Rado R."
    assert words in focal.open("figures").words
    assert words not in focal.open("words").words
    world.later(minutes=6)
    assert words not in focal.open("figures").words


def test_entries_are_added_moved_removed_and_put_back(world):
    typist = world.signed_in("focal").open("lists")
    typist.press("lists", add="l.steps")
    first = world.kept().replies.entries["l.steps"][0]
    typist.follow().press("lists", typed={f"l.steps.name@{first}": "One"}, add="l.steps")
    second = world.kept().replies.entries["l.steps"][1]
    typist.follow().press("lists", typed={f"l.steps.name@{second}": "Two"}, up=f"l.steps@{second}")
    assert (second, first) == world.kept().replies.entries["l.steps"]
    typist.follow().press("lists", remove=f"l.steps@{second}")
    assert (first,) == world.kept().replies.entries["l.steps"]
    typist.follow()
    typist.press("lists", undo=typist.page.split('name="undo" value="')[1].split('"')[0])
    assert (second, first) == world.kept().replies.entries["l.steps"]
    assert "Two" == world.value("l.steps.name", second)


def test_past_the_deadline_it_says_so_and_still_saves(world):
    world.later(days=40)
    typist = world.signed_in("focal").open("figures")
    assert "The deadline was 31 May 2020" in typist.words
    assert 303 == typist.press("figures", typed={"f.text": "Late"}).status
    assert "Late" == world.value("f.text")


def test_a_closed_round_is_read_and_no_longer_typed_into(world):
    world.save("focal", number("f.text", "A plan"))
    typist = world.signed_in("focal").open("figures")
    world.close()
    typist.press("figures", typed={"f.text": "Too late"})
    assert typist.status in (404, 409)
    assert "A plan" == world.value("f.text")
    typist.open("figures")
    assert 'name="f.text"' not in typist.page and "A plan" in typist.words


def test_who_was_given_a_section_to_comment_may_change_the_comment_only(world):
    world.save("focal", number("f.number", 5.0))
    typist = world.signed_in("contributor").open("figures")
    assert 'name="f.number"' not in typist.page
    typist.press("figures", typed={"f.number~comment": "Looks low", "f.number": "9"})
    assert (5.0, "Looks low") == (world.value("f.number"), world.reply("f.number").comment)


def test_a_section_that_was_not_given_is_not_there(world):
    assert 404 == world.signed_in("contributor").open("lists").status
    assert 404 == world.signed_in("stranger").open("figures").status


def test_another_language_saves_and_shows_the_same_section(world):
    typist = world.signed_in("focal").open("figures")
    data = {**typist.inputs(), "f.number": "1,234", "switch": "fr"}
    response = typist.client.post(typist.path("figures").replace("/en/", "/fr/"), data=data)
    assert "/fr/reports/small/2020/MDG/figures" == response.location
    assert 1234.0 == world.value("f.number")


def test_a_text_beyond_all_measure_is_shown_again_as_it_was_typed(world):
    typist = world.signed_in("focal").open("figures")
    typist.press("figures", typed={"f.text": "too long " * MOST_IN_TEXT, "f.number": "5"})
    assert 413 == typist.status and "can be saved. Shorten it." in typist.words
    assert ("too long " * MOST_IN_TEXT).strip() == typist.value("f.text").strip()
    assert (None, None) == (world.value("f.text"), world.value("f.number"))


def test_a_form_without_its_token_is_not_saved_and_nothing_typed_is_lost(world):
    typist = world.signed_in("focal").open("figures")
    typist.press("figures", typed={"csrf": "", "f.text": "Kept"})
    assert 403 == typist.status
    assert "Kept" in typist.page and world.value("f.text") is None


def test_texts_of_people_are_escaped_everywhere(world):
    world.save("focal", number("f.text", "<script>alert(1)</script>"))
    for page in (("figures",), ("check",), ("history", "f.text")):
        assert "<script>alert" not in world.signed_in("focal").open(*page).page


@pytest.mark.parametrize("count", [5, 130])
def test_a_section_asks_at_most_eight_queries(engine, database_url, tmp_path, count):
    more = "".join(
        f"      - {{id: m.q{one}, kind: number, unit: persons, adds_up: yes, evidence: yes, label: N{one}}}\n"
        for one in range(count)
    )
    world = reporting_on(
        engine, database_url, tmp_path, FORM + "  - id: many\n    title: Many\n    questions:\n" + more
    )
    answers = [number(f"m.q{one}", float(one), source="A source") for one in range(count)]
    world.accepted_last_year(*answers, number("f.text", "A plan"))
    world.save("colleague", *answers)
    typist = world.signed_in("focal")
    typist.open("figures")
    with Counting(world.app) as counted:
        typist.open("many")
    assert 200 == typist.status and "Rado R." in typist.words
    assert len(counted.asked) <= MOST_QUERIES, counted.asked
    with world.app.app_context():
        db.engine.dispose()


def test_the_versions_that_the_page_shows_are_sent_back(world):
    world.save("focal", number("f.text", "A plan"), number("f.number", 1.0))
    typist = world.signed_in("focal").open("figures")
    assert {"f.text": 1, "f.number": 1} == json.loads(typist.value("seen"))


def test_last_years_value_is_told_as_the_language_writes_it(world):
    world.accepted_last_year(number("f.number", 11.0), number("f.text", "A plan"))
    assert "Last year: 11" in world.signed_in("focal").open("check").words
    assert "Année précédente\u202f: 11" in world.signed_in("focal", "fr").open("check").page


def test_the_time_of_the_last_save_is_plain(world):
    world.save("focal", number("f.text", "A plan"))
    world.later(days=2)
    words = world.signed_in("focal").open("figures").words
    assert "Saved 4 May 2020, 13:00 " in words


def test_an_entry_that_wants_something_is_told_by_its_number(world):
    world.list_entries("focal", "l.steps", "e1", "e2")
    words = world.signed_in("focal").open("check").words
    assert "Name of the step (step 1)" in words and "Name of the step (step 2)" in words
