"""Restore a backup: it is checked, made ready in a new place, and takes the database's place at once.

What it replaces is kept under another name, so that a restore by mistake can be undone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError

from survey.actions.audit.recording import recorded
from survey.actions.backups.programs import programs_explained
from survey.actions.context import Context
from survey.errors import Refusal
from survey.messages import say
from survey.storage.backups import postgres_databases as databases
from survey.storage.backups import sqlite_files
from survey.storage.backups.contents import Contents, contents_of, is_filled
from survey.storage.backups.files import unfinished_beside
from survey.storage.backups.postgres_programs import is_readable, load
from survey.storage.engine.database import file_of
from survey.storage.engine.migrating import knows

BEGINNINGS = {"sqlite": b"SQLite format 3\0", "postgresql": b"PGDMP"}
"""The first bytes of a backup, by the kind of its database."""

IN_USE = say(
    "backups/in-use",
    "The database is in use. Nothing was changed: stop the server and the worker, then restore.",
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and under which name the former database is kept, if there was one."""

    contents: Contents
    kept: str


def restore(engine: Engine, file: Path, *, replace: bool = False) -> Restored:
    """Restore a backup into the database of an engine."""
    _refuse_bad_file(engine, file)
    filled = _is_filled(engine)
    if filled and not replace:
        raise Refusal(
            say("backups/filled", "The database is not empty. Nothing was changed: “--replace” replaces it.")
        )
    now = datetime.now(UTC)
    end = f"_before_{now:%Y%m%d_%H%M%S}" if filled else ""
    put = _into_sqlite if engine.dialect.name == "sqlite" else _into_postgres
    restored = put(engine, file, end)
    with recorded("restore_backup", Context(now, engine=engine)):
        pass
    return restored


def _refuse_bad_file(engine: Engine, file: Path) -> None:
    with file.open("rb") as opened:
        beginning = opened.read(16)
    if not beginning.startswith(BEGINNINGS[engine.dialect.name]):
        raise Refusal(
            say("backups/other-kind", "{file} is not a backup of this kind of database.", file=str(file)),
        )
    with _explained():
        whole = sqlite_files.is_whole(file) if engine.dialect.name == "sqlite" else is_readable(engine, file)
    if not whole:
        raise Refusal(say("backups/damaged", "{file} is damaged. Nothing was changed.", file=str(file)))


def _is_filled(engine: Engine) -> bool:
    """Tell whether there is something to be replaced; a missing file of SQLite is not made by looking."""
    file = file_of(engine)
    return (not file or Path(file).exists()) and is_filled(engine)


def _into_sqlite(engine: Engine, file: Path, end: str) -> Restored:
    engine.dispose()
    database = Path(file_of(engine))
    kept = database.with_name(database.name + end)
    with unfinished_beside(database) as copy:
        sqlite_files.copy_in(file, copy)
        contents = _known(sqlite_files.engine_of(copy), file)
        try:
            sqlite_files.put_in_place(copy, database, kept)
        except sqlite_files.InUse as used:
            raise Refusal(IN_USE) from used
    return Restored(contents, str(kept) if end else "")


def _into_postgres(engine: Engine, file: Path, end: str) -> Restored:
    if databases.others_in(engine):
        raise Refusal(IN_USE)
    url, new = engine.url, databases.beside(engine.url, "_restoring")
    kept = databases.beside(url, end or "_empty")
    with _explained(), _made_beside(url, new):
        load(engine, new, file)
        with databases.at(new) as made:
            contents = _known(made, file)
        engine.dispose()
        databases.put_in_place(new, url, kept)
    if not end:
        databases.remove(url, kept)
    return Restored(contents, kept.database or "" if end else "")


@contextmanager
def _made_beside(url: URL, new: URL) -> Iterator[None]:
    """Make a new database; remove it if what is done with it fails."""
    databases.make_beside(url, new)
    try:
        yield
    except BaseException:
        databases.remove(url, new)
        raise


def _known(engine: Engine, file: Path) -> Contents:
    """Return what a copy holds; refuse what this version cannot read."""
    found = contents_of(engine)
    if found is None:
        raise Refusal(
            say(
                "backups/not-ours",
                "{file} is a backup of something else. Nothing was changed.",
                file=str(file),
            )
        )
    if not knows(found.tables):
        raise Refusal(
            say(
                "backups/newer",
                "The backup is from a newer version. Nothing was changed: install that version first.",
            )
        )
    return found


@contextmanager
def _explained() -> Iterator[None]:
    """Say in a sentence what PostgreSQL refused."""
    try:
        with programs_explained():
            yield
    except DBAPIError as failure:
        code = getattr(failure.orig, "sqlstate", None)
        if code == "55006":
            raise Refusal(IN_USE) from failure
        if code == "42501":
            raise Refusal(
                say(
                    "backups/no-right",
                    "The database’s role may not make databases. Nothing was changed: give it CREATEDB.",
                )
            ) from failure
        raise
