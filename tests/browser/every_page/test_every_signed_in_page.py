"""Every page from the door to the round of the secretariat: accessible, and no wider than the screen."""

import pytest

from survey.actions.context import Context
from survey.actions.reports.submitting import submit
from survey.actions.single_sign_on.providers import Provider, Providers
from tests.browser.figures.test_figures import PAGES as FIGURES
from tests.browser.figures.test_summary_and_board import PAGES as SUMMARIES
from tests.browser.looked_at import AT_THE_DOOR, HALF_FILLED, HANDED_OVER, READ, RECEIVED, paths
from tests.browser.looking import (
    ALL_BUT_COLOURS,
    findings_in,
    overflow,
    too_small,
    unfold,
    violations,
)
from tests.browser.places import MIRROR
from tests.browser.reports import enter
from tests.web.reported import number
from tests.web.reviewed import give_back, put, ref, submit_again

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("lang", ["en", MIRROR])]

SEEN_IN_COLOURS = {*FIGURES.values(), *SUMMARIES}
"""Pages whose contrasts are checked with the other pages of figures and summaries."""
PHONE, DESK = ({"width": width, "height": 800} for width in (360, 1280))


@pytest.fixture
def half_filled(world, context):
    """The focal point's report half way: something wrong, something to ask about, a text and a list."""
    world.save("focal", number("f.text", "A plan"), number("f.number", 400.0), number("w.story", "no " * 60))
    world.list_entries("focal", "l.steps", "e1", "e2")
    enter(world, context)
    return world.address


@pytest.fixture
def handed_over(world):
    """The report after it was asked about, returned, changed and submitted again."""
    world.save("focal", number("f.text", "A plan"), number("f.number", 12.0))
    submit_again(world)
    put(world.signed_in("desk").open("ask", "f.text"), "ask", "f.text", words="Whose plan is it?")
    give_back(world)
    world.save("focal", number("f.text", "The ministry’s plan"), number("f.number", 14.0))
    office = world.app.extensions["survey-office"]
    submit(
        ref(world),
        True,
        Context(world.now, world.people["focal"], office=office, engine=world.engine),
    )
    return world


def look(page, address, lang, pages):
    """What careful eyes find on these pages, on a desk and on a phone, folded and unfolded."""
    found = {}
    for one in pages:
        page.set_viewport_size(DESK)
        status = page.goto(f"{address}/{lang}/{one}").status
        found[one] = [] if status in (200, 410) else [f"answers with {status}"]
        found[one] += overflow(page)
        page.set_viewport_size(PHONE)
        found[one] += overflow(page)
        unfold(page)
        found[one] += [*overflow(page), *too_small(page, 44)]
        if lang == MIRROR:  # rules know no width, and colours no language
            found[one] += violations(page, ALL_BUT_COLOURS)
        page.set_viewport_size(DESK)
        found[one] += overflow(page)
        if lang != MIRROR:
            found[one] += findings_in(page, "en" if one not in SEEN_IN_COLOURS else "")
    return {one: what for one, what in found.items() if what}


def test_the_door_is_for_everybody(world, page, complaints, lang):
    ministry = Provider(
        "ministry", "Ministry of Labour", "https://login.example", "survey", frozenset({"example.org"})
    )
    world.app.extensions["survey-providers"] = Providers({"ministry": ministry})
    found = look(page, world.address, lang, paths(AT_THE_DOOR))
    complaints.clear()  # the browser itself complains of the status of the link that is none
    assert {} == found


def test_a_focal_points_pages_are_for_everybody(half_filled, page, lang):
    assert {} == look(page, half_filled, lang, paths(HALF_FILLED))


@pytest.mark.parametrize(
    ("who", "pages"), [("desk", HANDED_OVER), ("focal", RECEIVED)], ids=["desk", "focal"]
)
def test_what_was_handed_over_is_for_everybody(handed_over, context, page, lang, who, pages):
    enter(handed_over, context, who)
    assert {} == look(page, handed_over.address, lang, paths(pages))


def test_what_the_secretariat_reads_is_for_everybody(desk, page, lang):
    assert {} == look(page, desk, lang, paths(READ))
