"""Backups of SQLite: a copy as of one moment, made while others write, and put in place of a database."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine

from survey.storage.backups.files import flush

BESIDE = ("-wal", "-shm", "-journal")
"""The ends of the names of files that belong to a database and to no other."""


class InUse(Exception):
    """Another process has the database open."""


def copy_out(database: Path, copy: Path) -> None:
    """Copy a database as it is now into an empty file. Who writes meanwhile waits for nothing."""
    with closing(sqlite3.connect(_address(database, "rw"), uri=True, isolation_level=None)) as connection:
        connection.execute("VACUUM INTO ?", [str(copy)])


def is_whole(file: Path) -> bool:
    """Tell whether all pages, indexes and references of a file are as they should be."""
    try:
        with closing(sqlite3.connect(_address(file, "ro"), uri=True)) as connection:
            pages = connection.execute("PRAGMA integrity_check").fetchall()
            return pages == [("ok",)] and not connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError:
        return False


def engine_of(file: Path) -> Engine:
    """Return an engine that reads a file as it lies there, and makes no files beside it."""
    return create_engine(f"sqlite:///{file}", poolclass=NullPool, hide_parameters=True)


def copy_in(file: Path, copy: Path) -> None:
    """Copy a backup into an empty file beside the database."""
    shutil.copyfile(file, copy)
    flush(copy)


def put_in_place(made: Path, database: Path, kept: Path) -> None:
    """Put a file in the place of a database at once; what was there is kept if another name is given."""
    if database.exists():
        _leave_alone(database)
        if kept != database:
            os.link(database, kept)
    for end in BESIDE:
        database.with_name(database.name + end).unlink(missing_ok=True)
    made.replace(database)
    flush(database.parent)


def _leave_alone(database: Path) -> None:
    """Bring everything into the one file; this needs a database that nobody else has open."""
    with closing(sqlite3.connect(_address(database, "rw"), uri=True, timeout=1)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as failure:
            raise InUse from failure


def _address(file: Path, mode: str) -> str:
    return f"{file.resolve().as_uri()}?mode={mode}"
