"""What is asked comes and goes while people answer, in every language alike."""

import pytest
from babel.numbers import format_decimal
from playwright.sync_api import expect

from survey.languages import LANGUAGES as KNOWN
from survey.languages import MIRROR as MIRRORED
from tests.browser.filling import box, check, go_to, press, tick, write
from tests.browser.places import LANGUAGES, PROGRESS

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", LANGUAGES)]


LOCALES = {**{code: one.locale for code, one in KNOWN.items()}, MIRRORED.code: MIRRORED.locale}


def written(number, language):
    """A number as this language writes it."""
    return format_decimal(number, locale=LOCALES[language])


def test_a_question_comes_with_the_answer_it_depends_on_and_keeps_what_was_typed(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/cl_policies")
    status, first_year = tick(page, "cl.policies.plan_status", "adopted"), box(page, "cl.policies.plan_from")
    expect(status).to_be_hidden()
    tick(page, "cl.policies.plan", "yes").check()
    status.check()
    write(page, "cl.policies.plan_from", "2019")
    tick(page, "cl.policies.plan", "no").check()
    expect(status).to_be_hidden()
    expect(first_year).to_be_hidden()
    tick(page, "cl.policies.plan", "yes").check()
    expect(status).to_be_checked()
    expect(first_year).to_have_value("2019")


def test_what_depends_on_a_number_waits_for_it(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/cl_policies")
    about = box(page, "cl.policies.campaigns_about")
    for typed, shown in (
        ("", False),
        ("0", False),
        (written(1200, language), True),
        ("x", False),
        ("3", True),
    ):
        write(page, "cl.policies.campaigns", typed)
        assert (typed, shown) == (typed, about.is_visible())


def test_a_year_is_asked_only_in_rows_that_are_ratified(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/cl_legislation")
    years = {row: box(page, f"cl.legislation.conventions_year@{row}") for row in ("C182", "C138", "CRC")}
    tick(page, "cl.legislation.conventions@C138", "yes").check()
    tick(page, "cl.legislation.conventions@CRC", "no").check()
    assert {"C182": False, "C138": True, "CRC": False} == {
        row: year.is_visible() for row, year in years.items()
    }


def test_an_entry_asks_what_its_own_answers_call_for(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/fl_prevalence")
    press(page, "add", "fl.prevalence.estimates")
    choose(page, "fl.prevalence.estimates.coverage@e1", "national")
    choose(page, "fl.prevalence.estimates.coverage@e2", "sectoral")
    expect(box(page, "fl.prevalence.estimates.area@e2")).to_be_visible()
    expect(box(page, "fl.prevalence.estimates.area@e1")).to_be_hidden()


def choose(page, name, code):
    """Choose one of few (radio buttons) or of many (a list to open)."""
    if page.locator(f'select[name="{name}"]').count():
        box(page, name).select_option(code)
    else:
        tick(page, name, code).check()


def test_a_calculated_value_follows_what_it_is_made_of(small_site, page, language):
    page.goto(f"{small_site}/{language}/forms/calculated/2020/justice")
    pending = page.locator("#pending")
    before = pending.text_content()
    write(page, "opened", written(12500, language))
    write(page, "closed", "500")
    expect(pending).to_have_text(written(12000, language))
    write(page, "closed", "")
    expect(pending).to_have_text(before.strip())


def test_a_total_of_a_table_follows_its_rows(small_site, page, language):
    page.goto(f"{small_site}/{language}/forms/table-totals/2020/training")
    for row, typed in (("police", 1100), ("judges", 20), ("inspectors", 3)):
        expect(box(page, "remark")).to_be_visible()
        write(page, f"trained@{row}", written(typed, language))
    expect(page.locator("#trained_all")).to_have_text(written(1123, language))
    expect(box(page, "remark")).to_be_hidden()


def test_the_themes_chosen_decide_which_section_comes_next(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/about")
    tick(page, "themes", "human_trafficking").check()
    check(page)
    page.wait_for_url(f"{site}/{language}/{PROGRESS}/ht_prevalence")
    left_out = page.locator(".steps li:has(.quiet) button").evaluate_all("all => all.map((one) => one.value)")
    assert {"cl", "fl"} == {section.split("_")[0] for section in left_out}
    go_to(page, "budget")
    page.wait_for_url(f"{site}/{language}/{PROGRESS}/budget")
    assert [False, True, True] == [
        box(page, f"budget.amount@{row}").is_visible()
        for row in ("child_labour", "human_trafficking", "education")
    ]


def test_what_is_not_asked_never_flashes_by(site, page, language):
    page.route("**/form.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{site}/{language}/{PROGRESS}/cl_policies")
    expect(tick(page, "cl.policies.plan_status", "adopted")).to_be_hidden()
