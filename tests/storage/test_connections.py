"""Connections: one that died while it rested is replaced in silence; SQLite's are set up as promised."""

import pytest
from sqlalchemy import create_engine, text

from survey.storage import database
from survey.storage.connecting import engine_for


@pytest.fixture
def engine_of_ours(database_url):
    made = engine_for(database_url)
    yield made
    made.dispose()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_that_died_while_it_rested_is_replaced(engine_of_ours, database_url, monkeypatch):
    monkeypatch.setattr(database, "LIVES_FOR", -1.0)
    with engine_of_ours.connect() as connection:
        first = connection.scalar(text("SELECT pg_backend_pid()"))
    other = create_engine(database_url)
    with other.connect() as connection:
        assert connection.scalar(text("SELECT pg_terminate_backend(:pid)"), {"pid": first})
    other.dispose()
    with engine_of_ours.connect() as connection:
        assert first != connection.scalar(text("SELECT pg_backend_pid()"))


def test_a_connection_that_just_worked_is_not_asked(engine_of_ours, monkeypatch):
    asked = []
    monkeypatch.setattr(engine_of_ours.dialect, "do_ping", asked.append)
    for _ in range(3):
        with engine_of_ours.connect() as connection:
            connection.execute(text("SELECT 1"))
    assert [] == asked


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_commit_of_sqlite_is_on_the_disk_before_it_is_acknowledged(engine_of_ours):
    with engine_of_ours.connect() as connection:
        found = [connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous")]
    assert ["wal", 2] == found
