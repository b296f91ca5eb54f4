"""A section by keyboard alone: every stop is seen, none is a trap, and an error does not lose the way."""

import pytest
from playwright.sync_api import expect

from tests.browser.filling import box, tick
from tests.browser.places import LANGUAGES, PROGRESS, direction

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", LANGUAGES)]


STOP = """() => {
    const one = document.activeElement;
    const { outlineStyle, outlineWidth, opacity, clipPath } = getComputedStyle(one);
    const { top, bottom, left, width, height } = one.getBoundingClientRect();
    const at = document.elementFromPoint(left + width / 2, Math.max(0, top) + Math.min(height, 20) / 2);
    const covered = ![one, ...(one.labels ?? [])].some((part) => part.contains(at));
    one.dataset.stop ??= String(document.querySelectorAll("[data-stop]").length + 1);
    return {
        stop: Number(one.dataset.stop),
        name: `${one.localName} ${one.name || one.id || one.textContent.trim().slice(0, 40)}`,
        body: one === document.body,
        primary: one.matches("button.primary"),
        seen: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && opacity === "1"
            && clipPath === "none" && bottom > 0 && top < innerHeight && width > 2 && height > 2 && !covered,
    };
}"""
MOST_STOPS = 250


def stops_until_the_button(page):
    """Press Tab until the button that checks has the focus; every stop on the way."""
    found = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        found.append(page.evaluate(STOP))
        if found[-1]["primary"]:
            return found
    raise AssertionError([one["name"] for one in found])


LONG = {"en": "cl_legislation", "fr": "about", "es": "budget", "ar-XB": "cl_legislation"}


def test_every_stop_to_the_button_is_seen_and_one_can_go_back(site, page, language):
    page.set_viewport_size(
        {"width": 360, "height": 740} if language == "fr" else {"width": 1280, "height": 700}
    )
    page.goto(f"{site}/{language}/{PROGRESS}/{LONG[language]}")
    stops = stops_until_the_button(page)
    assert [] == [one["name"] for one in stops if not one["seen"] or one["body"]]
    assert list(range(1, len(stops) + 1)) == [one["stop"] for one in stops]
    assert len(stops) > 10
    for before in stops[-2:-7:-1]:
        page.keyboard.press("Shift+Tab")
        assert before["stop"] == page.evaluate(STOP)["stop"]


def test_the_skip_link_is_first_and_leads_past_the_head(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/about")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    expect(page.locator("a.skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


def test_a_section_is_answered_corrected_and_left_by_keyboard(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/cl_measurement")
    tick(page, "cl.measurement.levels", "national").focus()
    page.keyboard.press("Space")
    until(page, "cl.measurement.survey")
    page.keyboard.press("Space")
    expect(tick(page, "cl.measurement.survey", "yes")).to_be_checked()
    until(page, "cl.measurement.first_year")
    page.keyboard.type("20001")
    until(page, "cl.measurement.latest_year")
    page.keyboard.type("2019")
    page.keyboard.press("Enter")
    expect(page.locator("#summary")).to_be_focused()
    assert page.evaluate(STOP)["seen"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(box(page, "cl.measurement.first_year")).to_be_focused()
    assert page.evaluate(STOP)["seen"]
    page.keyboard.press("Control+A")
    page.keyboard.type("2001")
    stops_until_the_button(page)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/{language}/{PROGRESS}/budget")


def until(page, name):
    """Press Tab until the input of that name has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(name)


def test_the_arrow_keys_choose_in_reading_order(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/about")
    tick(page, "about.coordination", "yes").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft" if direction(language) == "rtl" else "ArrowRight")
    expect(tick(page, "about.coordination", "yes")).not_to_be_checked()
    expect(page.locator(":focus")).to_be_checked()
