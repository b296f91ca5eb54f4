"""A demonstration, made once for all tests that look at one."""

from datetime import UTC, datetime

import pytest

from survey.actions.demo.sampling import make_demonstration
from survey.settings import Settings
from survey.storage.engine import migrating
from survey.storage.engine.connecting import engine_for


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """The file of a demonstration's database; whoever changes it takes a copy."""
    file = tmp_path_factory.mktemp("demonstration") / "demo.sqlite3"
    engine = engine_for(f"sqlite:///{file}")
    migrating.upgrade(engine)
    make_demonstration(Settings(demo=True), engine, datetime(2020, 5, 20, tzinfo=UTC))
    engine.dispose()
    return file
