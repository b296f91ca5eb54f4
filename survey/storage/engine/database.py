"""The database: SQLite or PostgreSQL, times in UTC, constraints with names.

Knows no table. Only this module uses Flask-SQLAlchemy.
"""

from __future__ import annotations

import os
import select
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Engine, MetaData, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from survey.errors import Busy
from survey.storage.engine.deadlines import (
    DEADLINES,
    SENTENCE,
    Deadlines,
    postgres_arguments,
    refusing_when_late,
)
from survey.storage.engine.write_slots import SlotNotHad, write_slot

if TYPE_CHECKING:
    from flask import Flask

PING_AFTER_SECONDS = 2.0
"""A connection to PostgreSQL that was idle for longer than this is pinged before it is used."""

LONG_READ = "10min"
"""The time for which a long read may compute between two statements; it keeps no save waiting."""

PRAGMAS = ("journal_mode = WAL", "foreign_keys = ON", "synchronous = FULL")

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A time with its zone, kept in UTC (SQLite would lose the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone; write UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone is not kept.")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of all tables: constraints have names that migrations can use."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def bind(app: Flask, url: str) -> None:
    """Bind an application to its database."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options_for(url)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)


def options_for(url: str, deadlines: Deadlines = DEADLINES) -> dict[str, Any]:
    """Return the options with which the engine of a database is made; its errors tell no parameters."""
    options = {"execution_options": {"deadlines": deadlines}, "hide_parameters": True}
    if url.startswith("sqlite"):
        return {**options, "connect_args": {"timeout": deadlines.write, "check_same_thread": False}}
    return {
        **options,
        "pool_size": 8,
        "max_overflow": 8,
        "pool_timeout": deadlines.write,
        "connect_args": postgres_arguments(url, deadlines),
    }


def prepare(engine: Engine) -> None:
    """Set up the connections of a database."""
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    else:
        _ping_idle(engine)


def _ping_idle(engine: Engine) -> None:
    """Ping a connection that has been idle, and take another if it is closed.

    To ping each connection each time costs more than an eighth of a save. A server that stops says so first,
    and its message waits at our end; a server that vanishes without a message is only noticed by a ping.
    """

    @event.listens_for(engine, "checkin")
    def on_checkin(connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        record.info["rests_since"] = monotonic()

    @event.listens_for(engine, "checkout")
    def on_checkout(connection: DBAPIConnection, record: ConnectionPoolEntry, _: object) -> None:
        since = record.info.get("rests_since")
        if since is not None and (monotonic() - since > PING_AFTER_SECONDS or _has_news(connection)):
            try:
                engine.dialect.do_ping(connection)
            except engine.dialect.loaded_dbapi.Error as gone:
                raise DisconnectionError from gone


def _has_news(connection: DBAPIConnection) -> bool:
    """Tell whether the server sent something unasked, such as that it ends the connection."""
    if connection.closed:
        return True
    if not hasattr(select, "poll"):  # Windows has no poll; idle connections are pinged
        return False
    socket = select.poll()
    socket.register(connection.fileno(), select.POLLIN)
    return bool(socket.poll(0))


def _prepare_sqlite(engine: Engine) -> None:
    """Set what SQLite leaves unset: write-ahead log, foreign keys, patience, and real transactions."""

    @event.listens_for(engine, "do_connect")
    def before_connect(*_: object) -> None:
        """Make a missing file, which only its owner may read; SQLite gives its log the same permissions."""
        if file := file_of(engine):
            with suppress(OSError):
                os.close(os.open(file, os.O_CREAT | os.O_EXCL, 0o600))

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        """Begin a transaction that reads, or one that writes; `writing` says so before anything is read."""
        driver, options = connection.connection.driver_connection, connection.get_execution_options()
        if "seconds_left" in options:
            driver.execute(f"PRAGMA busy_timeout = {options['seconds_left'] * 1000:.0f}")
        driver.execute("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")


@contextmanager
def reading(engine: Engine | None = None) -> Iterator[Session]:
    """Open a session that reads.

    In PostgreSQL each statement sees what was committed before it: beginning and ending a transaction would
    only cost two round trips. In SQLite all statements see what was committed before the first one.
    """
    used = engine if engine is not None else db.engine
    if used.dialect.name == "postgresql":
        used = _variant(used, isolation_level="AUTOCOMMIT")
    with refusing_when_late(), Reading(used) as session:
        yield session


class Reading(Session):
    """A session that reads over a connection of its own, which it takes with the first statement."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(expire_on_commit=False)
        self.engine = engine
        self.own: Connection | None = None

    def get_bind(self, *_: object, **__: object) -> Connection:
        """Return the connection, whatever it is for."""
        if self.own is None:
            self.own = self.engine.connect()
        return self.own

    def close(self) -> None:
        """Give the connection back."""
        super().close()
        if self.own is not None:
            self.own.close()
            self.own = None


def only_reads(session: Session) -> bool:
    """Tell whether a session reads only what was committed."""
    return isinstance(session, Reading)


@contextmanager
def snapshot(session: Session) -> Iterator[Session]:
    """Open a session that reads everything as of one moment, beside a session that reads.

    With SQLite each session does so anyway.
    """
    if isinstance(session, Reading) and session.engine.dialect.name == "postgresql":
        with Reading(session.engine) as one_moment:
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
            connection = one_moment.get_bind().execution_options(**options)
            connection.execute(text(f"SET LOCAL idle_in_transaction_session_timeout = '{LONG_READ}'"))
            yield one_moment
    else:
        yield session


@contextmanager
def writing(engine: Engine | None = None, most_seconds: float = inf) -> Iterator[Session]:
    """Open a transaction that writes all or nothing; in SQLite nobody else writes until it ends.

    It refuses if it cannot begin before the deadline, or within a shorter time for what can be left undone.
    """
    used = engine if engine is not None else db.engine
    with (
        refusing_when_late(),
        _slot(used, most_seconds) as seconds_left,
        _variant(used, writes=True).connect() as connection,
        connection.execution_options(seconds_left=seconds_left).begin(),
        Session(connection, expire_on_commit=False) as session,
    ):
        yield session
        session.flush()


@contextmanager
def _slot(engine: Engine, most_seconds: float) -> Iterator[float]:
    """Hold the slot to write, where there is one; refuse if it cannot be had within the deadline."""
    patience = min(engine.get_execution_options().get("deadlines", DEADLINES).write, most_seconds)
    file = file_of(engine)
    with ExitStack() as held:
        try:
            left = held.enter_context(write_slot(file, patience)) if file else patience
        except SlotNotHad as late:
            raise Busy(SENTENCE) from late
        yield left


def file_of(engine: Engine) -> str:
    """Return the file of an SQLite database; an empty text for one in memory, and for PostgreSQL."""
    file = (engine.url.database or "") if engine.dialect.name == "sqlite" else ""
    return "" if file.startswith((":memory:", "file:")) else file


def connection_of(session: Session) -> Connection:
    """Return the connection of a session, without a detour where the session has one of its own."""
    bind = session.get_bind() if isinstance(session, Reading) else session.bind
    return bind if isinstance(bind, Connection) else session.connection()


def end_read(session: Session) -> None:
    """End the transaction of a session, so that it reads what was written meanwhile."""
    session.rollback()
    connection_of(session).rollback()


def database_of(session: Session) -> object:
    """Return what identifies the database of a session, for the keys of caches."""
    return (session.engine if isinstance(session, Reading) else session.get_bind().engine).pool


def _variant(engine: Engine, **options: Any) -> Engine:
    """Return an engine with options, made once: making it costs as much as a statement."""
    key = f"survey {options}"
    found: Engine | None = vars(engine).get(key)
    if found is None:
        found = vars(engine)[key] = engine.execution_options(**options)
    return found
