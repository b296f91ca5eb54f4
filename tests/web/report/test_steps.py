"""The way of a report on its page: buttons by the table, reasons, what changed since; nothing done twice."""

import pytest

from survey.storage.engine.database import db
from tests.web.queries.test_queries import asked
from tests.web.reported import number
from tests.web.reviewed import accept_it, give_back, hidden, letters_to, put, ref, reviewed_on, submit_again
from tests.web.world import Counting


@pytest.fixture
def world(engine, database_url, tmp_path):
    made = reviewed_on(engine, database_url, tmp_path)
    yield made
    with made.app.app_context():
        db.engine.dispose()


def buttons(typist):
    return {step for step in ("return", "accept", "reopen", "publish") if f'steps/{step}"' in typist.page}


@pytest.mark.parametrize(
    ("who", "submitted", "accepted"),
    [
        ("reviewer", {"return", "accept"}, set()),
        ("world_reviewer", {"return", "accept"}, set()),
        ("desk", {"return", "accept"}, {"reopen", "publish"}),
        ("focal", set(), set()),
    ],
)
def test_the_buttons_are_those_of_the_table(world, who, submitted, accepted):
    assert submitted == buttons(world.signed_in(who).open("steps"))
    accept_it(world)
    assert accepted == buttons(world.signed_in(who).open("steps"))


@pytest.mark.parametrize("who", ["contributor", "stranger", "other_reviewer"])
def test_nobody_else_sees_the_way_of_a_report(world, who):
    typist = world.signed_in(who)
    assert [404, 404] == [typist.open("steps").status, typist.open("changes").status]


def test_a_report_is_returned_with_a_reason_that_the_country_reads(world):
    reader = world.signed_in("reviewer").open("steps")
    refused = put(reader, "steps", "return", saw=1, reason=" ")
    assert (400, True) == (refused.status, "Give the reason" in refused.words)
    assert 303 == put(reader, "steps", "return", saw=1, reason="Which ministry?").status
    assert "Done." in reader.follow().words
    assert "returned" == ref(world).state
    words = world.signed_in("focal").open("steps").words
    assert "Awa A. returned the report to the country" in words and "Which ministry?" in words
    (letter,) = letters_to(world, "focal", "returned")
    assert "> Which ministry?" in letter.plain


def test_open_queries_are_reason_enough(world):
    asked(world, "f.number")
    reader = world.signed_in("reviewer").open("steps")
    assert "These queries are sent with it" in reader.words and "Persons reached" in reader.words
    assert 303 == put(reader, "steps", "return", saw=1, reason="").status
    assert "1 query was sent with it." in reader.follow().words


def test_after_a_return_a_reviewer_sees_what_changed_and_nothing_of_the_draft(world):
    give_back(world)
    world.save("focal", number("w.story", "It went rather well."), number("f.number", 20.0))
    reader = world.signed_in("reviewer")
    assert "rather" not in reader.open("changes").page
    assert "submitted only once" in reader.words
    submit_again(world)
    assert "2 answers changed since the previous submission." in reader.open("steps").words
    reader.open("changes")
    assert "It went <ins>rather </ins>well." in reader.page
    assert "Before 14 Now 20" in reader.words
    assert "The plan" not in reader.words


def test_what_was_asked_about_is_marked_where_it_changed(world):
    asked(world, "f.number")
    give_back(world)
    world.save("focal", number("f.number", 20.0))
    submit_again(world)
    assert "There was a query about this" in world.signed_in("reviewer").open("changes").words


def test_of_two_reviewers_the_second_is_told_who_was_first(world):
    first, second = world.signed_in("reviewer"), world.signed_in("second_reviewer")
    for typist in (first, second):
        typist.open("steps")
    assert 303 == put(first, "steps", "accept", saw=1).status
    refused = put(second, "steps", "accept", saw=1)
    assert 409 == refused.status
    assert "Already done (Awa A. accepted the report" in refused.words
    assert 1 == len(letters_to(world, "focal", "accepted"))


def test_a_reviewer_who_returns_what_was_accepted_is_told_and_keeps_the_words(world):
    reader = world.signed_in("reviewer").open("steps")
    accept_it(world)
    refused = put(reader, "steps", "return", saw=1, reason="My long reason")
    assert (409, "accepted") == (refused.status, ref(world).state)
    assert "while the report is “Accepted”" in refused.words


def test_nobody_accepts_a_submission_that_they_have_not_seen(world):
    reader = world.signed_in("reviewer").open("steps")
    saw = hidden(reader, "saw")
    give_back(world)
    submit_again(world)
    refused = put(reader, "steps", "accept", saw=saw)
    assert (409, "submitted") == (refused.status, ref(world).state)
    assert "submitted this report again since you opened the page (submission number 2)" in refused.words
    assert 303 == put(refused, "steps", "accept", saw=hidden(refused, "saw")).status


def test_the_desk_reopens_with_a_reason_and_publishes_what_was_agreed(world):
    accept_it(world)
    desk = world.signed_in("desk").open("steps")
    refused = put(desk, "steps", "reopen", saw=1, reason="")
    assert (400, "accepted") == (refused.status, ref(world).state)
    put(desk, "steps", "publish", saw=1)
    assert "published" == ref(world).state
    put(desk.open("steps"), "steps", "reopen", saw=1, reason="A wrong year")
    assert "returned" == ref(world).state
    assert "A wrong year" in world.signed_in("focal").open("steps").words


def test_who_may_not_take_a_step_is_refused_whatever_they_send(world):
    focal, desk = world.signed_in("focal"), world.signed_in("desk")
    for step in ("accept", "return"):
        assert 403 == put(focal.open(), "steps", step, saw=1, reason="x").status
    for step in ("submit", "start", "burn"):
        assert 404 == put(desk.open("steps"), "steps", step, saw=1, reason="x").status
    assert "submitted" == ref(world).state


def test_the_pages_of_a_report_lead_there(world):
    reader = world.signed_in("reviewer")
    for parts in ((), ("summary",)):
        reader.open(*parts)
        assert f'href="{reader.path("steps")}"' in reader.page
        assert f'href="{reader.path("queries")}"' in reader.page
    asked(world, "f.text")
    assert "1 query awaits a reply" in reader.open().words


@pytest.mark.parametrize("parts", [("steps",), ("changes",)])
def test_the_way_of_a_report_takes_few_queries(world, parts):
    give_back(world)
    world.save("focal", number("f.number", 20.0))
    submit_again(world)
    reader = world.signed_in("reviewer").open(*parts)
    with Counting(world.app) as counting:
        assert 200 == reader.open(*parts).status
    assert len(counting.asked) <= 12
