"""The same forms where no script runs: everything can be reached, the server checks, buttons do the rest."""

import pytest
from playwright.sync_api import expect

from tests.browser.filling import box, carried, check, press, standing, switch, tick
from tests.browser.places import LANGUAGES, PROGRESS, UPDATE, third

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("scripts", [False]),
    pytest.mark.parametrize("language", LANGUAGES),
]


FOLDS = "details:not([open]) > summary"


def open_folds(page):
    """Open every fold by pressing it, the inner ones too."""
    while page.locator(FOLDS).count():
        page.locator(FOLDS).first.click()


def test_every_input_can_be_reached(site, page, language):
    for path in third(language)[::4]:
        page.goto(f"{site}/{language}/{path}")
        open_folds(page)
        inputs = page.locator("#typed :is(input:not([type=hidden]), select, textarea, button)")
        hidden = inputs.evaluate_all(
            "all => all.filter((one) => !one.checkVisibility()).map((one) => one.name)"
        )
        assert (path, []) == (path, hidden)


def test_a_condition_is_said_in_words_where_it_is_not_worked_out(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/cl_policies")
    status = tick(page, "cl.policies.plan_status", "adopted")
    expect(status).to_be_visible()
    said = page.locator("details.when", has=status).locator("summary").text_content()
    assert len(said) > 20
    assert "${" not in said and "'yes'" not in said


def test_the_server_checks(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/cl_policies")
    tick(page, "cl.policies.plan", "yes").check()
    box(page, "cl.policies.plan_from").fill("2020")
    box(page, "cl.policies.plan_until").fill("2010")
    check(page)
    page.locator("#summary li a").click()
    expect(box(page, "cl.policies.plan_until")).to_be_focused()
    expect(box(page, "cl.policies.plan_until")).to_have_value("2010")


def test_what_is_not_asked_is_folded_away_after_a_check(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/cl_policies")
    tick(page, "cl.policies.plan", "no").check()
    box(page, "cl.policies.campaigns").fill("x")
    check(page)
    expect(tick(page, "cl.policies.plan_status", "adopted")).to_be_hidden()


def test_entries_are_added_and_removed_by_buttons(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/cl_sectors")
    name = "cl.prevalence.sectors"
    box(page, f"{name}.sector@e1").fill("Mining")
    press(page, "add", name)
    box(page, f"{name}.sector@e2").fill("Cotton")
    press(page, "add", name)
    expect(box(page, f"{name}.sector@e3")).to_have_value("")
    with page.expect_navigation():
        press(page, "remove", f"{name}@e1")
    assert {f"{name}.sector@e2": "Cotton"} == {key: value for key, value in standing(page) if value}
    press(page, "add", name)
    assert ["e2", "e3", "e4"] == box(page, f"{name}~entry").evaluate_all("all => all.map((one) => one.value)")


def test_adding_an_entry_leads_to_it(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/cl_sectors")
    press(page, "add", "cl.prevalence.sectors")
    expect(page.locator('[id="cl.prevalence.sectors@e2"]')).to_be_in_viewport()


def test_the_language_is_switched_by_a_button_that_keeps_everything(site, page, language):
    other = LANGUAGES[LANGUAGES.index(language) - 1]
    page.goto(f"{site}/{language}/{UPDATE}/partners")
    box(page, "partners.active.name@e1").fill("ILO")
    tick(page, "partners.active.contribution@e1", "field").check()
    box(page, "partners.wanted").fill("Two\nlines")
    before = standing(page)
    switch(page, other)
    page.wait_for_url(f"{site}/{other}/{UPDATE}/partners")
    assert before == standing(page)


def test_a_whole_way_through_the_sections(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/about")
    tick(page, "themes", "forced_labour").check()
    check(page)
    page.wait_for_url(f"{site}/{language}/{PROGRESS}/fl_prevalence")
    box(page, "fl.prevalence.victims").first.fill("12")
    check(page)
    page.wait_for_url(f"{site}/{language}/{PROGRESS}/fl_legislation")
    assert ["forced_labour"] == carried(page)["themes"]
    press(page, "go", "all")
    page.wait_for_url(f"{site}/{language}/{PROGRESS}")
    assert 2 == page.locator(".task-state .icon-done").count()
    page.locator(".task button").first.click()
    expect(tick(page, "themes", "forced_labour")).to_be_checked()


def test_a_calculated_value_is_worked_out_by_the_server(small_site, page, language):
    page.goto(f"{small_site}/{language}/forms/calculated/2020/justice")
    box(page, "opened").fill("12")
    box(page, "closed").fill("5")
    switch(page, language)
    expect(page.locator("#pending")).to_have_text("7")
