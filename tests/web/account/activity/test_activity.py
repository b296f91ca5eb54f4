"""Recent activity, known browsers, and the end of sessions, on the pages."""

import re

import pytest

from survey.storage.engine.database import db
from tests.actions.beginnings import audited
from tests.web.world import world_on


def cookie(walker, name):
    found = walker.client.get_cookie(name)
    return found.value if found else None


def test_a_person_reads_what_happened_to_their_access(world):
    walker = world.signed_in_by_letter("focal")
    walker.open("/en/reports/small/2020/CHL")
    words = walker.open("/en/activity").words
    assert "You signed in" in words
    assert "The device was new" in words
    assert "You asked for a page that does not exist or that you may not see" in words
    assert "You asked" not in world.signed_in_by_letter("reviewer").open("/en/activity").words


def test_a_wrong_code_is_told_to_its_person(world):
    stranger = world.browser().ask("focal@example.org")
    right = stranger.code()
    for _ in range(2):
        stranger.send("/en/sign-in/code", {"code": f"{(int(right) + 1) % 10**6:06}"})
    words = world.signed_in_by_letter("focal").open("/en/activity").words
    assert "A wrong sign-in code was typed 1 May 2020, 12:00 (UTC) · 2 times within an hour" in words


def test_the_secretariat_sees_who_is_locked_out_and_unlocks_them(world):
    stranger = world.browser()
    for _ in range(6):
        stranger.ask("focal@example.org")
    desk = world.signed_in_by_letter("secretariat").open("/en/people/locked-out")
    assert "Person focal Locked out until 1 May 2020, 13:00 (UTC)" in desk.words
    desk.send(re.search(r'action="(/en/people/locked-out/\d+/unlock)"', desk.page)[1]).follow()
    assert "Nobody is locked out" in desk.words
    assert [world.people["focal"]] == [
        line.details["person"] for line in audited(world.engine, "unlock_address")
    ]
    assert 404 == desk.send("/en/people/locked-out/999/unlock").status
    assert 404 == world.signed_in_by_letter("focal").open("/en/people/locked-out").status


def test_a_browser_stays_known_when_the_session_ends(world):
    owner = world.signed_in_by_letter("focal")
    mark = owner.response.headers.getlist("Set-Cookie")
    (known,) = [line for line in mark if line.startswith("survey-known=")]
    assert "HttpOnly" in known and "SameSite=Lax" in known and "Max-Age=15552000" in known
    owner.open("/en/home").send("/en/sign-out")
    stranger = world.browser()
    for _ in range(6):
        stranger.ask("focal@example.org")
    assert [429, 200] == [stranger.status, owner.ask("focal@example.org").status]


def test_a_browser_is_forgotten_from_the_list_of_sessions(world):
    walker = world.signed_in_by_letter("focal").open("/en/sessions")
    walker.send("/en/forget-browser").follow()
    assert "This browser is forgotten" in walker.words
    assert not cookie(walker, "survey-known")
    assert 200 == walker.open("/en/home").status


def test_a_browser_is_forgotten_after_signing_out(world):
    walker = world.signed_in_by_letter("focal").open("/en/home").send("/en/sign-out").follow()
    assert 'action="/en/forget-browser"' in walker.page
    walker.send("/en/forget-browser").follow()
    assert "This browser is forgotten" in walker.words
    assert "/en/forget-browser" not in walker.page


def test_a_sign_in_ends_the_session_that_the_browser_had(world):
    walker, elsewhere = world.signed_in_by_letter("focal"), world.signed_in_by_letter("focal")
    thief = world.browser()
    thief.client.set_cookie("survey-session", cookie(walker, "survey-session"))
    world.browser().ask("reviewer@example.org")
    walker.press(walker.link())
    assert "Person reviewer" in walker.follow().page
    assert [303, 200] == [browser.open("/en/home").status for browser in (thief, elsewhere)]
    assert 1 == len(audited(world.engine, "replace_session"))


def test_signing_out_everywhere_ends_this_session_too(world):
    walker, other = world.signed_in_by_letter("focal"), world.signed_in_by_letter("focal")
    walker.open("/en/sessions").send("/en/sessions/end-all")
    assert "/en/sign-in?out=1" == walker.response.location
    assert not cookie(walker, "survey-known")
    assert [303, 303] == [browser.open("/en/home").status for browser in (walker, other)]


@pytest.mark.parametrize(
    ("hours", "said"),
    [(13, "Your session has ended: it was not used for 12 hours."), (200, "a session lasts 7 days at most.")],
)
def test_a_session_that_is_over_says_why(world, hours, said):
    walker = world.signed_in_by_letter("focal").open("/en/home")
    world.later(hours=hours)
    assert said in walker.open("/en/home").follow().words
    walker.send("/en/sessions/end-others")
    assert (401, True) == (walker.status, said in walker.words)


def test_a_session_that_was_ended_elsewhere_says_so(world):
    walker, other = world.signed_in_by_letter("focal"), world.signed_in_by_letter("focal")
    other.open("/en/sessions").send("/en/sessions/end-others")
    assert "Your session was ended" in walker.open("/en/home").follow().words


def test_operators_choose_how_long_sessions_last(engine, database_url):
    world = world_on(engine, database_url, session_idle_minutes=30, session_hours=2, new_device_letters=False)
    walker = world.signed_in_by_letter("focal")
    assert "after 30 minutes without use, and after 2 hours at most" in walker.open("/en/help").words
    world.later(minutes=31)
    assert "it was not used for 30 minutes" in walker.open("/en/home").follow().words
    world.signed_in_by_letter("focal")
    assert {"sign_in"} == {letter.kind for letter in world.letters()}
    with world.app.app_context():
        db.engine.dispose()
