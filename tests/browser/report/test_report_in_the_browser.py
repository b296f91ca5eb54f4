"""A section in a real browser: saved while typing, kept through mishaps, usable without scripts."""

from __future__ import annotations

import re
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.browser.filling import box, tick
from tests.browser.looking import violations
from tests.browser.reports import address, end_sessions, kept_on_device, state
from tests.browser.reports import enter as enter_in
from tests.web.reported import number

pytestmark = pytest.mark.browser


@pytest.fixture
def enter(world):
    """Sign somebody in in a context."""
    return partial(enter_in, world)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_an_answer_is_saved_while_one_goes_on_and_is_there_after_a_reload(world, enter, context, page, lang):
    enter(context)
    page.goto(address(world, "figures", lang=lang))
    box(page, "f.text").fill("A new plan")
    box(page, "f.text").blur()
    state(page, "done")
    assert "A new plan" == world.value("f.text")
    assert 0 == kept_on_device(page)
    page.reload()
    expect(box(page, "f.text")).to_have_value("A new plan")


def test_typing_is_saved_two_seconds_after_it_stops(world, enter, context, page):
    enter(context)
    page.goto(address(world, "words"))
    box(page, "w.story").type("It went well")
    state(page, "done")
    assert "It went well" == world.value("w.story")


def test_a_choice_is_saved_at_once_and_cleared_again(world, enter, context, page):
    enter(context)
    page.goto(address(world, "figures"))
    tick(page, "f.yes", "yes").check()
    state(page, "done")
    expect(box(page, "f.when")).to_be_visible()
    page.locator("button[name=clear][value='f.yes']").click()
    expect(page.locator("[name=seen]")).to_have_value(re.compile('"f.yes":2'))
    assert world.value("f.yes") is None


def test_what_changed_since_last_year_appears_beside(world, enter, context, page):
    enter(context)
    page.goto(address(world, "figures"))
    box(page, "f.number").fill("400")
    box(page, "f.number").blur()
    expect(page.locator("[id='change:f.number']")).to_have_text("▲ 389 (3,536%)")
    expect(page.locator("[id='error:f.number']")).to_contain_text("last year it was 11")


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_two_people_at_one_answer_see_both_texts_and_choose(world, enter, context, page, complaints, lang):
    enter(context)
    page.goto(address(world, "figures", lang=lang))
    world.save("colleague", number("f.text", "Theirs"), number("f.number", 7.0))
    box(page, "f.text").fill("Mine")
    box(page, "f.text").blur()
    conflict = page.locator("[id='conflict:f.text']")
    expect(conflict).to_contain_text("Rado R.")
    expect(conflict.locator(".sides p")).to_have_text(["Theirs", "Mine"])
    assert [] == violations(page)
    conflict.locator("[data-keep]").click()
    state(page, "done")
    assert "Mine" == world.value("f.text")
    box(page, "f.number").fill("8")
    box(page, "f.number").blur()
    page.locator("[id='conflict:f.number'] [data-take]").click()
    expect(box(page, "f.number")).to_have_value("7")
    assert 7.0 == world.value("f.number")
    complaints.clear()  # the browser itself complains of the status 409


def test_offline_it_is_kept_on_the_device_and_saved_when_the_line_is_back(
    world, enter, context, page, complaints
):
    enter(context)
    page.goto(address(world, "figures"))
    context.set_offline(True)
    box(page, "f.text").fill("Written on the train")
    box(page, "f.text").blur()
    expect(page.locator("#save-state")).to_contain_text("kept on this device: 1")
    context.set_offline(False)
    state(page, "done")
    assert "Written on the train" == world.value("f.text")
    assert 0 == kept_on_device(page)
    complaints.clear()


def test_a_crash_in_mid_sentence_loses_nothing(world, enter, context, page, complaints):
    enter(context)
    page.goto(address(world, "words"))
    context.set_offline(True)
    box(page, "w.story").type("Half a sen")
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address(world, "words"))
    expect(box(again, "w.story")).to_have_value("Half a sen")
    state(again, "done")
    assert "Half a sen" == world.value("w.story")
    complaints.clear()


def test_a_session_that_ends_in_mid_sentence_keeps_the_text_for_its_writer_alone(
    world, enter, context, page, complaints
):
    enter(context)
    page.goto(address(world, "figures"))
    end_sessions(world, world.now)
    box(page, "f.text").fill("My draft")
    box(page, "f.text").blur()
    link = page.locator("#save-state a")
    expect(link).to_have_attribute("href", re.compile("sign-in\\?next=/en/reports/small/2020/MDG/figures"))
    end_sessions(world, None)
    enter(context, "colleague")
    page.goto(address(world, "figures"))
    expect(box(page, "f.text")).to_have_value("")
    enter(context)
    page.goto(address(world, "figures"))
    expect(box(page, "f.text")).to_have_value("My draft")
    state(page, "done")
    assert "My draft" == world.value("f.text")
    complaints.clear()


def test_signing_out_erases_what_the_device_keeps(world, enter, context, page, complaints):
    enter(context)
    page.goto(address(world, "figures"))
    page.route("**/answers", lambda route: route.abort())
    box(page, "f.text").fill("Not for others")
    box(page, "f.text").blur()
    expect(page.locator("#save-state")).to_contain_text("kept on this device: 1")
    assert 1 == kept_on_device(page)
    page.locator("form[action*='/sign-out'] button").click()
    page.wait_for_load_state()
    assert 0 == kept_on_device(page)
    complaints.clear()


@pytest.mark.parametrize("scripts", [False])
@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_without_scripts_everything_can_be_done(world, enter, context, page, lang):
    enter(context)
    page.goto(address(world, "figures", lang=lang))
    box(page, "f.text").fill("A plan")
    page.locator("button.primary").click()
    expect(page).to_have_url(address(world, "words", lang=lang))
    page.locator("button[name=unchanged_all]").click()
    expect(box(page, "w.story")).to_have_value("Once upon a time.")
    page.goto(address(world, "lists", lang=lang))
    page.locator("button[name=add]").click()
    box(page, "l.steps.name@e1").fill("A step")
    page.locator("button.primary").click()
    expect(page).to_have_url(address(world, "check", lang=lang))
    page.locator("main .actions a.primary").click()
    page.locator("input[value=yes]").check()
    page.locator("button.primary").click()
    expect(page).to_have_url(address(world, "receipt", lang=lang))
    expect(page.locator("html")).to_have_attribute("lang", lang)


def test_a_first_visit_is_light(world, enter, context, page):
    enter(context)
    weights, kinds = {}, []
    session = page.context.new_cdp_session(page)
    session.on(
        "Network.loadingFinished",
        lambda event: weights.update({event["requestId"]: event["encodedDataLength"]}),
    )
    session.on(
        "Network.responseReceived", lambda event: kinds.append((event["type"], event["response"]["url"]))
    )
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(address(world, "figures"), wait_until="networkidle")
    assert sum(weights.values()) <= 60_000
    assert len(kinds) <= 5, kinds
