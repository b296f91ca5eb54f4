"""The summary of a country and the board of a round as they are seen: accessible, on a phone, on paper."""

from __future__ import annotations

import re
import subprocess

import pytest
from playwright.sync_api import expect

from tests.browser.looking import ON_PAPER, TYPED_OR_PRESSED, findings_in, overflow, too_small, unfold
from tests.browser.places import LANGUAGES, MIRROR, direction
from tests.browser.reports import enter_as

pytestmark = pytest.mark.browser

REPORTS, ROUND = "reports/pathfinder-progress/2020", "rounds/pathfinder-progress/2020"
SUMMARY, SERIES = f"{REPORTS}/CIV/summary", f"{REPORTS}/CIV/summary/series"
BOARD, MORE_TIME, NOTHING = f"{ROUND}/board", f"{REPORTS}/MDG/more-time", f"{REPORTS}/MWI/summary"
PAGES = (SUMMARY, SERIES, BOARD, MORE_TIME, NOTHING)
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
BREAKS = (320, 640, 721, 900, 1024, 1100, 1215, 1217, 1280, 1600)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible(desk, page, language, path):
    page.set_viewport_size(DESK)
    page.goto(f"{desk}/{language}/{path}")
    root = page.locator("html")
    assert (language, direction(language)) == (root.get_attribute("lang"), root.get_attribute("dir"))
    unfold(page)
    assert [] == [*findings_in(page, language), *too_small(page, 24)]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_phone(desk, page, path):
    page.set_viewport_size(PHONE)
    for language in ("fr", MIRROR):
        page.goto(f"{desk}/{language}/{path}")
        found = overflow(page)
        unfold(page)
        found += [*overflow(page), *too_small(page, 44, TYPED_OR_PRESSED), *too_small(page, 24)]
        assert (language, []) == (language, found)


@pytest.mark.parametrize("path", [SUMMARY, SERIES, BOARD])
def test_no_width_scrolls_sideways(desk, page, path):
    page.goto(f"{desk}/es/{path}")
    unfold(page)
    for width in BREAKS:
        page.set_viewport_size({"width": width, "height": 700})
        assert (width, []) == (width, overflow(page))


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_summary_on_paper_is_whole_and_has_nothing_to_press(desk, page, language, tmp_path):
    page.goto(f"{desk}/{language}/{SUMMARY}")
    told = page.locator(".told .long").all_inner_texts()
    page.emulate_media(media="print")
    assert [] == page.evaluate(ON_PAPER, "nav, button, .skip, .foot, .actions, .ask")
    file = tmp_path / "summary.pdf"
    page.pdf(path=file, format="A4")
    assert 4 <= len(re.findall(rb"/Type\s*/Page\b", file.read_bytes())) <= 24
    written = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    words = " ".join(written.stdout.decode().split())
    for text in told:
        assert " ".join(text.split())[:60] in words


def test_a_reviewer_goes_from_home_to_the_summary_and_asks_from_a_line(demonstration, context, page):
    enter_as(context, demonstration, "reviewer")
    page.goto(f"{demonstration}/en/home")
    page.get_by_role("link", name="Côte d’Ivoire").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Côte d’Ivoire · 2020")
    page.locator("#changed ~ table a.ask").first.click()
    expect(page.get_by_role("textbox").first).to_be_visible()


@pytest.mark.parametrize("scripts", [False])
def test_a_country_is_reminded_and_given_time_from_the_board_without_scripts(desk, page, complaints):
    page.goto(f"{desk}/en/{BOARD}")
    row = page.locator("tr#MDG")
    row.get_by_role("button", name="Remind").click()
    expect(page.get_by_role("status")).to_contain_text("Reminded: Madagascar.")
    expect(row.get_by_role("button")).to_have_count(0)
    row.get_by_role("link", name="Extend").click()
    page.get_by_role("button", name="Extend the deadline").click()
    expect(page.get_by_role("alert")).to_contain_text("Give the new deadline")
    complaints.clear()  # the browser itself complains of the status 422
    example = page.locator("#until-hint").inner_text().removeprefix("For example ").removesuffix(".")
    page.get_by_label("New deadline").fill(example)
    page.get_by_role("button", name="Extend the deadline").click()
    expect(page.get_by_role("status")).to_contain_text("The deadline is extended: Madagascar.")
    day, _, year = example.split()
    expect(row).to_contain_text(re.compile(rf"Deadline\s+{day} \w+ {year} extended"))


def test_the_board_is_filtered_and_keeps_what_was_chosen(desk, page):
    page.goto(f"{desk}/fr/{BOARD}")
    page.get_by_label("Région").select_option("ECA")
    page.get_by_label("Trier par").select_option("deadline")
    page.get_by_role("button", name="Afficher").click()
    assert 1 == page.locator(".board tbody tr").count()
    expect(page.get_by_label("Région")).to_have_value("ECA")
    expect(page.get_by_label("Trier par")).to_have_value("deadline")


LOOKS = """(kinds) => kinds.map((kind) => {
    const { backgroundImage, content, printColorAdjust } =
        getComputedStyle(document.querySelector(`.icon-${kind}`), "::before");
    return [backgroundImage, content, printColorAdjust];
})"""


def test_the_states_of_a_board_are_told_apart_on_paper(desk, page):
    page.goto(f"{desk}/en/{BOARD}")
    page.emulate_media(media="print")
    looks = page.evaluate(LOOKS, ["empty", "half", "done", "off"])
    assert {"exact"} == {printed for _, _, printed in looks}
    assert len(looks) == len({(background, sign) for background, sign, _ in looks})
