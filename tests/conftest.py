"""What many tests share: a database of each sort, made new for each test."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from survey.storage import migrating
from survey.storage.database import options_for, prepare


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


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """The address of an empty database: each test that asks for it runs on both sorts."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/survey.sqlite3"
        return
    server = request.getfixturevalue("postgres_server")
    name = f"t{abs(hash(request.node.nodeid)) % 10**12}"
    admin = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield f"{server}/{name}"
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def engine(database_url):
    """A database with today's tables."""
    made = create_engine(database_url, **options_for(database_url))
    prepare(made)
    migrating.upgrade(made)
    yield made
    made.dispose()
