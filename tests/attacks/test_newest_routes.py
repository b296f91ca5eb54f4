"""What each of the newest pages answers to whom, by hand; the walks go by what routes declare."""

from dataclasses import replace

import pytest

from tests.attacks.scaling import DATABASES

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)

DOOR, OPEN, NONE = 303, 200, 404
ANSWERS = {
    "/en/security": (DOOR, OPEN, OPEN, OPEN),
    "/en/activity": (DOOR, OPEN, OPEN, OPEN),
    "/en/people/locked-out": (DOOR, NONE, OPEN, OPEN),
    "/en/rounds/small/2020/release": (DOOR, NONE, OPEN, NONE),
    "/en/sign-in/with/none": (NONE, NONE, NONE, NONE),
    "/health": (OPEN, OPEN, OPEN, OPEN),
}
"""For nobody, a focal point, the secretariat, an administrator; all of them with their second factor."""


@pytest.fixture
def walkers(world):
    known = world.app.jinja_env.globals
    known["settings"] = replace(known["settings"], second_factor="offered")
    return [world.browser(), *(world.signed_in(who) for who in ("focal", "secretariat", "administrator"))]


def test_the_newest_pages_open_to_those_whom_they_are_for(walkers):
    found = {path: tuple(walker.open(path).status for walker in walkers) for path in ANSWERS}
    assert ANSWERS == found


def test_they_change_nothing_without_proof(walkers):
    """A form without our token is refused by each, whoever sends it."""
    for path in (
        "/en/people/locked-out/1/unlock", "/en/rounds/small/2020/release", "/en/security/app/start",
        "/en/security/1/remove", "/en/security/recovery-codes", "/en/sessions/end-all", "/en/forget-browser",
    ):  # fmt: skip
        for walker in walkers:
            assert walker.client.post(path).status_code in (401, 403, 404), path
