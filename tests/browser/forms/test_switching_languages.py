"""Another language at any moment: what was typed is kept, and numbers are written as that language does."""

import pytest
from playwright.sync_api import expect

from tests.browser.filling import box, carried, check, go_to, press, standing, switch, tick
from tests.browser.places import LANGUAGES, MIRROR, PROGRESS, direction

pytestmark = pytest.mark.browser


WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
NARROW = "\u202f"
"""The space between groups of digits in French."""


@WITH_AND_WITHOUT
@pytest.mark.parametrize(
    ("language", "typed", "other", "rewritten"),
    [
        ("fr", "12,5", "en", "12.5"),
        ("en", "12.5", "fr", "12,5"),
        ("es", "12,5", MIRROR, "12.5"),
        (MIRROR, "0.0125", "es", "0,0125"),
        ("fr", "12.5", "es", "12,5"),
    ],
)
def test_a_number_is_written_anew(site, page, language, typed, other, rewritten):
    page.goto(f"{site}/{language}/{PROGRESS}/budget")
    box(page, "budget.gdp@education").fill(typed)
    switch(page, other)
    page.wait_for_url(f"{site}/{other}/{PROGRESS}/budget")
    expect(box(page, "budget.gdp@education")).to_have_value(rewritten)
    assert (other, direction(other)) == tuple(
        page.locator("html").get_attribute(name) for name in ("lang", "dir")
    )


@pytest.mark.parametrize(("other", "grouped"), [("en", "1,234,567"), ("fr", f"1{NARROW}234{NARROW}567")])
def test_groups_of_digits_stay_the_same_number(site, page, other, grouped):
    page.goto(f"{site}/es/{PROGRESS}/budget")
    box(page, "budget.amount@education").fill("1.234.567")
    switch(page, other)
    page.wait_for_url(f"{site}/{other}/{PROGRESS}/budget")
    value = box(page, "budget.amount@education").input_value()
    assert "1234567" == "".join(one for one in value if one.isdigit())
    switch(page, "es")
    page.wait_for_url(f"{site}/es/{PROGRESS}/budget")
    back = box(page, "budget.amount@education").input_value()
    assert "1234567" == "".join(one for one in back if one.isdigit())
    assert {value, value.replace(",", "").replace(NARROW, "")} & {grouped, "1234567"}


@WITH_AND_WITHOUT
@pytest.mark.parametrize(
    ("language", "other"), list(zip(LANGUAGES, (*LANGUAGES[1:], LANGUAGES[0]), strict=True))
)
def test_what_cannot_be_read_stays_as_it_was_typed(site, page, language, other):
    page.goto(f"{site}/{language}/{PROGRESS}/cl_policies")
    box(page, "cl.policies.number").fill("douze et demi")
    box(page, "cl.policies.campaigns").fill("1.2,3.4")
    tick(page, "cl.policies.plan", "yes").check()
    box(page, "cl.policies.causes").fill("<b>Premièrement</b>\n\nمرحبا 👩‍👧")
    before = standing(page)
    switch(page, other)
    page.wait_for_url(f"{site}/{other}/{PROGRESS}/cl_policies")
    assert before == standing(page)
    assert 0 == page.locator("#summary").count()  # nothing was checked


@WITH_AND_WITHOUT
def test_numbers_of_the_other_sections_travel_along(site, page):
    page.goto(f"{site}/fr/{PROGRESS}/budget")
    box(page, "budget.gdp@education").fill("12,5")
    box(page, "budget.amount@education").fill("7,25")
    box(page, "budget.amount@education~currency").select_option("USD")
    check(page)
    page.wait_for_url(f"{site}/fr/{PROGRESS}/implementation")
    switch(page, "en")
    page.wait_for_url(f"{site}/en/{PROGRESS}/implementation")
    assert {"12.5", "7.25"} == {carried(page)[f"budget.{one}@education"][0] for one in ("gdp", "amount")}
    switch(page, "fr")
    go_to(page, "budget")
    expect(box(page, "budget.gdp@education")).to_have_value("12,5")


def test_after_an_error_the_language_can_still_be_switched(site, page):
    page.goto(f"{site}/fr/{PROGRESS}/cl_policies")
    box(page, "cl.policies.number").fill("douze")
    check(page)
    page.locator("#summary").wait_for()
    switch(page, "es")
    page.wait_for_url(f"{site}/es/{PROGRESS}/cl_policies")
    expect(box(page, "cl.policies.number")).to_have_value("douze")


@WITH_AND_WITHOUT
@pytest.mark.parametrize(
    ("language", "typed"), [("fr", "1,234"), ("es", "1,234"), ("en", "1.234"), (MIRROR, "1.234")]
)
def test_of_two_readings_one_is_chosen_with_one_press(site, page, language, typed):
    page.goto(f"{site}/{language}/{PROGRESS}/budget")
    box(page, "budget.amount@education").fill(typed)
    box(page, "budget.amount@education~currency").select_option("EUR")
    check(page)
    readings = page.locator("button[name=choose]")
    expect(readings).to_have_count(2)
    shown = ["".join(one for one in text if one.isdigit()) for text in readings.all_text_contents()]
    assert all(text.startswith("1234") for text in shown)
    assert 2 == len(set(readings.all_text_contents()))
    larger = next(one for one in readings.all() if one.get_attribute("value").endswith("|1234"))
    larger.click()
    expect(box(page, "budget.amount@education")).to_have_value("1234")
    check(page)
    page.wait_for_url(f"{site}/{language}/{PROGRESS}/implementation")


def test_two_readings_stay_two_after_the_language_is_switched(site, page):
    page.goto(f"{site}/fr/{PROGRESS}/budget")
    box(page, "budget.amount@education").fill("1,234")
    box(page, "budget.amount@education~currency").select_option("EUR")
    check(page)
    expect(page.locator("button[name=choose]")).to_have_count(2)
    switch(page, "en")
    page.wait_for_url(f"{site}/en/{PROGRESS}/budget")
    check(page)
    expect(page.locator("button[name=choose]")).to_have_count(2)


@pytest.mark.parametrize("path", ["", "forms", PROGRESS, "components"])
def test_pages_without_answers_switch_by_links(site, page, path):
    page.goto(f"{site}/en/{path}")
    page.locator(".languages a[lang=fr]").click()
    page.wait_for_url(f"{site}/fr/{path}")
    expect(page.locator(".languages [aria-current]")).to_have_attribute("lang", "fr")


def test_the_overview_keeps_the_answers_too(site, page):
    page.goto(f"{site}/en/{PROGRESS}/about")
    tick(page, "themes", "child_labour").check()
    press(page, "go", "all")
    page.wait_for_url(f"{site}/en/{PROGRESS}")
    switch(page, MIRROR)
    page.wait_for_url(f"{site}/{MIRROR}/{PROGRESS}")
    assert ["child_labour"] == carried(page)["themes"]


@pytest.mark.parametrize(("languages", "first"), [("fr-CA,fr;q=0.9", "fr"), ("es-MX", "es"), ("de", "en")])
def test_the_way_in_is_in_the_language_of_the_browser(site, page, languages, first):
    page.goto(f"{site}/")
    assert f"{site}/{first}/" == page.url
