"""A database of each sort to measure on: SQLite in a file of its own, PostgreSQL on a server of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from survey.storage.engine import migrating
from survey.storage.engine.connecting import engine_for


@contextmanager
def sqlite() -> Iterator[Engine]:
    """An empty database in a file."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _with_tables(f"sqlite:///{folder}/survey.sqlite3")


@contextmanager
def postgresql() -> Iterator[Engine]:
    """An empty database on a server that is gone afterwards; what it commits is on the disk, as in use."""
    programs, run = _programs(), _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="survey-bench-"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    if run:
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
    data, log = folder / "data", folder / "log"
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"

    def call(program: str, *words: str | Path) -> None:
        command = [*run, str(programs / program), "-D", str(data), *map(str, words)]
        subprocess.run(command, check=True, capture_output=True, cwd="/")

    try:
        call("initdb", "-A", "trust", "-U", "survey", "-E", "UTF8", "--locale=C", "--no-sync")
        call("pg_ctl", "-w", "-l", log, "-o", options, "start")
        try:
            yield from _with_tables(f"postgresql://survey@127.0.0.1:{port}/postgres")
        finally:
            call("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def settings_of(engine: Engine) -> str:
    """What the database promises of a commit: said beside what it costs."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            asked = ("PRAGMA journal_mode", "PRAGMA synchronous")
            mode, level = (connection.exec_driver_sql(one).scalar() for one in asked)
            return f"journal_mode {mode}, synchronous {level} (2 is FULL)"
        names = ("fsync", "synchronous_commit", "full_page_writes")
        found = (f"{name} {connection.exec_driver_sql(f'SHOW {name}').scalar()}" for name in names)
        return ", ".join(found)


def _with_tables(url: str) -> Iterator[Engine]:
    engine = engine_for(url)
    migrating.upgrade(engine)
    yield engine
    engine.dispose()


def _programs() -> Path:
    """The folder of PostgreSQL's programs: the newest that Debian keeps, or those on the path."""
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    found = kept[-1] / "initdb" if kept else shutil.which("initdb")
    assert found, "PostgreSQL is not installed; 'make system' installs it"
    return Path(found).resolve().parent


def _unprivileged() -> tuple[str, ...]:
    """PostgreSQL refuses to run as root: the words that run a program as its own user then."""
    if os.getuid() != 0:
        return ()
    return ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--")
