"""Migrating a database to the schema of this version or back, and comparing tables with migrations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from survey.errors import Busy
from survey.settings import data_folder
from survey.storage.engine.database import file_of
from survey.storage.engine.deadlines import SENTENCE, refusing_when_late
from survey.storage.engine.write_slots import SlotNotHad, write_slot

TURN = 7_301_126_141
"""The number of PostgreSQL's advisory lock that is held while tables are changed; nothing else takes it."""
PATIENCE = timedelta(minutes=10)
"""How long to wait for somebody else who changes the tables just now: they may have much to do."""


def upgrade(engine: Engine, revision: str = "head", first: Callable[[], object] | None = None) -> None:
    """Bring a database up to a revision, in one transaction; before it, do something if there is need."""
    with refusing_when_late(), _turn(engine) as connection:
        if first is not None and MigrationContext.configure(connection).get_current_revision() != newest():
            first()
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take a database back to a revision, in one transaction."""
    with refusing_when_late(), _turn(engine) as connection:
        command.downgrade(_config(connection), revision)


@contextmanager
def _turn(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that changes tables; of several at once, each finds what the former one left."""
    if engine.dialect.name == "sqlite":
        with _slot(engine), engine.execution_options(writes=True).connect() as connection:
            yield from _unbound(connection)
        return
    with engine.begin() as connection:
        # A migration computes for as long as it must; it still waits for nobody's lock without end.
        for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.execute(text(f"SET LOCAL {name} = 0"))
        connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE.seconds}s'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({TURN})"))
        connection.execute(text("SET LOCAL lock_timeout TO DEFAULT"))
        yield connection


@contextmanager
def _slot(engine: Engine) -> Iterator[None]:
    """Hold the slot to write of a file of SQLite."""
    file = file_of(engine)
    try:
        with write_slot(file, PATIENCE.seconds) if file else nullcontext():
            yield
    except SlotNotHad as late:
        raise Busy(SENTENCE) from late


def _unbound(connection: Connection) -> Iterator[Connection]:
    """Change tables of SQLite while no reference between rows is looked at, and look at all at the end.

    SQLite makes a changed table anew and drops the old one, which would delete whatever refers to it.
    """
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            yield connection
            if lost := driver.execute("PRAGMA foreign_key_check").fetchall():
                raise RuntimeError(f"A migration left references that lead nowhere, in {lost[0][0]}.")
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def current(engine: Engine) -> str | None:
    """Return the revision of a database; looking for it makes no file."""
    file = file_of(engine)
    if file and not Path(file).exists():
        return None
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """Return the newest revision."""
    return ScriptDirectory(str(_folder())).get_current_head()


def knows(revision: str) -> bool:
    """Tell whether this version has a revision, so that it can upgrade from it."""
    return revision in {each.revision for each in ScriptDirectory(str(_folder())).walk_revisions()}


def write_revision(engine: Engine, message: str, revision: str) -> None:
    """Write a migration that makes up for the differences, for a developer to check."""
    with engine.begin() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=revision)


def _folder() -> Path:
    return data_folder("migrations")


def _config(connection: Any) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_folder()))
    config.attributes["connection"] = connection
    return config
