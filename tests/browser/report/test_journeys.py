"""Journeys in every language: a focal point from the letter to the receipt, and year two in few presses."""

import re
from hashlib import sha256
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from survey.storage.reports.reports import snapshots_of
from tests.browser.filling import TOO_MUCH, box, press, tick
from tests.browser.reports import (
    COUNT_ACTIONS,
    address,
    end_sessions,
    enter,
    kept_on_device,
    sign_in_by_letter,
    speaks,
    state,
)
from tests.web.reported import number

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("lang", ["en", "fr", "es"])]

NEARLY_ALL = (
    number("f.number", 14.0, reference_year=2019),
    number("f.yes", "yes"),
    number("f.when", 2018),
)
NO_SCRIPTS = pytest.mark.parametrize("scripts", [False], ids=["no scripts"])
SAVE = "#typed .actions button.primary"


def in_language(page, lang):
    """The page says in which language it is."""
    expect(page.locator("html")).to_have_attribute("lang", lang)


def snapshot(world):
    """What was frozen when the report was submitted."""
    with Session(world.engine) as session:
        (found,) = snapshots_of(session, world.report_id)
        return found


def test_from_the_letter_to_the_receipt(world, page, complaints, lang):
    speaks(world, "focal", lang)
    world.save("focal", *NEARLY_ALL)
    page.goto(f"{world.address}/{lang}/sign-in")
    sign_in_by_letter(page, world, lang)
    page.wait_for_url(f"**/{lang}/home")
    page.locator("main .cards a").first.click()
    page.wait_for_url(address(world, lang=lang))
    in_language(page, lang)
    page.locator(".task a").first.click()
    box(page, "f.sex").fill("7")
    page.locator(SAVE).click()
    page.wait_for_url(address(world, "words", lang=lang))
    press(page, "unchanged_all")
    expect(box(page, "w.story")).to_have_value("Once upon a time.")
    page.locator(SAVE).click()
    page.wait_for_url(address(world, "lists", lang=lang))
    page.locator(SAVE).click()
    page.wait_for_url(address(world, "check", lang=lang))
    what_stops_is_mended(world, page, lang)
    page.goto(address(world, "check", lang=lang))
    expect(page.locator(".summary")).to_have_count(0)
    page.locator("main .actions a.primary").click()
    the_country_declares(world, page, lang)
    complaints.clear()  # the browser itself complains of the status 422
    the_receipt_proves_it(world, page, lang)


def what_stops_is_mended(world, page, lang):
    """Follow the line that says what is wanting to its input, and fill it in."""
    stops = page.locator(".summary .found a")
    expect(stops).to_have_count(1)
    in_language(page, lang)
    assert unquote(stops.get_attribute("href")).endswith("/figures?check=1#f.text")
    stops.click()
    page.locator("#summary li a").click()
    expect(box(page, "f.text")).to_be_focused()
    page.keyboard.type("Plan national")
    page.locator(SAVE).click()
    page.wait_for_url(address(world, "words", lang=lang))
    assert "Plan national" == world.value("f.text")


def the_country_declares(world, page, lang):
    """Nothing is handed over before somebody says what may be published."""
    page.wait_for_url(address(world, "submit", lang=lang))
    page.locator("main button.primary").click()
    expect(page.locator("[id='error:publishes']")).to_be_visible()
    tick(page, "publishes", "yes").check()
    page.locator("main button.primary").click()
    page.wait_for_url(address(world, "receipt", lang=lang))
    in_language(page, lang)


def the_receipt_proves_it(world, page, lang):
    """The page and the letter name the number, the time and the fingerprint of what was frozen."""
    frozen = snapshot(world)
    assert (1, True) == (frozen.number, frozen.publishes)
    fingerprint = sha256(frozen.content.encode()).hexdigest()
    expect(page.locator(".hash")).to_have_text(fingerprint)
    receipt = page.locator("main").inner_text()
    assert re.search(r"\b1\b", page.locator(".receipt h2").inner_text())
    hour = re.search(r"\b(1?\d:00)\b", receipt).group(1)
    page.goto(f"{world.address}/{lang}/outbox")
    page.locator(".cards li", has_text="Ms R.").first.locator("a").click()
    letter = page.locator("main .note").inner_text()
    expect(page.locator("main .note")).to_have_attribute("lang", lang)
    assert fingerprint in letter and hour in letter


def test_an_unchanged_second_year_takes_two_actions_a_section(world, page, context, lang):
    world.save("focal", number("f.yes", "no"))
    enter(world, context)
    context.add_init_script(COUNT_ACTIONS)
    page.goto(address(world, "figures", lang=lang))
    for section, following in (("figures", "words"), ("words", "lists")):
        page.evaluate("delete sessionStorage.actions")
        press(page, "unchanged_all")
        expect(page.locator("button[name=unchanged_all]")).to_have_count(0)
        page.locator(SAVE).click()
        page.wait_for_url(address(world, following, lang=lang))
        assert (section, 2) == (section, page.evaluate("Number(sessionStorage.actions)"))
    assert (11.0, "The old plan", "Once upon a time.", "yes") == tuple(
        world.value(*place) for place in (("f.number",), ("f.text",), ("w.story",), ("w.laws", "one"))
    )
    assert (2018, True) == (world.reply("f.number").reference_year, world.reply("f.number").carried)
    page.goto(address(world, "check", lang=lang))
    expect(page.locator("main .actions a.primary")).to_be_visible()


def test_who_is_signed_out_in_mid_sentence_signs_in_and_goes_on(world, page, context, complaints, lang):
    speaks(world, "focal", lang)
    enter(world, context)
    page.goto(address(world, "words", lang=lang))
    end_sessions(world, world.now)
    box(page, "w.story").press_sequentially("La moitié d’une phr")
    box(page, "w.story").blur()
    page.locator("#save-state a").click()
    complaints.clear()  # the browser itself complains of the status 401
    sign_in_by_letter(page, world, lang)
    page.wait_for_url(address(world, "words", lang=lang))
    expect(box(page, "w.story")).to_have_value("La moitié d’une phr")
    state(page, "done")
    assert ("La moitié d’une phr", 0) == (world.value("w.story"), kept_on_device(page))


@NO_SCRIPTS
def test_without_scripts_too_a_text_outlives_its_session(world, page, context, complaints, lang):
    speaks(world, "focal", lang)
    enter(world, context)
    page.goto(address(world, "words", lang=lang))
    box(page, "w.story").fill("Premier\n\ndeuxième")
    end_sessions(world, world.now)
    page.locator(SAVE).click()
    complaints.clear()  # the browser itself complains of the status 401
    with context.expect_page() as opened:
        page.locator("main ol a").click()
    other = opened.value
    sign_in_by_letter(other, world, lang)
    other.wait_for_url(f"**/{lang}/home")
    for _ in range(2):  # the proof in the first page was of the session that has ended
        page.locator("main button.primary").click()
    complaints.clear()
    page.wait_for_url(address(world, "lists", lang=lang))
    assert "Premier\n\ndeuxième" == world.value("w.story")


def test_offline_is_said_with_how_much_waits_and_all_of_it_is_saved_later(
    world, page, context, complaints, lang
):
    enter(world, context)
    page.goto(address(world, "figures", lang=lang))
    context.set_offline(True)
    for name, typed in (("f.text", "Dans le train"), ("f.number", "12"), ("f.sex", "3")):
        box(page, name).fill(typed)
        box(page, name).blur()
    expect(page.locator("#save-state")).to_contain_text("3")
    state(page, "ask")
    assert (None, 1) == (world.value("f.text"), kept_on_device(page))
    context.set_offline(False)
    state(page, "done")
    assert ("Dans le train", 12.0, 3.0, 0) == (
        *(world.value(one) for one in ("f.text", "f.number", "f.sex")),
        kept_on_device(page),
    )
    complaints.clear()


@NO_SCRIPTS
@pytest.mark.parametrize(("button", "stands"), [("keep", "Mine"), ("take", "Theirs")])
def test_two_texts_stand_side_by_side_and_one_is_chosen(
    world, page, context, complaints, lang, button, stands
):
    enter(world, context)
    page.goto(address(world, "figures", lang=lang))
    world.save("colleague", number("f.text", "Theirs"))
    box(page, "f.text").fill("Mine")
    page.locator(SAVE).click()
    conflict = page.locator("[id='conflict:f.text']")
    expect(conflict.locator(".sides p")).to_have_text(["Theirs", "Mine"])
    expect(conflict).to_contain_text("Rado R.")
    complaints.clear()  # the browser itself complains of the status 409
    assert "Theirs" == world.value("f.text")
    conflict.locator(f"button[name={button}]").click()
    expect(conflict).to_have_count(0)
    expect(box(page, "f.text")).to_have_value(stands)
    assert stands == world.value("f.text")


def test_a_section_and_the_submission_by_keyboard_alone(world, page, context, lang):
    enter(world, context)
    page.goto(address(world, "figures", lang=lang))
    for name, keys in (("f.number", "15"), ("f.sex", "4"), ("f.yes", "Space"), ("f.text", "Plan")):
        tab_to(page, f"document.activeElement.name === '{name}'")
        page.keyboard.press(keys) if keys == "Space" else page.keyboard.type(keys)
    page.keyboard.press("Enter")
    page.wait_for_url(address(world, "words", lang=lang))
    assert (15.0, 4.0, "yes", "Plan") == tuple(
        world.value(one) for one in ("f.number", "f.sex", "f.yes", "f.text")
    )
    page.goto(address(world, "check", lang=lang))
    tab_to(page, "document.activeElement.matches('a.primary')")
    page.keyboard.press("Enter")
    page.wait_for_url(address(world, "submit", lang=lang))
    tab_to(page, "document.activeElement.name === 'publishes'")
    page.keyboard.press("ArrowDown")
    tab_to(page, "document.activeElement.matches('main button.primary')")
    page.keyboard.press("Enter")
    page.wait_for_url(address(world, "receipt", lang=lang))
    assert not snapshot(world).publishes


def test_a_text_too_long_to_be_saved_stays_until_it_is_shortened(world, page, context, complaints, lang):
    enter(world, context)
    page.goto(address(world, "words", lang=lang))
    story = box(page, "w.story")
    pasted = story.evaluate(TOO_MUCH)
    story.dispatch_event("change")
    state(page, "error")
    page.locator(SAVE).click()
    page.locator("h1").wait_for()
    expect(page.locator("textarea")).to_have_count(0)
    in_language(page, lang)
    page.go_back()
    expect(page.locator("#save-state")).to_have_attribute("data-state", "error")
    assert pasted == story.evaluate("(area) => area.value.length") > 2 * 1024 * 1024
    story.fill("Beaucoup")
    story.blur()
    state(page, "done")
    assert ("Beaucoup", 0) == (world.value("w.story"), kept_on_device(page))
    complaints.clear()  # the browser itself complains of the status 413


def tab_to(page, wanted):
    """Press Tab until the focus is where it is wanted."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate(wanted):
            return
    raise AssertionError(wanted)
