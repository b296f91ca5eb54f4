"""What most tests of pages begin with: a world on each database."""

import pytest

from survey.storage.engine.database import db
from tests.web.world import world_on


@pytest.fixture
def world(engine, database_url):
    made = world_on(engine, database_url)
    yield made
    with made.app.app_context():
        db.engine.dispose()
