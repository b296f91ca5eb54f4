"""Signing in through the pages: a letter, its link or its code, and all that can go wrong with them."""

import re

import pytest
from sqlalchemy import delete

from survey.actions.context import Context
from survey.actions.people.people import end_role
from survey.storage.engine.database import db, writing
from survey.storage.people.people import SharedSection
from tests.web.world import world_on


def test_the_link_of_the_letter_signs_in(world):
    walker = world.browser().ask("focal@example.org")
    assert "/en/sign-in/code" in walker.response.request.path
    walker.open(walker.link())
    assert "Confirm sign-in" in walker.words
    walker.send(walker.link())
    assert "/en/home" == walker.response.location
    assert "Person focal" in walker.follow().page


def test_the_code_signs_in_the_browser_that_asked(world):
    walker = world.browser().ask("Focal@Example.ORG ")
    walker.send("/en/sign-in/code", {"code": walker.code()})
    assert "/en/home" == walker.response.location


def test_the_code_does_not_help_another_browser(world):
    walker = world.browser().ask("focal@example.org")
    other = world.browser().ask("nobody@example.org")
    other.send("/en/sign-in/code", {"code": walker.code()})
    assert 400 == other.status
    assert "/en/sign-in" in other.open("/en/home").response.location


def test_an_unknown_address_gets_the_same_answer_and_no_letter(world):
    known = world.browser().ask("focal@example.org")
    unknown = world.browser().ask("nobody@example.org")
    assert 1 == len(world.letters())

    def neutral(walker):
        page = re.sub(r'name="csrf" value="[^"]+"', "", walker.page)
        return walker.status, re.sub(r"[a-z]+@example\.org", "", page)

    assert neutral(known) == neutral(unknown)


def test_what_is_no_address_is_told_so_and_kept(world):
    walker = world.browser().ask("focal")
    assert 400 == walker.status
    assert "Type your full e-mail address" in walker.words
    assert 'value="focal"' in walker.page


def test_looking_at_a_link_spends_nothing(world):
    walker = world.browser().ask("focal@example.org")
    link = walker.link()
    scanner = world.browser()
    for _ in range(3):
        assert 200 == scanner.open(link).status
        assert 200 == scanner.client.head(link).status_code
    assert "/en/home" == walker.press(link).response.location


def test_a_spent_link_explains_itself_when_it_is_opened_and_one_button_asks_for_a_new_one(world):
    walker = world.browser().ask("focal@example.org")
    spent = walker.link()
    walker.press(spent)
    other = world.browser().open(spent)
    assert 410 == other.status
    assert "used already" in other.words
    assert 1 == len(world.letters())
    other.send(f"{spent}/again").follow()
    assert "Check your e-mail" in other.words
    assert "focal@example.org" not in other.page
    assert 2 == len(world.letters())
    assert spent != other.link()
    assert "/en/home" == other.press(other.link()).response.location


def test_the_way_leads_on_after_a_link_that_was_asked_for_anew(world):
    walker = world.browser().ask("focal@example.org", "/en/sign-in?next=/en/sessions")
    late = walker.link()
    world.later(minutes=16)
    walker.open(late).send(f"{late}/again", {"next": "/en/sessions"}).follow()
    assert "/en/sessions" == walker.press(walker.link()).response.location


def test_somebody_who_is_signed_in_and_opens_the_link_again_goes_on(world):
    walker = world.browser().ask("focal@example.org")
    link = walker.link()
    walker.press(link)
    assert "/en/home" == walker.open(link).response.location


def test_a_late_link_explains_itself(world):
    walker = world.browser().ask("focal@example.org")
    late = walker.link()
    world.later(minutes=16)
    for answer in (walker.open(late), walker.send(late)):
        assert 410 == answer.status
        assert "has expired" in answer.words
        assert f'action="{late}/again"' in answer.page


def test_a_wrong_link_explains_itself_and_asks_for_the_address(world):
    walker = world.browser().open("/en/sign-in/link/nothing")
    assert 410 == walker.status
    assert "/again" not in walker.page
    assert 'action="/en/sign-in"' in walker.page
    assert 410 == walker.send("/en/sign-in/link/nothing/again").status
    assert [] == world.letters()


def test_whoever_holds_nothing_any_more_is_told_so_by_mail_alone(world, engine):
    end_role(world.grants["focal"], Context(world.now, world.people["secretariat"], engine=engine))
    walker = world.browser().ask("focal@example.org")
    stranger = world.browser().ask("nobody@example.org")
    assert walker.words == stranger.words.replace("nobody", "focal")
    assert ["nothing_open"] == [one.kind for one in world.letters()]
    assert "/sign-in/link/" not in world.letters()[0].plain


def test_a_contributor_without_a_section_is_told_so_by_mail(world):
    with writing(world.engine) as session:
        session.execute(delete(SharedSection))
    world.browser().ask("contributor@example.org")
    assert ["nothing_open"] == [one.kind for one in world.letters()]


def test_a_link_of_somebody_whose_last_section_was_just_taken_back_says_so(world):
    walker = world.browser().ask("contributor@example.org")
    link, code = walker.link(), walker.code()
    with writing(world.engine) as session:
        session.execute(delete(SharedSection))
    walker.open(link).send(link)
    assert (403, True) == (walker.status, "You have no access to any report at present" in walker.words)
    walker.open("/en/sign-in/code").send("/en/sign-in/code", {"code": code})
    assert (403, True) == (walker.status, "You have no access to any report at present" in walker.words)
    assert walker.client.get_cookie("survey-session") is None


def test_five_wrong_codes_spend_the_right_one(world):
    walker = world.browser().ask("focal@example.org")
    right = walker.code()
    wrong = str((int(right) + 1) % 10 ** len(right)).zfill(len(right))
    for _ in range(5):
        assert 400 == walker.send("/en/sign-in/code", {"code": wrong}).status
    walker.send("/en/sign-in/code", {"code": right})
    assert 400 == walker.status
    assert "The code has expired or was mistyped too often" in walker.words


def test_asking_too_often_is_told_when_to_ask_again(world):
    walker = world.browser()
    statuses = [walker.ask("focal@example.org").status for _ in range(6)]
    assert [200] * 5 + [429] == statuses
    assert re.search(r"Try again in \d+ minutes?", walker.words)


def test_the_way_leads_on_to_the_page_that_was_wanted(world):
    walker = world.browser().open("/en/sessions")
    assert "/en/sign-in?next=%2Fen%2Fsessions" == walker.response.location
    walker.ask("focal@example.org", walker.response.location)
    walker.press(walker.link())
    assert "/en/sessions" == walker.response.location


def test_the_way_leads_on_in_the_language_that_is_read_now(world):
    walker = world.browser().ask("focal@example.org", "/en/sign-in?next=/en/sessions")
    walker.open("/fr/sign-in/code?next=/en/sessions")
    walker.send("/fr/sign-in/code", {"code": walker.code(), "next": "/en/sessions"})
    assert "/fr/sessions" == walker.response.location


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "/\t/evil.example",
        "/ /evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/en/\n/evil.example",
        "evil.example",
        "//[",
    ],
)
def test_the_way_leads_nowhere_else(world, elsewhere):
    walker = world.browser().ask("focal@example.org")
    walker.send("/en/sign-in/code", {"code": walker.code(), "next": elsewhere})
    assert "/en/home" == walker.response.location


def test_an_invitation_leads_to_a_letter(world):
    walker = world.browser().open("/en/invitation")
    assert "You are invited" in walker.words
    walker.send("/en/sign-in", {"email": "focal@example.org"}).follow()
    assert "/en/home" == walker.press(walker.link()).response.location


def test_signing_out_ends_the_session_everywhere(world):
    walker = world.signed_in_by_letter("focal").open("/en/home")
    kept = walker.client.get_cookie("survey-session").value
    walker.send("/en/sign-out")
    assert '"storage"' == walker.response.headers["Clear-Site-Data"]
    assert walker.client.get_cookie("survey-session") is None
    thief = world.browser()
    thief.client.set_cookie("survey-session", kept)
    assert "/en/sign-in" in thief.open("/en/home").response.location


def test_a_session_ends_when_it_was_not_used_for_long(world):
    walker = world.signed_in_by_letter("focal")
    assert 200 == walker.open("/en/home").status
    world.later(hours=13)
    assert 303 == walker.open("/en/home").status


def test_somebody_who_is_signed_in_is_not_asked_again(world):
    walker = world.signed_in_by_letter("focal")
    for path in ("/en/sign-in", "/en/sign-in/code", "/en/invitation"):
        assert "/en/home" == walker.open(path).response.location


@pytest.fixture
def secure(engine, database_url):
    """A world behind a proxy that speaks TLS with people and plainly with us."""
    made = world_on(engine, database_url, base_url="https://survey.example")
    yield made
    with made.app.app_context():
        db.engine.dispose()


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(secure):
    walker = secure.browser(base_url="https://survey.example").ask("focal@example.org")
    walker.press(walker.link())
    cookies = walker.response.headers.getlist("Set-Cookie")
    session = next(one for one in cookies if one.startswith("__Host-survey-session="))
    for flag in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/"):
        assert flag in session.split("; "), session
    assert "Domain" not in session
    assert "Max-Age" not in session and "Expires" not in session


def test_cookies_on_a_plain_line_are_named_plainly(world):
    cookies = world.signed_in_by_letter("focal").response.headers.getlist("Set-Cookie")
    session = next(one for one in cookies if one.startswith("survey-session="))
    assert "HttpOnly" in session and "SameSite=Lax" in session and "Secure" not in session


def test_the_database_holds_no_token(world, engine):
    walker = world.signed_in_by_letter("focal")
    token = walker.client.get_cookie("survey-session").value
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM signed_in").all()
    assert token not in str(rows)
    assert len(token) >= 43


def asked(walker, email="focal@example.org"):
    walker.open("/en/sign-in")
    return walker.send("/en/sign-in", {"email": email}).status


def test_who_uses_up_an_address_keeps_no_browser_out_that_was_signed_in(world):
    owner, stranger = world.signed_in_by_letter("focal"), world.browser()
    world.later(hours=13)
    assert [303] * 5 + [429] * 3 == [asked(stranger) for _ in range(8)]
    assert (429, 303) == (asked(world.browser()), asked(owner))
    assert (429, 303) == (asked(stranger), asked(stranger, "reviewer@example.org"))
