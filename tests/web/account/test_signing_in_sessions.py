"""Sessions, proofs of forms, and demonstrations: what one's own browser may do, and no other."""

import html
import re

import pytest
from flask import request

from survey.actions.context import Context
from survey.actions.people.people import end_role
from survey.storage.engine.database import db
from survey.web.app import create_app
from survey.web.request.access import signed_in
from survey.web.request.demonstration import NotADemonstration
from tests.actions.beginnings import audited
from tests.web.world import PEOPLE, world_on


@pytest.fixture
def world(engine, database_url):
    made = world_on(engine, database_url)
    _add_echo(made.app)
    yield made
    _close(made.app)


@pytest.fixture
def demo(engine, database_url):
    made = world_on(engine, database_url, demo=True)
    yield made
    _close(made.app)


def _close(app):
    with app.app_context():
        db.engine.dispose()


def _add_echo(app):
    @app.post("/<lang>/echo")
    @signed_in
    def echo():
        return "|".join(request.form.getlist("text"))


def test_sessions_are_listed_and_ended_one_by_one(world):
    here, there = world.signed_in_by_letter("focal"), world.signed_in("focal")
    page = here.open("/en/sessions", headers={"User-Agent": "Firefox on Linux"}).page
    ends = re.findall(r'action="(/en/sessions/\d+/end)"', page)
    assert 1 == len(ends)
    here.send(ends[0])
    assert 303 == there.open("/en/home").status
    assert 200 == here.open("/en/home").status


def test_all_other_sessions_are_ended_at_once(world):
    here, *others = (world.signed_in_by_letter("focal") for _ in range(3))
    for _ in range(2):
        here.open("/en/sessions").send("/en/sessions/end-others")
    assert [303, 303] == [one.open("/en/home").status for one in others]
    assert 200 == here.open("/en/home").status
    assert [2] == [one.details["sessions_ended"] for one in audited(world.engine, "sign_out_others")]


def test_nobody_ends_the_session_of_another_person(world):
    theirs = world.signed_in_by_letter("focal")
    sessions = world.signed_in_by_letter("focal").open("/en/sessions").page
    number = re.search(r"/sessions/(\d+)/end", sessions).group(1)
    stranger = world.signed_in_by_letter("secretariat").open("/en/sessions")
    assert 404 == stranger.send(f"/en/sessions/{number}/end").status
    assert 404 == stranger.send(f"/en/sessions/{10**30}/end").status
    assert 200 == theirs.open("/en/home").status


def test_sessions_end_with_the_role(world, engine):
    walker = world.signed_in_by_letter("focal")
    end_role(
        world.grants["focal"],
        Context(world.now, world.people["secretariat"], office=office(world), engine=engine),
    )
    assert "/en/sign-in" in walker.open("/en/home").response.location


def office(world):
    return world.app.extensions["survey-office"]


def test_a_form_without_its_proof_does_nothing_and_loses_nothing(world):
    walker = world.signed_in_by_letter("focal")
    typed = ['first "<b>', "\nsecond\r\nline "]
    walker.send("/en/echo", {"csrf": "wrong", "text": typed})
    assert 403 == walker.status
    assert "Your text is still here" in walker.words
    kept = re.findall(r'<textarea name="text" hidden>\n(.*?)</textarea>', walker.page, re.DOTALL)
    assert typed == [html.unescape(one) for one in kept]
    assert "|".join(typed) == walker.send("/en/echo", {"text": typed}).page


def test_the_proof_of_another_session_is_none(world):
    other = world.signed_in_by_letter("secretariat").open("/en/sessions")
    walker = world.signed_in_by_letter("focal")
    walker.page = other.page
    assert 403 == walker.send("/en/echo", {"text": "x"}).status


def test_what_is_typed_after_the_session_ended_is_kept_until_one_has_signed_in_again(world):
    walker = world.signed_in_by_letter("focal").open("/en/home")
    world.later(hours=13)
    walker.send("/en/echo", {"text": "half a sentence"})
    assert 401 == walker.status
    kept = walker.page
    assert "half a sentence" in kept and 'href="/en/sign-in"' in kept
    walker.ask("focal@example.org")
    walker.press(walker.link())
    walker.page = kept
    walker.send("/en/echo", {"text": "half a sentence"})
    assert "half a sentence" == walker.send("/en/echo", {"text": "half a sentence"}).page


def test_a_script_is_told_where_to_sign_in_and_given_a_new_proof(world):
    wants = {"headers": {"Accept": "application/json"}}
    answer = world.browser().send("/en/echo", **wants).response
    assert (401, "signed-out", "/en/sign-in") == (
        answer.status_code,
        answer.json["code"],
        answer.json["sign_in"],
    )
    walker = world.signed_in_by_letter("focal")
    answer = walker.send("/en/echo", {"csrf": "old"}, **wants).response
    assert (403, "token-expired") == (answer.status_code, answer.json["code"])
    proof = {"headers": {"X-CSRF-Token": answer.json["token"], "Accept": "application/json"}}
    assert 200 == walker.client.post("/en/echo", data={"text": "x"}, **proof).status_code


@pytest.mark.parametrize("said", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_what_another_site_sends_is_refused_whole(world, said):
    walker = world.signed_in_by_letter("focal")
    walker.page = ""
    walker.send("/en/echo", {"text": "theirs"}, headers=said)
    assert 403 == walker.status
    assert "theirs" not in walker.page


def test_the_forms_of_the_door_need_their_proof_too(world):
    walker = world.browser().open("/en/sign-in")
    assert 403 == walker.send("/en/sign-in", {"csrf": "", "email": "focal@example.org"}).status
    assert 0 == len(world.letters())
    assert "focal@example.org" in walker.page


def test_a_demonstration_offers_its_people(demo):
    walker = demo.browser().open("/en/sign-in")
    assert "nobody here is real" in walker.words
    buttons = re.findall(r'action="(/en/sign-in/as/\d+)"', walker.page)
    assert len(PEOPLE) == len(buttons)
    walker.send(f"/en/sign-in/as/{demo.people['reviewer']}")
    assert "Person reviewer" in walker.follow().page


def test_a_demonstration_lets_letters_be_read(demo):
    walker = demo.browser().ask("focal@example.org")
    address = re.search(r'href="(/en/outbox/\d+)"', walker.open("/en/outbox").page).group(1)
    link = re.search(r'href="(/en/sign-in/link/[^"]+)"', walker.open(address).page).group(1)
    assert "/en/home" == walker.press(link).response.location


def test_outside_of_a_demonstration_there_are_no_samples_and_no_outbox(world):
    walker = world.signed_in_by_letter("administrator")
    world.browser().ask("focal@example.org")
    assert "sample" not in world.browser().open("/en/sign-in").page
    for path in ("/en/outbox", "/en/outbox/1"):
        assert 404 == walker.open(path).status
    walker.open("/en/sessions")
    assert 404 == walker.send(f"/en/sign-in/as/{world.people['focal']}").status


def test_a_demonstration_does_not_start_on_other_data(world, database_url):
    with pytest.raises(NotADemonstration):
        create_app(database_url=database_url, demo=True)


def test_a_demonstration_without_a_database_makes_none(tmp_path):
    file = tmp_path / "none.sqlite3"
    app = create_app(database_url=f"sqlite:///{file}", demo=True)
    assert 200 == app.test_client().get("/en/sign-in").status_code
    assert not file.exists()


def test_questionnaires_can_be_tried_without_a_database(tmp_path):
    file = tmp_path / "none.sqlite3"
    client = create_app(database_url=f"sqlite:///{file}").test_client()
    assert [200, 200] == [client.get(path).status_code for path in ("/en/forms", "/en/sign-in")]
    assert not file.exists()
    client.set_cookie("survey-session", "of another installation")
    assert 200 == client.get("/en/forms").status_code
