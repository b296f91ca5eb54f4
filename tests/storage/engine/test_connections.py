"""Connections: one that died while it rested is replaced in silence; SQLite's are set up as promised."""

import os
import stat

import pytest
from sqlalchemy import create_engine, text

from survey.storage.engine import database
from survey.storage.engine.connecting import engine_for
from tests.postgres import TEMPLATE, server_of_its_own

ON_POSTGRES = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def engine_of_ours(database_url):
    made = engine_for(database_url)
    yield made
    made.dispose()


def pid_of(engine):
    with engine.connect() as connection:
        return connection.scalar(text("SELECT pg_backend_pid()"))


def end(database_url, pid):
    other = create_engine(database_url)
    with other.connect() as connection:
        assert connection.scalar(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    other.dispose()


@ON_POSTGRES
def test_a_connection_that_was_ended_just_now_is_replaced(engine_of_ours, database_url):
    first = pid_of(engine_of_ours)
    end(database_url, first)
    assert first != pid_of(engine_of_ours)


@ON_POSTGRES
def test_a_connection_that_died_in_silence_is_replaced_after_a_rest(
    engine_of_ours, database_url, monkeypatch
):
    monkeypatch.setattr(database, "_has_news", lambda connection: False)
    monkeypatch.setattr(database, "PING_AFTER_SECONDS", -1.0)
    first = pid_of(engine_of_ours)
    end(database_url, first)
    assert first != pid_of(engine_of_ours)


@pytest.fixture(scope="module")
def own_server():
    """A server that no other test is on, and its address."""
    with server_of_its_own() as found:
        yield found


@pytest.mark.parametrize("manner", ["fast", "immediate"])
def test_nobody_notices_that_the_server_was_started_again(own_server, manner):
    server, address = own_server
    ours = engine_for(f"{address}/{TEMPLATE}")
    together = [ours.connect() for _ in range(4)]
    before = {connection.scalar(text("SELECT pg_backend_pid()")) for connection in together}
    for connection in together:
        connection.close()
    server.control("-m", manner, "-l", server.folder / "log", "restart")
    for _ in range(5):
        with database.writing(ours) as session:
            assert session.scalar(text("SELECT pg_backend_pid()")) not in before
    ours.dispose()


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


@pytest.mark.parametrize("umask", [0o022, 0o000])
def test_the_files_of_sqlite_are_their_owners_alone(tmp_path, umask):
    before = os.umask(umask)
    try:
        engine = engine_for(f"sqlite:///{tmp_path / 'new.sqlite3'}")
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE t (x)"))
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
        engine.dispose()
    finally:
        os.umask(before)
    assert dict.fromkeys(("new.sqlite3", "new.sqlite3-wal", "new.sqlite3-shm"), 0o600) == modes
