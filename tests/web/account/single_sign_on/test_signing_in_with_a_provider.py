"""Signing in with an organization's account, and all that a provider or a stranger can do wrong."""

import logging
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy.orm import Session

from survey.actions.context import Context
from survey.actions.people.people import end_role
from survey.actions.single_sign_on import entering
from survey.storage.people.people import Person
from tests.actions.beginnings import audited

WITH = "/en/sign-in/with/ministry"
BACK = "/sign-in/back/ministry"
FOCAL = "focal@example.org"


def led_away(walker, path=WITH):
    """The address to which a browser is led."""
    return walker.open(path).response.location


def signed(world, provider, walker=None, email=FOCAL, path=WITH):
    """Sign somebody in with the provider; return the browser with its last page."""
    walker = walker or world.browser()
    brought = provider.grant(led_away(walker, path), email, world.now)
    return walker.open(BACK, query_string=brought)


def why(walker):
    """The reason for which somebody was not signed in."""
    found = urlsplit(walker.response.location)
    assert f"{WITH}/refused" == found.path
    assert walker.client.get_cookie("survey-session") is None
    return parse_qs(found.query)["why"][0]


def test_an_address_of_the_domain_is_offered_the_account_and_the_letter(world, provider):
    walker = world.browser().open("/en/sign-in").send("/en/sign-in", {"email": "Focal@Example.org"})
    assert "Sign in with the account of Ministry of Labour" in walker.words
    assert "Send me a sign-in e-mail" in walker.words
    assert f'href="{WITH}"' in walker.page
    assert [] == world.letters()
    hint = parse_qs(urlsplit(led_away(walker)).query)["login_hint"]
    assert ["Focal@Example.org"] == hint
    walker.open("/en/sign-in").send("/en/sign-in", {"email": FOCAL, "by_mail": "1"})
    assert 1 == len(world.letters())


def test_the_offer_does_not_tell_who_is_known(world):
    pages = [
        world.browser().open("/en/sign-in").send("/en/sign-in", {"email": email}).words.replace(email, "")
        for email in (FOCAL, "nobody@example.org")
    ]
    assert pages[0] == pages[1]


def test_an_address_of_another_domain_gets_its_letter(world):
    walker = world.browser().open("/en/sign-in").send("/en/sign-in", {"email": "x@sub.example.org"})
    assert "/en/sign-in/code" == walker.response.location


def test_the_account_signs_in_and_leads_on(world, provider):
    walker = signed(world, provider, path=f"{WITH}?next=/en/sessions")
    assert "/en/sessions" == walker.response.location
    assert "Person focal" in walker.follow().page
    assert ["provider"] == [line.details["by"] for line in audited(world.engine, "sign_in")]


def test_capitals_of_an_address_do_not_matter(world, provider):
    assert "/en/home" == signed(world, provider, email="Focal@EXAMPLE.org").response.location


def test_the_way_back_keeps_the_language(world, provider):
    assert "/fr/home" == signed(world, provider, path="/fr/sign-in/with/ministry").response.location


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_the_way_leads_nowhere_else(world, provider, elsewhere):
    walker = world.browser()
    walker.open(WITH, query_string={"next": elsewhere})
    brought = provider.grant(walker.response.location, FOCAL, world.now)
    walker.open(BACK, query_string={**brought, "next": elsewhere})
    assert "/en/home" == walker.response.location


@pytest.mark.parametrize("claims", [{"nonce": "of another way"}, {"exp": 1_588_330_000}])
def test_a_token_that_is_not_for_this_way_signs_nobody_in(world, provider, claims):
    provider.claims = claims
    assert "unproven" == why(signed(world, provider))
    assert [] == audited(world.engine, "sign_in")


def test_an_address_of_a_foreign_domain_signs_nobody_in(world, provider):
    with Session(world.engine) as session:
        session.get(Person, world.people["focal"]).email = "focal@elsewhere.example"
        session.commit()
    assert "foreign" == why(signed(world, provider, email="focal@elsewhere.example"))


def test_nobody_gets_access_by_signing_in(world_with, provider):
    world = world_with(reply_to="secretariat@example.org")
    walker = signed(world, provider, email="nobody@example.org")
    assert "unknown" == why(walker)
    assert "write to secretariat@example.org" in walker.follow().words
    with Session(world.engine) as session:
        assert 0 == session.query(Person).filter_by(email="nobody@example.org").count()


def test_whoever_holds_nothing_any_more_is_told_so(world, engine, provider):
    end_role(world.grants["focal"], Context(world.now, world.people["secretariat"], engine=engine))
    walker = signed(world, provider)
    assert "nothing-open" == why(walker)
    assert "you have no access to any report at present" in walker.follow().words


def test_a_state_works_once(world, provider):
    walker = world.browser()
    brought = provider.grant(led_away(walker), FOCAL, world.now)
    secret = walker.client.get_cookie("survey-browser").value
    walker.open(BACK, query_string=brought).open("/en/home").send("/en/sign-out")
    walker.client.set_cookie("survey-browser", secret)
    assert "late" == why(walker.open(BACK, query_string=brought))
    assert 1 == provider.calls.count("token")


def test_a_state_does_not_help_another_browser(world, provider):
    brought = provider.grant(led_away(world.browser()), FOCAL, world.now)
    stranger = world.browser().open("/en/sign-in")
    assert "late" == why(stranger.open(BACK, query_string=brought))


def test_whoever_stops_at_the_provider_is_told_so(world, provider):
    walker = world.browser()
    brought = provider.grant(led_away(walker), FOCAL, world.now)
    walker.open(BACK, query_string={"state": brought["state"], "error": "access_denied"})
    assert "declined" == why(walker)
    assert "The sign-in with Ministry of Labour was stopped or refused" in walker.follow().words
    assert f'href="{WITH}"' in walker.page


def test_a_provider_that_is_away_is_said_to_be(world, provider):
    provider.statuses = {"openid-configuration": 500}
    walker = world.browser().open(WITH)
    assert "away" == why(walker)
    assert "does not answer at present" in walker.follow().words


def test_where_links_are_shut_no_letter_is_written(world_with):
    world = world_with("mail_links: false")
    walker = world.browser().open("/en/sign-in").send("/en/sign-in", {"email": FOCAL})
    assert "Send me a sign-in e-mail" not in walker.words
    walker.open("/en/sign-in").send("/en/sign-in", {"email": FOCAL, "by_mail": "1"})
    assert 403 == walker.status
    assert "People of your organization sign in with the account that they have there" in walker.words
    assert [] == world.letters()


def test_whoever_is_signed_in_is_led_on(world, provider):
    walker = signed(world, provider)
    assert "/en/home" == walker.open(WITH).response.location


def test_too_many_from_a_network_are_told_so(world, provider, monkeypatch):
    monkeypatch.setattr(entering, "SIGN_ONS", replace(entering.SIGN_ONS, most=1))
    signed(world, provider)
    assert "often" == why(signed(world, provider))


def test_logs_and_addresses_hold_no_secret(world, provider, caplog):
    provider.claims = {"nonce": "another"}
    with caplog.at_level(logging.DEBUG):
        walker = signed(world, provider)
    state = provider.granted["code"]["state"]
    assert "unproven (nonce)" in caplog.text
    for secret in (state, "opens userinfo", "between us", FOCAL, provider.granted["code"]["code_challenge"]):
        assert secret not in caplog.text
        assert secret not in walker.response.location


def test_no_provider_no_pages(world):
    for path in ("/en/sign-in/with/nobody", "/sign-in/back/nobody", f"{WITH}/refused?why=nonsense"):
        assert 404 == world.browser().open(path).status
