"""A filled section on paper: the answers, whole, and nothing that can only be pressed."""

import re

import pytest

from tests.browser.filling import box, check, tick
from tests.browser.places import MIRROR, PROGRESS

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("language", ["fr", MIRROR])]


ON_PAPER = """(kinds) => [...document.querySelectorAll(kinds)]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .map((one) => one.textContent.trim() || one.className)"""
CUT = """() => [...document.querySelectorAll("textarea, input[type=text]")]
    .filter((one) => one.checkVisibility())
    .filter((one) => one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2)
    .map((one) => `${one.name}: ${one.clientWidth} px wide for ${one.scrollWidth}`)"""


def filled(page, site, language):
    """A section with short and long answers."""
    page.goto(f"{site}/{language}/{PROGRESS}/cl_policies")
    tick(page, "cl.policies.plan", "yes").check()
    box(page, "cl.policies.number").fill("14")
    page.locator("details.evidence summary").first.click()
    box(page, "cl.policies.number~source").fill(
        "Ministry of Labour, annual report 2019, pages 14 to 19 and annex 2"
    )
    box(page, "cl.policies.causes").fill("Poverty and distance to school.\n" * 30)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 990})


def test_paper_has_answers_and_nothing_to_press(site, page, language):
    filled(page, site, language)
    assert [] == page.evaluate(ON_PAPER, "nav, button, .skip, .steps, .foot")
    assert box(page, "cl.policies.number").is_visible()
    assert box(page, "cl.policies.number~source").is_visible()


def test_long_answers_are_printed_whole(site, page, language):
    filled(page, site, language)
    assert [] == page.evaluate(CUT)


def test_a_section_becomes_pages(site, page, language):
    filled(page, site, language)
    paper = page.pdf(format="A4")
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= 8


def test_problems_are_printed_with_the_answers(site, page, language):
    page.goto(f"{site}/{language}/{PROGRESS}/cl_policies")
    box(page, "cl.policies.number").fill("a dozen")
    check(page)
    page.locator("#summary").wait_for()
    page.emulate_media(media="print")
    assert page.locator("#summary").is_visible()
