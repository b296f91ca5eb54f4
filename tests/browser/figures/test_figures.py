"""The pages of figures as they are seen: accessible, on a phone, in the dark, in the mirror, on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import (
    ON_PAPER,
    TYPED_OR_PRESSED,
    findings_in,
    overflow,
    too_small,
    unfold,
    violations,
)
from tests.browser.places import LANGUAGES, MIRROR, direction

pytestmark = pytest.mark.browser

ROUND = "rounds/pathfinder-progress/2020"
PAGES = {
    "round": ROUND,
    "preview": f"{ROUND}?preview=1",
    "region": f"{ROUND}/regions/AME",
    "years": f"{ROUND}/years",
    "compare": f"{ROUND}/compare?with=GHA&with=NPL&with=PER&with=TUN&with=VNM&with=CRI",
    "ranges": f"{ROUND}/questions/cl.prevalence.children?sort=-answer",
    "rates": f"{ROUND}/questions/cl.prevalence.economic.percent",
    "shares": f"{ROUND}/questions/cl.policies.plan_status",
    "rows": f"{ROUND}/questions/cl.legislation.conventions",
    "money": f"{ROUND}/questions/impl.resources.allocated",
    "texts": f"{ROUND}/questions/support.what?find=pais",
    "question over the years": f"{ROUND}/questions/cl.policies.number/years",
}
WORDS = "el país explica aquí con sus propias palabras"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
SHEET = {"width": 672, "height": 1000}
"""An A4 page within its margins, in CSS pixels: narrower than where a screen lets cells go."""
SHORT_ROWS = """() => [...document.querySelectorAll("table.figures")].flatMap((table) => {
    const heads = table.tHead.rows[0].cells.length;
    const stands = (cell) => getComputedStyle(cell).display !== "none";
    const width = (row) => [...row.cells].filter(stands).reduce((sum, cell) => sum + cell.colSpan, 0);
    return [...table.tBodies[0].rows].filter((row) => width(row) < heads).map((row) => row.innerText);
})"""
SIZES = "found => found.map((cell) => parseFloat(getComputedStyle(cell).fontSize))"
BREAKS = (320, 640, 719, 721, 900, 1024, 1280, 1600)
SHOWN = """(plots) => plots.map((one) =>
    [...one.querySelectorAll("svg")].filter((svg) => svg.checkVisibility()).length)"""
COLOURS = """() => [...new Set([...document.querySelectorAll(".plot svg *")]
    .flatMap((one) => [getComputedStyle(one).fill, getComputedStyle(one).stroke])
    .filter((one) => one.startsWith("rgb")))]"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_accessible(desk, page, language):
    page.set_viewport_size(DESK)
    found = {}
    for name, path in PAGES.items():
        page.goto(f"{desk}/{language}/{path}")
        root = page.locator("html")
        assert (language, direction(language)) == (root.get_attribute("lang"), root.get_attribute("dir"))
        unfold(page)
        found[name] = [*findings_in(page, language), *overflow(page), *too_small(page, 24)]
    assert {} == {name: what for name, what in found.items() if what}


@pytest.mark.parametrize("language", ["fr", MIRROR])
def test_every_page_fits_a_phone(desk, page, language):
    page.set_viewport_size(PHONE)
    found = {}
    for name, path in PAGES.items():
        page.goto(f"{desk}/{language}/{path}")
        found[name] = overflow(page)
        unfold(page)
        found[name] += [*overflow(page), *too_small(page, 44, TYPED_OR_PRESSED), *too_small(page, 24)]
    assert {} == {name: what for name, what in found.items() if what}


def test_no_width_scrolls_sideways(desk, page):
    for name, path in PAGES.items():
        page.goto(f"{desk}/es/{path}")
        unfold(page)
        for width in BREAKS:
            page.set_viewport_size({"width": width, "height": 700})
            assert (name, width, []) == (name, width, overflow(page))


def test_each_plot_is_seen_once_at_any_width_and_has_a_table_beside_it(desk, page):
    for name in ("round", "ranges", "rates", "shares", "years", "compare"):
        page.goto(f"{desk}/en/{PAGES[name]}")
        assert page.locator("table.figures").count()
        for width in BREAKS:
            page.set_viewport_size({"width": width, "height": 700})
            seen = page.eval_on_selector_all(".plot", SHOWN)
            assert (name, width, {1}) == (name, width, {*seen})


def test_plots_tell_nothing_by_colour_alone(desk, page):
    """One hue, its tints and ink: what differs, differs in pattern, shape or label."""
    for name in ("shares", "question over the years", "ranges"):
        page.goto(f"{desk}/en/{PAGES[name]}")
        tones = [tuple(map(int, re.findall(r"\d+", one)[:3])) for one in page.evaluate(COLOURS)]
        bright = [one for one in tones if max(one) - min(one) > 40]
        assert (name, 1) == (name, len(bright))


@pytest.mark.parametrize("language", ["fr", "es"])
def test_figures_on_paper_have_nothing_to_press(desk, page, language):
    for name in ("round", "ranges", "texts", "years", "compare"):
        page.goto(f"{desk}/{language}/{PAGES[name]}")
        page.emulate_media(media="print")
        assert (name, []) == (
            name,
            page.evaluate(ON_PAPER, "nav, button, summary, .skip, .foot, .actions, .ways"),
        )
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 12
        page.emulate_media(media="screen")


@pytest.mark.parametrize("language", ["en", "es"])
def test_on_a_sheet_of_paper_every_number_stands_under_its_heading(desk, page, language):
    page.set_viewport_size(SHEET)
    page.emulate_media(media="print")
    for name in ("ranges", "round", "money"):
        page.goto(f"{desk}/{language}/{PAGES[name]}")
        short = page.evaluate(SHORT_ROWS)
        sizes = page.eval_on_selector_all(".figures :is(thead th, td, td small)", SIZES)
        said = page.locator(".plot .source").first.inner_text() if name == "ranges" else ""
        assert (name, [], False) == (name, short, said.rstrip().endswith("·"))
        assert max(sizes) <= 12, name
    page.emulate_media(media="screen")
    page.set_viewport_size(DESK)


def test_a_reader_goes_from_the_world_to_a_single_answer(desk, page):
    page.goto(f"{desk}/en/{ROUND}")
    page.get_by_role("link", name="Policies and programmes aimed directly at child labour").click()
    page.get_by_role("link", name="Answer", exact=True).first.click()
    heading = page.get_by_role("columnheader", name="Answer", exact=True)
    expect(heading).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("link", name="Ghana").click()
    expect(page).to_have_url(re.compile(r"/reports/pathfinder-progress/2020/GHA/.*#cl\.policies\.number$"))
    expect(page.locator("[id='cl.policies.number'], [name^='cl.policies.number']").first).to_be_attached()


def test_a_passage_is_pinned_by_keyboard_and_taken_off_again(desk, page):
    page.goto(f"{desk}/fr/{PAGES['texts']}")
    page.locator("article summary").first.press("Enter")
    page.locator("article textarea").first.fill(WORDS)
    page.locator("article form button").first.press("Enter")
    expect(page.locator("#pinned")).to_be_visible()
    expect(page.locator("blockquote")).to_have_text(WORDS)
    assert [] == violations(page)
    page.locator(".passage form button").first.press("Enter")
    expect(page.locator("#pinned")).to_have_count(0)
