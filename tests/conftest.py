"""What many tests share: a database of each sort, made new for each test."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from survey.storage.engine import migrating
from survey.storage.engine.connecting import engine_for

ROOM = 512 * 1024 * 1024
"""Bytes that must be free in memory before databases lie there."""


class Remembered(BytecodeCache):
    """Templates compiled once a worker: each test makes an application of its own, all have the same ones."""

    def __init__(self):
        self.compiled = {}

    def load_bytecode(self, bucket):
        bucket.code = self.compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket):
        self.compiled[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def _templates_are_compiled_once():
    Flask.jinja_options["bytecode_cache"] = Remembered()
    yield
    del Flask.jinja_options["bytecode_cache"]


def postgres_programs():
    """The folder of PostgreSQL's programs: the newest that Debian keeps, or those on the path."""
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if kept:
        return kept[-1]
    found = shutil.which("initdb")
    assert found, "PostgreSQL is not installed; 'make system' installs it"
    return Path(found).resolve().parent


def unprivileged():
    """PostgreSQL refuses to run as root: the words that run a program as its own user then."""
    if os.getuid() != 0:
        return ()
    return ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--")


@pytest.fixture(scope="session")
def postgres_folder():
    """A folder of the server's own: pytest clears away those of older runs, which may still be running."""
    folder = Path(tempfile.mkdtemp(prefix="survey-postgres-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_server(postgres_folder):
    """A PostgreSQL server of this test run's own, on a free port of the loopback, gone afterwards."""
    folder = postgres_folder
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    programs, data = postgres_programs(), folder / "data"
    run = (*unprivileged(),)

    def call(*words):
        subprocess.run([*run, *map(str, words)], check=True, capture_output=True, cwd="/")

    call(
        programs / "initdb",
        "-D",
        data,
        "-A",
        "trust",
        "-U",
        "survey",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    )
    # No test stops the server, so nothing hangs on its own disk: clients are what is killed.
    quick = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} {quick}"
    call(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    yield f"postgresql://survey@127.0.0.1:{port}"
    call(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


@pytest.fixture
def restart_postgres(postgres_server, postgres_folder):
    """Stop this run's server and start it again, in one of PostgreSQL's manners (`fast`, `immediate`)."""

    def restart(manner):
        command = (
            postgres_programs() / "pg_ctl",
            "-D",
            postgres_folder / "data",
            "-w",
            "-m",
            manner,
            "restart",
        )
        log = ("-l", postgres_folder / "log")
        subprocess.run(
            [*unprivileged(), *map(str, (*command, *log))], check=True, capture_output=True, cwd="/"
        )

    return restart


@pytest.fixture(scope="session")
def sqlite_folder():
    """Where files of SQLite lie: in memory if there is room; tests kill processes, never the machine."""
    memory = Path("/dev/shm")
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    with tempfile.TemporaryDirectory(prefix="survey-sqlite-", dir=memory if roomy else None) as folder:
        yield Path(folder)


@pytest.fixture
def sqlite_file(sqlite_folder):
    """Where a test's own file may lie."""
    with tempfile.TemporaryDirectory(dir=sqlite_folder) as folder:
        yield Path(folder) / "survey.sqlite3"


@pytest.fixture(scope="session")
def sqlite_template(sqlite_folder):
    """A file with today's tables, which is quicker copied than made."""
    file = sqlite_folder / "survey.sqlite3"
    with_tables(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_template(postgres_server):
    """The name of a database with today's tables, which is quicker copied than made."""
    administer(postgres_server, "CREATE DATABASE template_with_tables")
    with_tables(f"{postgres_server}/template_with_tables")
    return "template_with_tables"


def with_tables(url):
    """Bring a database to today's tables."""
    made = engine_for(url)
    migrating.upgrade(made)
    made.dispose()


def administer(server, command):
    """Say something to a PostgreSQL server."""
    admin = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as connection:
        connection.execute(text(command))


@contextmanager
def postgres_copy(request, template):
    """The address of a copy of a database of the server, gone afterwards."""
    server = request.getfixturevalue("postgres_server")
    name = f"t{abs(hash(request.node.nodeid)) % 10**12}"
    administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield f"{server}/{name}"
    administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request):
    """The address of a database without tables: each test that asks for it runs on both sorts."""
    if request.param == "sqlite":
        yield f"sqlite:///{request.getfixturevalue('sqlite_file')}"
        return
    with postgres_copy(request, "template0") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request):
    """The address of a database with today's tables: each test that asks for it runs on both sorts."""
    if request.param == "sqlite":
        file = request.getfixturevalue("sqlite_file")
        copied = shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{copied}"
        return
    with postgres_copy(request, request.getfixturevalue("postgres_template")) as url:
        yield url


@pytest.fixture
def engine(database_url):
    """A database with today's tables."""
    made = engine_for(database_url)
    yield made
    made.dispose()
