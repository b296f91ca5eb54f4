"""Every page of a focal point, from the door to the receipt: accessible, and no wider than the screen."""

import pytest

from survey.actions.reporting import submit
from survey.workflow import Actor, Held, ReportRef, Role
from tests.browser.looking import (
    ALL_BUT_COLOURS,
    overflow,
    too_small,
    unfold,
    unreadable_in_the_dark,
    violations,
)
from tests.browser.places import MIRROR
from tests.browser.reports import address, enter
from tests.web.reported import number

pytestmark = pytest.mark.browser

PHONE, DESK = 360, 1280
DOOR = ("sign-in", "sign-in/code", "sign-in/link/nonsense", "invitation")
AROUND = ("home", "sessions", "outbox")
REPORT = (
    "", "figures", "words", "lists", "figures?check=1", "check", "submit", "history/f.text", "downloads",
    "colleagues", "summary",
)  # fmt: skip
HANDED_OVER = ("", "receipt", "figures", "check", "summary")


@pytest.fixture
def filled(world):
    """The world with a report half way: something wrong, something to ask about, a text and a list."""
    world.save("focal", number("f.text", "A plan"), number("f.number", 400.0), number("w.story", "no " * 60))
    world.list_entries("focal", "l.steps", "e1", "e2")
    return world


def look(page, lang, width, where):
    """What careful eyes find on a page as it is, and with everything unfolded."""
    page.goto(where)
    found = overflow(page)
    unfold(page)
    found += [*violations(page, None if lang == "en" else ALL_BUT_COLOURS), *overflow(page)]
    if width == PHONE:
        found += too_small(page, 44)
    elif lang == "en":
        found += unreadable_in_the_dark(page)  # colours know neither language nor width
    return found


@pytest.mark.parametrize("lang", ["en", MIRROR])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_focal_points_pages_are_for_everybody(filled, context, page, complaints, lang, width):
    page.set_viewport_size({"width": width, "height": 800})
    pages = [f"{filled.address}/{lang}/{one}" for one in DOOR]
    found = {one: look(page, lang, width, one) for one in pages}
    complaints.clear()  # the browser itself complains of the status of the link that is none
    enter(filled, context)
    page.goto(f"{filled.address}/{lang}/sign-in?out=1")
    pages = [f"{filled.address}/{lang}/{one}" for one in AROUND]
    pages += [address(filled, one, lang=lang).rstrip("/") for one in REPORT]
    found |= {one: look(page, lang, width, one) for one in pages}
    assert {} == {one: what for one, what in found.items() if what}


@pytest.mark.parametrize("lang", ["en", MIRROR])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_what_was_handed_over_is_for_everybody(world, context, page, lang, width):
    world.save("focal", number("f.text", "A plan"))
    ref = ReportRef(world.report_id, "MDG", "AFR", "draft")
    focal = Actor(world.people["focal"], "", "en", (Held(Role.FOCAL_POINT, "MDG"),))
    submit(focal, ref, True, world.now, world.app.extensions["survey-office"], engine=world.engine)
    enter(world, context)
    page.set_viewport_size({"width": width, "height": 800})
    pages = [address(world, one, lang=lang).rstrip("/") for one in HANDED_OVER]
    pages += [f"{world.address}/{lang}/outbox/1", f"{world.address}/{lang}/home"]
    found = {one: look(page, lang, width, one) for one in pages}
    assert {} == {one: what for one, what in found.items() if what}
