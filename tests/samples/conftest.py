"""A demonstration for all tests that look at one."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from survey.actions.demo.sampling import make_demonstration
from survey.settings import Settings
from survey.storage.engine import migrating
from survey.storage.engine.connecting import engine_for
from tests.made_once import made_once


@pytest.fixture(scope="session")
def demonstration():
    """The file of a demonstration's database; whoever changes it takes a copy."""
    return made_once("demonstration-of-2020", make) / "demo.sqlite3"


def make(folder):
    """Make a demonstration in the round of 2020."""
    engine = engine_for(f"sqlite:///{folder / 'demo.sqlite3'}")
    migrating.upgrade(engine)
    make_demonstration(Settings(demo=True), engine, datetime(2020, 5, 20, tzinfo=UTC))
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
