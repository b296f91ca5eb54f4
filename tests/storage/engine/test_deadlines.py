"""Whoever holds the turn to write, a lock or a transaction without end holds up nobody without end."""

import sqlite3
from contextlib import closing, contextmanager
from fcntl import LOCK_EX, flock
from threading import Event, Thread

import pytest
from sqlalchemy import create_engine, text

from survey.errors import Busy
from survey.storage.engine import migrating
from survey.storage.engine.connecting import engine_for
from survey.storage.engine.database import file_of, reading, snapshot, writing
from survey.storage.engine.deadlines import Deadlines
from survey.storage.engine.write_slots import SlotNotHad, write_slot

SHORT = Deadlines(write=0.1, statement=0.3, idle=0.2)
ON_POSTGRES = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def engine(database_url):
    made = engine_for(database_url, SHORT)
    yield made
    made.dispose()


@contextmanager
def held(path):
    """A file that somebody locked who does nothing more."""
    with open(path, "ab") as file:
        flock(file, LOCK_EX)
        yield


@contextmanager
def stopped(database_url, *statements):
    """A transaction that did something, and then nothing more."""
    other = create_engine(database_url)
    with other.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
        yield connection
    other.dispose()


def write(engine):
    with writing(engine) as session:
        session.execute(text("INSERT INTO installation (name, value) VALUES ('word', 'said')"))


def said(engine):
    with reading(engine) as session:
        return session.scalar(text("SELECT value FROM installation WHERE name = 'word'"))


@ON_SQLITE
@pytest.mark.parametrize("end", ["-next", "-turn"])
def test_a_writer_that_stopped_in_the_queue_is_waited_for_until_the_deadline(engine, end):
    with held(file_of(engine) + end), pytest.raises(Busy, match="did not answer in time"):
        write(engine)
    assert None is said(engine)
    write(engine)
    assert "said" == said(engine)


@ON_SQLITE
def test_somebody_who_locks_the_file_itself_is_waited_for_until_the_deadline(engine):
    with closing(sqlite3.connect(file_of(engine), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            write(engine)
        other.execute("ROLLBACK")
    write(engine)
    assert "said" == said(engine)


def test_a_thread_that_gave_up_leaves_the_line_and_the_next_is_served(tmp_path):
    file, holds, done, order = str(tmp_path / "kept"), Event(), Event(), []

    def hold():
        with write_slot(file):
            holds.set()
            done.wait(30)

    def wait():
        with write_slot(file, 30):
            order.append("patient")

    holder, patient = Thread(target=hold), Thread(target=wait)
    holder.start()
    assert holds.wait(30)
    patient.start()
    for _ in range(3):
        with pytest.raises(SlotNotHad), write_slot(file, 0.02):
            order.append("impatient")
    done.set()
    for thread in (holder, patient):
        thread.join(30)
    with write_slot(file, 30):
        assert ["patient"] == order


@ON_POSTGRES
@pytest.mark.parametrize(
    "statement",
    [
        "LOCK TABLE installation IN SHARE MODE",
        "INSERT INTO installation (name, value) VALUES ('word', 'theirs')",
    ],
)
def test_a_lock_that_somebody_keeps_is_waited_for_until_the_deadline(engine, database_url, statement):
    with stopped(database_url, statement), pytest.raises(Busy):
        write(engine)
    write(engine)
    assert "said" == said(engine)


@ON_POSTGRES
def test_a_statement_without_end_is_ended(engine):
    with pytest.raises(Busy), writing(engine) as session:
        session.execute(text("SELECT pg_sleep(60)"))
    with pytest.raises(Busy), reading(engine) as session:
        session.execute(text("SELECT pg_sleep(60)"))


@ON_POSTGRES
def test_a_transaction_of_ours_that_stops_lets_go_of_its_locks(engine, database_url):
    other = engine_for(database_url, Deadlines(write=30))

    def stop_while_another_writes():
        with writing(engine) as session:
            session.execute(text("INSERT INTO installation (name, value) VALUES ('word', 'theirs')"))
            write(other)
            session.execute(text("SELECT 1"))

    with pytest.raises(Busy):
        stop_while_another_writes()
    assert "said" == said(engine)
    other.dispose()


@ON_POSTGRES
def test_a_free_connection_is_waited_for_until_the_deadline(engine):
    together = [engine.connect() for _ in range(16)]
    with pytest.raises(Busy):
        write(engine)
    for connection in together:
        connection.close()


@ON_POSTGRES
def test_a_long_read_may_compute_between_two_statements(engine):
    with reading(engine) as session, snapshot(session) as long:
        found = long.execute(text("SHOW idle_in_transaction_session_timeout")).scalar()
        assert "10min" == found
    with engine.connect() as connection:
        assert "200ms" == connection.scalar(text("SHOW idle_in_transaction_session_timeout"))


@ON_POSTGRES
def test_what_the_operator_wrote_into_the_address_counts(database_url):
    made = engine_for(f"{database_url}?options=-c%20lock_timeout%3D77", SHORT)
    with made.connect() as connection:
        found = [connection.scalar(text(f"SHOW {name}")) for name in ("lock_timeout", "statement_timeout")]
    made.dispose()
    assert ["77ms", "300ms"] == found


@ON_POSTGRES
def test_a_migration_waits_for_nobody_without_end(engine, database_url):
    with stopped(database_url, "SELECT * FROM installation"), pytest.raises(Busy):
        migrating.downgrade(engine)
    assert migrating.newest() == migrating.current(engine)
