"""Databases of one PostgreSQL server: made beside another, and put in its place by their names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Engine, NullPool, create_engine, text

from survey.storage.engine.database import options_for

MOST_LETTERS = 63
"""The longest name that PostgreSQL keeps."""

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_LOCALE = text(
    "SELECT pg_encoding_to_char(encoding) AS encoding, datcollate, datctype FROM pg_database "
    "WHERE datname = current_database()"
)


def beside(url: URL, end: str) -> URL:
    """Return the address of a database of a similar name on the same server."""
    return url.set(database=f"{(url.database or '')[: MOST_LETTERS - len(end)]}{end}")


@contextmanager
def at(url: URL) -> Iterator[Engine]:
    """Open a database for statements outside of transactions; no connection outlives the statement."""
    own = {"connect_args": options_for(url.render_as_string(hide_password=False))["connect_args"]}
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT", hide_parameters=True, **own)
    try:
        yield engine
    finally:
        engine.dispose()


def make_beside(url: URL, new: URL) -> None:
    """Make an empty database that sorts and compares texts as another one does."""
    with at(url) as engine, engine.connect() as connection:
        like = connection.execute(_LOCALE).one()
        connection.execute(text(f"DROP DATABASE IF EXISTS {_quoted(new)}"))
        connection.execute(
            text(
                f"CREATE DATABASE {_quoted(new)} TEMPLATE template0 ENCODING '{like.encoding}' "
                f"LC_COLLATE '{like.datcollate}' LC_CTYPE '{like.datctype}'"
            )
        )


def remove(url: URL, other: URL) -> None:
    """Remove a database that was made beside another."""
    with at(url) as engine, engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {_quoted(other)}"))


def others_in(engine: Engine) -> int:
    """Return how many other connections a database has."""
    with engine.connect() as connection:
        return connection.scalar(_OTHERS) or 0


def put_in_place(new: URL, url: URL, kept: URL) -> None:
    """Give a database the name of another one, which gets a third name. Nobody may be connected to either."""
    _rename(url, kept, over=new)
    try:
        _rename(new, url, over=kept)
    except Exception:
        _rename(kept, url, over=new)
        raise


def _rename(old: URL, new: URL, over: URL) -> None:
    with at(over) as engine, engine.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {_quoted(old)} RENAME TO {_quoted(new)}"))


def _quoted(url: URL) -> str:
    return '"' + (url.database or "").replace('"', '""').replace(":", r"\:") + '"'
