"""A database that fails in the middle of a save, is locked, or goes and comes back: nothing is half-written.

The errors of input and output are raised at the driver, statement by statement: no test may damage a disk.
"""

import sqlite3
from contextlib import closing, contextmanager

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from survey.storage.engine.database import file_of
from tests.faults.typist import demand_refused

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
END_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"


@contextmanager
def failing_at(engine, number):
    """Fail at this statement as a broken disk fails; tell by a list whether there was one."""
    seen = []

    def fail(connection, cursor, statement, *_):
        seen.append(statement)
        if len(seen) == number:
            broken = sqlite3.OperationalError("disk I/O error")
            broken.sqlite_errorname = "SQLITE_IOERR_WRITE"
            raise OperationalError(statement, {}, broken)

    event.listen(engine, "before_cursor_execute", fail)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", fail)


def test_a_save_that_fails_at_any_statement_is_whole_or_not_there(typist):
    typist.save()
    with failing_at(typist.own_engine, 0) as statements:
        typist.save()
    assert any(statement.startswith("INSERT INTO audit_line") for statement in statements)
    for number in range(1, len(statements) + 1):
        with failing_at(typist.own_engine, number):
            answered = typist.save()
        if answered.status_code != 200:
            demand_refused(answered)
        typist.demand_kept()
    assert 200 == typist.save().status_code


@SQLITE
def test_a_locked_file_refuses_saves_until_it_is_let_go(typist):
    typist.save()
    with closing(sqlite3.connect(file_of(typist.engine), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        demand_refused(typist.save())
    assert 200 == typist.save().status_code
    typist.demand_kept()


@POSTGRESQL
def test_a_database_that_goes_refuses_saves_and_that_comes_back_takes_them(typist, database_url):
    name = typist.engine.url.database
    server = typist.engine.url.set(database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as other:
        for _ in range(3):
            typist.save()
            typist.engine.dispose()
            other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,)
            )
            for _ in range(3):
                demand_refused(typist.save())
            other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
            assert 200 == typist.save().status_code
            typist.demand_kept()
