"""A percentage of two numbers changes places with its input while the numbers are typed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from survey.storage.engine import migrating
from tests.browser.conftest import served
from tests.browser.filling import box
from tests.browser.looking import violations
from tests.browser.reports import address, engine_on, enter, state
from tests.web.rated import FORM
from tests.web.reported import reporting_on

SHOWN = {
    "en": "6.7% (calculated from the two numbers)",
    "fr": "6,7\u202f% (calculé à partir des deux nombres)",
}

pytestmark = pytest.mark.browser


@pytest.fixture
def rated(tmp_path):
    """A report of a form with percentages of two numbers, served."""
    engine = engine_on(tmp_path / "survey.sqlite3")
    migrating.upgrade(engine)
    made = reporting_on(engine, str(engine.url), tmp_path, FORM)
    with served(made.app) as made.address:
        yield made
    engine.dispose()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_it_comes_and_goes_as_the_numbers_are_saved(rated, context, page, lang):
    enter(rated, context)
    page.goto(address(rated, "words", lang=lang))
    share = page.locator("output[data-rate='f.progress']")
    expect(share).to_be_hidden()
    typed(page, "f.done", "1")
    typed(page, "f.planned", "15")
    expect(share).to_have_text(SHOWN[lang])
    expect(box(page, "f.progress")).to_be_hidden()
    expect(page.locator("[id='f.progress~missing']")).to_be_hidden()
    assert [] == violations(page)
    typed(page, "f.planned", "")
    expect(box(page, "f.progress")).to_be_visible()
    expect(share).to_be_hidden()


def typed(page, name, text):
    box(page, name).fill(text)
    box(page, name).blur()
    state(page, "done")
