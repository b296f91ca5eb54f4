"""Every page as it is first seen: accessible in light and dark, in its language, no wider than the screen."""

import pytest

from tests.browser.looking import (
    ALL_BUT_COLOURS,
    TYPED_OR_PRESSED,
    overflow,
    too_small,
    unfold,
    unreadable_in_the_dark,
    violations,
)
from tests.browser.places import LANGUAGES, MIRROR, NOWHERE, PLAIN, SECTIONS, direction, third

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
ENLARGED = {"width": 320, "height": 256}
"""What 1280 by 1024 becomes at 400 %."""


def look_closely(page, language):
    """Check a page that is open: its language, its contrasts, and everything that axe knows."""
    root = page.locator("html")
    assert (language, direction(language)) == (root.get_attribute("lang"), root.get_attribute("dir"))
    unfold(page)
    found = [*violations(page), *unreadable_in_the_dark(page)] if language == "en" else uncoloured(page)
    assert [] == [*found, *too_small(page, 24)]


def uncoloured(page):
    """Everything but the contrasts, which are the same in every language."""
    return violations(page, ALL_BUT_COLOURS)


@pytest.mark.parametrize(
    ("language", "path"), [(language, path) for language in LANGUAGES for path in third(language)]
)
def test_a_section_is_accessible(site, page, language, path):
    page.set_viewport_size(DESK)
    page.goto(f"{site}/{language}/{path}")
    look_closely(page, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_without_questions_are_accessible(site, page, complaints, language):
    for path in (*PLAIN, NOWHERE):
        page.goto(f"{site}/{language}/{path}")
        look_closely(page, language)
        if path == NOWHERE:
            complaints.clear()  # the browser itself complains of the status 404


@pytest.mark.parametrize("path", [*PLAIN, *SECTIONS])
def test_a_page_fits_a_phone(site, page, path):
    page.set_viewport_size(PHONE)
    for language in ("fr", MIRROR):
        page.goto(f"{site}/{language}/{path}")
        found = overflow(page)
        unfold(page)
        found += [*overflow(page), *too_small(page, 44, TYPED_OR_PRESSED), *too_small(page, 24)]
        assert (language, []) == (language, found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_can_be_enlarged_to_four_times_their_size(site, page, language):
    page.set_viewport_size(ENLARGED)
    for path in ("", PLAIN[2], f"{PLAIN[2]}/cl_prevalence", f"{PLAIN[2]}/ht_legislation"):
        page.goto(f"{site}/{language}/{path}")
        unfold(page)
        assert [] == overflow(page)
