"""A world in which second factors are required and important steps are confirmed."""

import pytest

from survey.storage.engine.database import db
from tests.web.factors.devices import SITE
from tests.web.world import world_on


def strict(engine, url, folder, **settings):
    """The world with its full rules, and a secret key of its own."""
    chosen = {
        "second_factor": "required", "confirm_minutes": 30, "secret_file": folder / "key", "base_url": SITE,
    }  # fmt: skip
    return world_on(engine, url, **{**chosen, **settings})


@pytest.fixture
def world(engine, database_url, tmp_path):
    made = strict(engine, database_url, tmp_path)
    yield made
    with made.app.app_context():
        db.engine.dispose()


@pytest.fixture
def demo(engine, database_url, tmp_path):
    made = strict(engine, database_url, tmp_path, demo=True)
    yield made
    with made.app.app_context():
        db.engine.dispose()
