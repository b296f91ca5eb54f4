"""The world that is attacked: its full rules, at an address at which browsers offer passkeys without TLS."""

import pytest

from survey.storage.engine.database import db
from tests.web.world import world_on


@pytest.fixture
def world(engine, database_url, tmp_path):
    made = world_on(
        engine,
        database_url,
        second_factor="required",
        confirm_minutes=30,
        secret_file=tmp_path / "key",
        base_url="http://localhost",
        cache=tmp_path / "files",
    )
    made.app.testing = False
    yield made
    with made.app.app_context():
        db.engine.dispose()
