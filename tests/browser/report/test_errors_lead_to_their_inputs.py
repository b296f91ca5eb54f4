"""What is wrong is said at the top, which has the focus, and each line leads to the input that cures it."""

from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from tests.browser.filling import box, check, go_to, press, tick, write
from tests.browser.places import LANGUAGES, PROGRESS, UPDATE

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", LANGUAGES)]

ERROR = {"en": "Error:", "fr": "Erreur", "es": "Error:", "ar-XB": "\u202eError:"}

TIED = """(input) => (input.getAttribute("aria-describedby") ?? "").split(" ")
    .map((id) => document.getElementById(id)?.textContent ?? "NOTHING").join(" ")"""


def wrong_in_many_ways(page, site, language):
    """Fill in a section so that five things are wrong, one of them in a fold, and check it."""
    page.goto(f"{site}/{language}/{PROGRESS}/cl_policies")
    tick(page, "cl.policies.plan", "yes").check()
    write(page, "cl.policies.plan_from", "20")
    write(page, "cl.policies.plan_until", "1066")
    write(page, "cl.policies.number", "a dozen")
    page.locator("details.evidence summary").first.click()
    write(page, "cl.policies.number~reference_year", "last year")
    write(page, "cl.policies.including@education", "1.5.5")
    check(page)
    page.locator("#summary").wait_for()


WRONG = [
    "cl.policies.plan_from",
    "cl.policies.plan_until",
    "cl.policies.number",
    "cl.policies.number~reference_year",
    "cl.policies.including@education",
]


def linked(page):
    """Where the lines of the summary lead."""
    return page.locator("#summary li a").evaluate_all(
        "all => all.map((one) => decodeURIComponent(one.getAttribute('href').slice(1)))"
    )


def follow_all(page):
    """Follow every line of the summary: the input it leads to has the focus and is tied to the sentence."""
    for link in page.locator("#summary li a").all():
        link.click()
        focused = page.locator(":focus")
        sentence = " ".join(link.text_content().split())
        assert (sentence, 1) == (sentence, focused.count())
        assert unquote(link.get_attribute("href")) == f"#{focused.get_attribute('id')}"
        assert (sentence, "true") == (sentence, focused.get_attribute("aria-invalid"))
        assert sentence in " ".join(focused.evaluate(TIED).split())
        expect(focused).to_be_in_viewport()


def test_every_error_is_summarised_and_each_line_leads_to_its_input(site, page, language):
    wrong_in_many_ways(page, site, language)
    assert page.title().startswith(ERROR[language])
    expect(page.locator("#summary")).to_be_focused()
    expect(page.locator("#summary")).to_be_in_viewport()
    assert sorted(WRONG) == sorted(linked(page))
    in_page = page.locator("[aria-invalid=true]").evaluate_all("all => all.map((one) => one.name)")
    assert in_page == linked(page)
    named = page.locator("#summary li .quiet").all_text_contents()
    assert len(WRONG) == len([one for one in named if one.strip()])
    follow_all(page)


@pytest.mark.parametrize("scripts", [False])
def test_a_line_of_the_summary_leads_to_its_input_without_scripts(site, page, language, scripts):
    page.goto(f"{site}/{language}/{PROGRESS}/cl_measurement")
    box(page, "cl.measurement.first_year").fill("19")
    tick(page, "cl.measurement.survey", "yes").check()
    check(page)
    follow_all(page)


def test_a_missing_choice_leads_to_its_first_box(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/about")
    check(page)
    page.locator("#summary li a").first.click()
    expect(tick(page, "themes", "child_labour")).to_be_focused()


def test_what_is_missing_in_an_entry_is_found_there(site, page, language):
    page.goto(f"{site}/{language}/{UPDATE}/partners")
    press(page, "add", "partners.meetings")
    write(page, "partners.meetings.participants@e2", "5")
    write(page, "partners.meetings.women@e2", "7")
    check(page)
    page.locator("#summary").wait_for()
    assert ["partners.meetings.name@e2", "partners.meetings.women@e2"] == linked(page)
    follow_all(page)


def test_an_amount_without_its_currency_leads_to_the_currency(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/budget")
    write(page, "budget.amount@education", "1500")
    check(page)
    page.locator("#summary").wait_for()
    assert ["budget.amount@education~currency"] == linked(page)
    follow_all(page)


def test_errors_are_gone_once_they_are_cured(site, page, language):
    wrong_in_many_ways(page, site, language)
    for name, typed in zip(WRONG, ("2019", "2021", "12", "2020", "2"), strict=True):
        write(page, name, typed)
    check(page)
    page.wait_for_url(f"{site}/{language}/{PROGRESS}/budget")
    assert not page.title().startswith(ERROR[language])


def test_one_can_go_on_all_the_same_and_nothing_is_lost(site, page, language):
    wrong_in_many_ways(page, site, language)
    press(page, "go", "on")
    page.wait_for_url(f"{site}/{language}/{PROGRESS}/budget")
    go_to(page, "cl_policies")
    page.wait_for_url(f"{site}/{language}/{PROGRESS}/cl_policies")
    expect(box(page, "cl.policies.number")).to_have_value("a dozen")
    expect(box(page, "cl.policies.number~reference_year")).to_have_value("last year")


def test_the_enter_key_checks_and_never_adds_removes_or_switches(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/cl_sectors")
    box(page, "cl.prevalence.sectors.number@e1").fill("many")
    box(page, "cl.prevalence.sectors.number@e1").press("Enter")
    page.locator("#summary").wait_for()
    assert ["e1"] == box(page, "cl.prevalence.sectors~entry").evaluate_all(
        "all => all.map((one) => one.value)"
    )
    assert page.url.startswith(f"{site}/{language}/{PROGRESS}/cl_sectors")
