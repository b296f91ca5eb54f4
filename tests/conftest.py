"""What many tests share: a database of each sort, made new for each test."""

import gc
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from jinja2 import BytecodeCache
from werkzeug.routing import Rule

from survey.actions.downloads import makers
from survey.storage.engine.connecting import engine_for
from tests.makers import make_at_once
from tests.postgres import Copies, administer, memory, room_for_a_run, shared_server, with_tables

COMPILED = Path(__file__).parents[1] / ".pytest_cache" / "compiled"
"""Where Python's files lie compiled: each server that tests start would compile all of it otherwise."""


def pytest_configure(config):
    """Before anything else, in the process that leads the run: what all its workers have together."""
    if hasattr(config, "workerinput"):
        return
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(COMPILED)
    sys.dont_write_bytecode = False
    room = room_for_a_run()
    room.__enter__()
    config.add_cleanup(lambda: room.__exit__(None, None, None))


# The same examples each time, however busy the machine: a run that fails fails again. `make soak` explores,
# with so many times more of them; what it finds becomes an `@example`.
settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.register_profile("exploring", deadline=None, print_blob=True)
EXPLORING = int(os.environ.get("PATHFINDER_TESTS_EXPLORING", "0"))
settings.load_profile("exploring" if EXPLORING else "same")


def pytest_collection_modifyitems(items):
    """Where a run explores, tests of properties look at many times more examples than they ask for."""
    if not EXPLORING:
        return
    for test in {item.obj for item in items if item.get_closest_marker("hypothesis")}:
        own = getattr(test, "_hypothesis_internal_use_settings", settings.default)
        more = settings(
            own,
            max_examples=own.max_examples * EXPLORING,
            suppress_health_check={*own.suppress_health_check, HealthCheck.too_slow},
        )
        test._hypothesis_internal_use_settings = more


def pytest_collection_finish():
    """What is there when the tests begin stays until they end: the collector need not look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


class Remembered(BytecodeCache):
    """Templates compiled once a worker: each test makes an application of its own, all have the same ones."""

    def __init__(self):
        self.compiled = {}

    def load_bytecode(self, bucket):
        bucket.code = self.compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket):
        self.compiled[bucket.key, bucket.checksum] = bucket.code


class RememberedRule(Rule):
    """A route whose builder of addresses is compiled once a worker, for the same reason."""

    compiled: ClassVar = {}

    def _compile_builder(self, append_unknown=True):
        key = (self.rule, tuple(self._trace), repr(self.defaults), append_unknown)
        if key not in self.compiled:
            self.compiled[key] = super()._compile_builder(append_unknown)
        return self.compiled[key]


@pytest.fixture(scope="session", autouse=True)
def _templates_and_routes_are_compiled_once():
    Flask.jinja_options["bytecode_cache"] = Remembered()
    Flask.url_rule_class = RememberedRule
    yield
    del Flask.jinja_options["bytecode_cache"]
    Flask.url_rule_class = Rule


class ReadToTheEnd(FlaskClient):
    """A browser that reads each response to its end, as browsers do: a file that is sent is then closed."""

    def open(self, *args, **how):
        return super().open(*args, **{"buffered": True, **how})


@pytest.fixture(scope="session", autouse=True)
def _browsers_read_to_the_end():
    before, Flask.test_client_class = Flask.test_client_class, ReadToTheEnd
    yield
    Flask.test_client_class = before


@pytest.fixture(autouse=True)
def _files_are_made_at_once(monkeypatch):
    monkeypatch.setattr(makers, "start_maker", make_at_once)


@pytest.fixture(scope="session")
def postgres_server():
    """A PostgreSQL server of this run's own, on a free port of the loopback, gone afterwards."""
    return shared_server()


@pytest.fixture(scope="session")
def postgres_copies(postgres_server):
    """Databases of this worker with empty tables."""
    return Copies(postgres_server)


@pytest.fixture(scope="session")
def sqlite_folder():
    """Where files of SQLite lie: in memory if there is room; tests kill processes, never the machine."""
    with tempfile.TemporaryDirectory(prefix="survey-sqlite-", dir=memory()) as folder:
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


@contextmanager
def postgres_copy(request):
    """The address of an empty database of the server, gone afterwards."""
    server = request.getfixturevalue("postgres_server")
    name = f"t{uuid4().hex}"
    administer(server, f"CREATE DATABASE {name} TEMPLATE template0")
    yield f"{server}/{name}"
    administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request):
    """The address of a database without tables: each test that asks for it runs on both sorts."""
    if request.param == "sqlite":
        yield f"sqlite:///{request.getfixturevalue('sqlite_file')}"
        return
    with postgres_copy(request) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request):
    """The address of a database with today's tables: each test that asks for it runs on both sorts."""
    if request.param == "sqlite":
        file = request.getfixturevalue("sqlite_file")
        copied = shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{copied}"
        return
    server, copies = (request.getfixturevalue(name) for name in ("postgres_server", "postgres_copies"))
    name = copies.take()
    yield f"{server}/{name}"
    copies.give_back(name)


@pytest.fixture
def engine(database_url):
    """A database with today's tables."""
    made = engine_for(database_url)
    yield made
    made.dispose()
