"""The database behind everything kept: SQLite or PostgreSQL, times in UTC, constraints with names.

Knows no noun. Flask-SQLAlchemy is met here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from select import POLLIN, poll
from time import monotonic
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Engine, MetaData, event
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from survey.storage.engine.write_slots import write_slot

if TYPE_CHECKING:
    from flask import Flask

BUSY_MS = 10_000
"""How long a writer of SQLite waits for another before it gives up."""

PING_AFTER_SECONDS = 2.0
"""Seconds for which a connection to PostgreSQL that was given back is taken to be alive."""

PRAGMAS = ("journal_mode = WAL", "foreign_keys = ON", f"busy_timeout = {BUSY_MS}", "synchronous = FULL")

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
    """What all tables share: constraints with names that migrations can speak of."""

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


def options_for(url: str) -> dict[str, Any]:
    """How the engine of a database is made."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": BUSY_MS / 1000, "check_same_thread": False}}
    return {"pool_size": 8, "max_overflow": 8}


def prepare(engine: Engine) -> None:
    """Set up a database's connections as all of ours are."""
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    else:
        _ping_idle(engine)


def _ping_idle(engine: Engine) -> None:
    """Ask a connection whether it still lives where that is in doubt, and take another if not.

    Asking each one each time costs more than an eighth of a save. A server that stops says so before it goes,
    and what it said waits at our end; one that vanishes without a word is only noticed by asking.
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
    """Whether the server said something that nobody asked for, such as that it ends the connection."""
    if connection.closed:
        return True
    socket = poll()
    socket.register(connection.fileno(), POLLIN)
    return bool(socket.poll(0))


def _prepare_sqlite(engine: Engine) -> None:
    """Set what SQLite leaves unset: write-ahead log, foreign keys, patience, and real transactions."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        """Begin for reading; a writer says so with `writing`, before it reads what it will change."""
        writes = connection.get_execution_options().get("writes", False)
        connection.connection.driver_connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine | None = None) -> Iterator[Session]:
    """A session that reads.

    PostgreSQL reads each statement as of its own moment anyway: to begin and end a transaction around them
    would be two journeys to the server for nothing. SQLite reads all of them as of the first one's.
    """
    used = engine if engine is not None else db.engine
    if used.dialect.name == "postgresql":
        used = _variant(used, isolation_level="AUTOCOMMIT")
    with Reading(used) as session:
        yield session


class Reading(Session):
    """A session that reads over a connection of its own, taken when there is something to be read."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(expire_on_commit=False)
        self.engine = engine
        self.own: Connection | None = None

    def get_bind(self, *_: object, **__: object) -> Connection:
        """The connection, for whatever is asked."""
        if self.own is None:
            self.own = self.engine.connect()
        return self.own

    def close(self) -> None:
        """Give the connection back."""
        super().close()
        if self.own is not None:
            self.own.close()
            self.own = None


@contextmanager
def writing(engine: Engine | None = None) -> Iterator[Session]:
    """One transaction that writes: all of it is kept, or none; nobody writes between its reads and writes."""
    used = engine if engine is not None else db.engine
    with (
        write_slot(file) if (file := _file_of(used)) else nullcontext(),
        _variant(used, writes=True).begin() as connection,
        Session(connection, expire_on_commit=False) as session,
    ):
        yield session
        session.flush()


def _file_of(engine: Engine) -> str:
    """The file of a database of SQLite; none for one in memory, and for PostgreSQL."""
    file = (engine.url.database or "") if engine.dialect.name == "sqlite" else ""
    return "" if file.startswith((":memory:", "file:")) else file


def connection_of(session: Session) -> Connection:
    """The connection of a session; ours have one of their own, which needs no asking for."""
    bind = session.get_bind() if isinstance(session, Reading) else session.bind
    return bind if isinstance(bind, Connection) else session.connection()


def end_read(session: Session) -> None:
    """Let go of what a session has read, so that it reads what was written meanwhile."""
    session.rollback()
    connection_of(session).rollback()


def database_of(session: Session) -> object:
    """What tells the database of a session from any other one, for what is kept at hand."""
    return (session.engine if isinstance(session, Reading) else session.get_bind().engine).pool


def _variant(engine: Engine, **options: Any) -> Engine:
    """An engine with options, made once and kept with it: making it costs as much as a statement."""
    key = f"survey {options}"
    found: Engine | None = vars(engine).get(key)
    if found is None:
        found = vars(engine)[key] = engine.execution_options(**options)
    return found
