"""What people paste, press twice, or go back from: all of it comes back whole, and none of it runs."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.filling import (
    TOO_MUCH,
    box,
    carried,
    check,
    go_to,
    press,
    standing,
    switch,
    tick,
    type_everywhere,
    write,
)
from tests.browser.looking import overflow, too_small, violations
from tests.browser.places import LANGUAGES, MIRROR, PROGRESS, SECTIONS, third

pytestmark = pytest.mark.browser


LINE = "<script>alert(1)</script>\"'&amp;{country}{{7*7}}%s\u202eשלום مرحبا👩‍👩‍👧"
NARRATIVE = f"{LINE}\n</textarea><img src=x onerror=alert(2)>\n\nعمل الأطفال 2020\n" + "ß̈" * 300
UNTIED = """() => [...document.querySelectorAll("#summary li a")].map((one) => {
    const input = document.getElementById(decodeURIComponent(one.hash.slice(1)));
    const tied = (input?.getAttribute("aria-describedby") ?? "").split(" ")
        .some((id) => document.getElementById(id)?.textContent.includes(one.textContent.trim()));
    const led = input?.matches("input, select, textarea") && input.getAttribute("aria-invalid") === "true";
    return tied && led ? "" : one.hash;
}).filter(Boolean)"""


def language_of(path):
    """Each section in one of the languages, in turn."""
    return LANGUAGES[SECTIONS.index(path) % len(LANGUAGES)]


@pytest.mark.parametrize("path", SECTIONS)
def test_signs_of_every_kind_typed_everywhere_come_back_escaped_and_whole(site, page, path):
    language = language_of(path)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/{language}/{path}")
    type_everywhere(page, NARRATIVE, LINE)
    before = standing(page)
    switch(page, language)
    page.wait_for_load_state()
    assert before == standing(page)
    assert 0 == page.locator("main img, main script:not([type='application/json'])").count()
    check(page)
    page.wait_for_load_state()
    if page.locator("#summary").count():
        assert before == standing(page)
        assert [] == page.evaluate(UNTIED)
        assert [] == [*overflow(page), *too_small(page, 24)]
        assert [] == (violations(page) if path in third("fr") else [])
    else:
        assert path not in page.url
        assert {name: value for name, value in before if value}.keys() <= carried(page).keys()


@pytest.mark.parametrize("language", ["en", MIRROR])
def test_two_hundred_thousand_letters_come_back_whole(site, page, language):
    pasted = ("Une très longue histoire. " * 8000)[:200_000].strip()
    page.goto(f"{site}/{language}/{PROGRESS}/open_progress")
    narrative = page.locator("textarea").first
    narrative.evaluate("(area, text) => { area.value = text; }", pasted)
    switch(page, language)
    page.wait_for_load_state()
    assert len(pasted) == len(page.locator("textarea").first.input_value())
    assert pasted == page.locator("textarea").first.input_value()
    assert [] == overflow(page)


def test_more_than_can_be_sent_is_refused_with_a_sentence_and_the_way_back(site, page, complaints):
    page.goto(f"{site}/fr/{PROGRESS}/open_progress")
    pasted = page.locator("textarea").first.evaluate(TOO_MUCH)
    page.evaluate("document.getElementById('typed').requestSubmit()")
    page.wait_for_event("load")
    assert 0 == page.locator("textarea").count()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    assert page.locator("main p").first.text_content().strip()
    complaints.clear()  # the browser itself complains of the status 413
    page.go_back()
    assert pasted == page.locator("textarea").first.evaluate("(area) => area.value.length") > 2 * 1024 * 1024


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_back_button_after_an_error_shows_what_was_typed(site, page):
    page.goto(f"{site}/fr/{PROGRESS}/cl_policies")
    box(page, "cl.policies.number").fill("une douzaine")
    box(page, "cl.policies.causes").fill("La pauvreté.")
    check(page)
    page.locator("#summary").wait_for()
    page.go_back()
    expect(box(page, "cl.policies.number")).to_have_value("une douzaine")
    expect(box(page, "cl.policies.causes")).to_have_value("La pauvreté.")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_back_button_after_going_on_shows_what_was_typed(site, page):
    page.goto(f"{site}/es/{PROGRESS}/about")
    tick(page, "themes", "child_labour").check()
    box(page, "about.reports.link@e1").fill("VNR 2019")
    check(page)
    page.wait_for_url("**/cl_prevalence")
    check(page)
    page.wait_for_url("**/cl_national")
    page.go_back()
    expect(box(page, "cl.prevalence.children").first).to_be_visible()
    page.go_back()
    expect(tick(page, "themes", "child_labour")).to_be_checked()
    expect(box(page, "about.reports.link@e1")).to_have_value("VNR 2019")


def test_loading_again_after_an_error_keeps_what_was_typed(site, page):
    page.goto(f"{site}/en/{PROGRESS}/cl_policies")
    write(page, "cl.policies.number", "a dozen")
    check(page)
    page.locator("#summary").wait_for()
    page.reload()
    expect(box(page, "cl.policies.number")).to_have_value("a dozen")


def arrive(page, address):
    """Wait for the page that two presses lead to: the second may have broken off the first one's answer."""
    expect(page).to_have_url(address)
    page.wait_for_load_state()


def test_pressing_twice_does_no_harm(site, page):
    page.goto(f"{site}/en/{PROGRESS}/about")
    tick(page, "themes", "forced_labour").check()
    press(page, "add", "about.reports")
    box(page, "about.reports.link@e2").fill("UPR 2018")
    page.locator("button.primary").dblclick()
    arrive(page, f"{site}/en/{PROGRESS}/fl_prevalence")
    assert {"themes": ["forced_labour"], "about.reports.link@e2": ["UPR 2018"]}.items() <= carried(
        page
    ).items()


def test_adding_twice_in_haste_adds_whole_entries(site, page):
    page.goto(f"{site}/en/{PROGRESS}/about")
    page.locator("button[name=add]").dblclick()
    arrive(page, re.compile("/about#"))
    entries = box(page, "about.reports~entry").evaluate_all("all => all.map(({ value }) => value)")
    assert entries in (["e1", "e2"], ["e1", "e2", "e3"])


def test_text_typed_from_right_to_left_is_shown_that_way(site, page):
    page.goto(f"{site}/en/{PROGRESS}/open_progress")
    narrative = page.locator("textarea").first
    narrative.fill("تقدم في مكافحة عمل الأطفال")
    assert narrative.evaluate("(area) => area.matches(':dir(rtl)')")


def test_answers_of_every_section_survive_a_walk_through_the_form(site, page):
    page.goto(f"{site}/fr/{PROGRESS}/about")
    tick(page, "themes", "child_labour").check()
    typed = {}
    for section in ("cl_policies", "priorities", "open_progress"):
        go_to(page, section)
        page.wait_for_url(f"**/{section}")
        type_everywhere(page, NARRATIVE, LINE)
        typed[section] = standing(page)
    for section, before in typed.items():
        go_to(page, section)
        page.wait_for_url(f"**/{section}")
        assert before == standing(page)
