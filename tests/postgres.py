"""One PostgreSQL server for a whole run of the tests, made when a test first asks for it, gone with the run.

Workers share it. The process that leads the run holds a lock for as long as it lives; a keeper waits for that
lock, so the server ends even where the run was killed.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from uuid import uuid4

import psycopg

from survey.storage.engine import migrating
from survey.storage.engine.connecting import engine_for

ROOM = 512 * 1024 * 1024
"""Bytes that must be free in memory before databases lie there."""
SHARED = "PATHFINDER_TESTS_POSTGRES"
"""The variable of the environment in which workers find the folder that the run has for its server."""
TEMPLATE = "template_with_tables"
QUICK = (
    "fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off",
    "wal_level=minimal", "max_wal_senders=0", "checkpoint_timeout=1h", "dynamic_shared_memory_type=mmap",
)  # fmt: skip
"""No test ends the machine, so nothing hangs on the server's disk: clients and servers are what is killed."""
EMPTY = """
SET session_replication_role = replica;
DO $$ DECLARE named text; filled bool; BEGIN
  FOR named IN SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r'
      AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version' LOOP
    EXECUTE 'SELECT EXISTS (SELECT FROM ' || named || ')' INTO filled;
    IF filled THEN EXECUTE 'DELETE FROM ' || named; END IF;
  END LOOP;
END $$;
SELECT count(setval(sequencename::text, 1, false)) FROM pg_sequences WHERE last_value IS NOT NULL;
"""
"""Empties all tables, and lets sequences begin anew."""
SHAPE = """
SELECT (SELECT version_num FROM alembic_version),
  (SELECT string_agg(concat(relname, relkind), ',' ORDER BY oid)
   FROM pg_class WHERE relnamespace = 'public'::regnamespace),
  (SELECT string_agg(concat(attname, atttypid, atttypmod, attnotnull), ',' ORDER BY attrelid, attnum)
   FROM pg_attribute WHERE attrelid >= 16384),
  (SELECT string_agg(pg_get_constraintdef(oid), ',' ORDER BY oid) FROM pg_constraint WHERE conrelid >= 16384),
  (SELECT string_agg(pg_get_indexdef(indexrelid), ',' ORDER BY indexrelid)
   FROM pg_index WHERE indrelid >= 16384),
  (SELECT count(*) FROM pg_trigger)
"""
"""What differs between databases with other tables."""
KEEPER = """
import fcntl, shutil, subprocess, sys
with open(sys.argv[1] + "/run") as run:
    fcntl.flock(run, fcntl.LOCK_EX)
subprocess.run(sys.argv[2:], cwd="/", capture_output=True)
shutil.rmtree(sys.argv[1], ignore_errors=True)
"""


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


def memory():
    """Where databases lie: in memory if there is room, else where all that is temporary does."""
    found = Path("/dev/shm")
    roomy = os.access(found, os.W_OK) and shutil.disk_usage(found).free > ROOM
    return found if roomy else None


def folder_for_a_server():
    """A folder of its own: pytest clears away those of older runs, which may still be running."""
    folder = Path(tempfile.mkdtemp(prefix="survey-postgres-", dir=memory()))
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    return folder


class PostgresServer:
    """A server on a free port of the loopback, in a folder."""

    def __init__(self, folder):
        self.folder, self.data = Path(folder), Path(folder) / "data"

    def make(self):
        """Make its files, start it and make the template; gives its address."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        call(
            postgres_programs() / "initdb", "-D", self.data, "-A", "trust", "-U", "survey",
            "-E", "UTF8", "--locale=C", "--no-sync",
        )  # fmt: skip
        own = (f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}")
        self.control("start", "-l", self.folder / "log", "-o", " ".join(f"-c {one}" for one in own + QUICK))
        address = f"postgresql://survey@127.0.0.1:{port}"
        administer(address, f"CREATE DATABASE {TEMPLATE}")
        with_tables(f"{address}/{TEMPLATE}")
        return address

    def control(self, *words):
        """Start, stop or restart it."""
        call(*self.control_with(*words))

    def control_with(self, *words):
        return (postgres_programs() / "pg_ctl", "-D", self.data, "-w", *words)

    def keep(self):
        """Let somebody end it who outlives this process, and waits for the end of the run."""
        ending = map(str, (*unprivileged(), *self.control_with("-m", "immediate", "stop")))
        nothing = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
        command = [sys.executable, "-c", KEEPER, str(self.folder), *ending]
        os.posix_spawn(sys.executable, command, os.environ, file_actions=nothing, setsid=True)


@contextmanager
def room_for_a_server():
    """A folder that is held while this process needs it; a server that was made there ends with it."""
    folder = folder_for_a_server()
    with open(folder / "run", "w") as run:
        flock(run, LOCK_EX | LOCK_NB)
        yield folder
        if (folder / "data" / "postmaster.pid").exists():
            PostgresServer(folder).control("-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def room_for_a_run():
    """A folder in which the workers of this run may have a server together."""
    with room_for_a_server() as folder:
        os.environ[SHARED] = str(folder)
        yield


@contextmanager
def server_of_its_own():
    """A server, and its address, for tests that start it again: the other workers have another one."""
    with room_for_a_server() as folder:
        server = PostgresServer(folder)
        server.keep()
        yield server, server.make()


def shared_server():
    """The address of this run's server: the first worker that asks makes it, and the others wait for it."""
    folder = Path(os.environ[SHARED])
    told = folder / "address"
    with open(folder / "making", "w") as making:
        flock(making, LOCK_EX)
        if not told.exists():
            server = PostgresServer(folder)
            server.keep()
            told.write_text(server.make())
    return told.read_text()


def call(*words):
    """Run one of PostgreSQL's programs as its own user."""
    subprocess.run([*unprivileged(), *map(str, words)], check=True, capture_output=True, cwd="/")


def with_tables(url):
    """Bring a database to today's tables."""
    made = engine_for(url)
    migrating.upgrade(made)
    made.dispose()


def administer(server, command, database="postgres"):
    """Say something to a PostgreSQL server; return the first row of what it says."""
    with psycopg.connect(f"{server}/{database}", autocommit=True) as connection:
        said = connection.execute(command)
        return said.fetchone() if said.description else None


def connections_ended(server, name):
    """End what is still connected to a database."""
    administer(server, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")


class Copies:
    """Databases with today's tables: a test's database is emptied for the next one, which is quicker."""

    def __init__(self, server):
        self.server, self.free = server, []

    def take(self):
        """The name of a database with empty tables."""
        if self.free:
            return self.free.pop()
        name = f"t{uuid4().hex}"
        administer(self.server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        return name

    def give_back(self, name):
        """Empty a database for the next test; drop it if the test changed the tables themselves."""
        connections_ended(self.server, name)
        administer(self.server, EMPTY, name)
        if administer(self.server, SHAPE, name) == administer(self.server, SHAPE, TEMPLATE):
            self.free.append(name)
        else:
            administer(self.server, f"DROP DATABASE {name} WITH (FORCE)")
