"""A passkey in a real browser: made, presented after the letter, and used to confirm a step."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from survey.web.request.proof.means import MEANS, means_of
from tests.browser.every_page.test_every_signed_in_page import DESK, PHONE, look
from tests.browser.looked_at import BEFORE_THE_SECOND_STEP, WITH_SECOND_STEPS, paths
from tests.browser.looking import findings_in, overflow, too_small
from tests.browser.reports import enter

pytestmark = pytest.mark.browser

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def at_home(world):
    """The world at a name, since no passkey belongs to a bare address."""
    world.address = world.address.replace("127.0.0.1", "localhost")
    settings = world.app.jinja_env.globals["settings"]
    chosen = replace(settings, base_url=world.address, confirm_minutes=30)
    world.app.jinja_env.globals["settings"] = chosen
    world.app.extensions[MEANS] = means_of(chosen)
    return world


@pytest.fixture
def device(context, page):
    """The browser's own authenticator, made of software."""
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return tools


def looked_at(page):
    """What careful eyes find on the page that is open, which no address leads to."""
    found = findings_in(page, "en")
    page.set_viewport_size(PHONE)
    found += [*overflow(page), *too_small(page, 44)]
    page.set_viewport_size(DESK)
    return found


def test_a_passkey_is_made_presented_and_used_to_confirm(at_home, context, page, device, complaints):
    enter(at_home, context)
    page.goto(f"{at_home.address}/en/security")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("Office laptop")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    assert [] == looked_at(page)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save them as a file").click()
    codes = page.locator(".codes li").all_text_contents()
    assert 10 == len(codes)
    assert set(codes) <= set(saved.value.path().read_text(encoding="utf-8").splitlines())

    page.get_by_role("link", name="I have kept the codes").click()
    page.get_by_role("button", name="Set up an authenticator app").click()
    expect(page.locator(".qr svg")).to_be_visible()
    assert {} == look(page, at_home.address, "en", paths(WITH_SECOND_STEPS))

    context.clear_cookies()
    page.goto(f"{at_home.address}/en/sign-in")
    page.get_by_role("button", name="Ms R.", exact=True).click()
    expect(page.get_by_role("heading", name="Second step of your sign-in")).to_be_visible()
    assert {} == look(page, at_home.address, "en", paths(BEFORE_THE_SECOND_STEP))
    page.get_by_role("button", name="Use the passkey").click()
    expect(page.get_by_role("heading", name="Your reports")).to_be_visible()

    at_home.now += timedelta(minutes=31)
    page.goto(f"{at_home.address}/en/security")
    page.get_by_role("button", name="Make new recovery codes").click()
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    assert [] == looked_at(page)
    complaints.clear()  # the browser itself complains of the status of the page that asks
    page.get_by_role("button", name="Use the passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    assert codes != page.locator(".codes li").all_text_contents()


def test_whoever_refuses_the_passkey_is_told_what_to_do(at_home, context, page):
    enter(at_home, context)
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    tools.send(
        "WebAuthn.setUserVerified", {"authenticatorId": made["authenticatorId"], "isUserVerified": False}
    )
    page.goto(f"{at_home.address}/en/security/passkey")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_text("No passkey was made.")).to_be_visible()
    assert f"{at_home.address}/en/security/passkey" == page.url
