"""The worker goes on after a hiccup of the database, with growing pauses, and leaves a heartbeat."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from importlib import import_module

import pytest
from click.testing import CliRunner
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from survey.cli import main
from survey.storage.engine.connecting import engine_for
from survey.storage.engine.database import file_of
from survey.storage.engine.deadlines import Deadlines
from survey.storage.engine.installation import worked_at

desk, worker = import_module("survey.cli.desk"), import_module("survey.cli.worker")


class Stop:
    """What signals set: here after some pauses, which are kept and not waited for."""

    def __init__(self, turns):
        self.turns, self.pauses = turns, []

    def is_set(self):
        return len(self.pauses) >= self.turns

    def wait(self, seconds):
        self.pauses.append(seconds)


@pytest.fixture
def work(engine, database_url, monkeypatch):
    monkeypatch.setenv("SURVEY_DATABASE_URL", database_url)

    def run(turns, *words):
        stop = Stop(turns)
        monkeypatch.setattr(worker, "_stopped_by_signals", lambda: stop)
        return CliRunner().invoke(main, ["worker", *words]), stop.pauses

    return run


def failing(times, failure, then):
    """A function that fails some times, and then works."""
    left = [failure] * times

    def act(*given):
        if left:
            raise left.pop()
        return then(*given)

    return act


@pytest.mark.parametrize("failure", [OperationalError("SELECT", {}, Exception("p@x.example")), KeyError("x")])
def test_a_turn_that_failed_is_done_again_after_growing_pauses(work, engine, monkeypatch, failure):
    monkeypatch.setattr(worker, "seal", failing(4, failure, worker.seal))
    result, pauses = work(6, "--every", "1")
    assert (0, [1, 2, 5, 15, 1, 1]) == (result.exit_code, pauses)


def test_a_failure_is_logged_by_its_places_and_never_by_its_words(work, engine, monkeypatch, caplog):
    address = "@".join(("zoe", "labour.example"))
    cause = ValueError(f"DETAIL: Key (email)=({address}) already exists")

    def act(*given):
        raise KeyError(address) from cause

    monkeypatch.setattr(worker, "seal", act)
    work(1)
    assert "in act" in caplog.text and "builtins.ValueError" in caplog.text
    assert address not in caplog.text


def test_what_fails_keeps_nothing_else_from_being_done(work, engine, monkeypatch):
    done = []
    monkeypatch.setattr(worker, "_send", failing(1, OSError(), lambda *_: done.append("sent")))
    monkeypatch.setattr(worker, "seal", lambda *_: done.append("sealed"))
    work(2)
    assert ["sealed", "sent", "sealed"] == done


def test_a_turn_leaves_a_heartbeat_unless_something_failed(work, engine, monkeypatch):
    with Session(engine) as session:
        assert None is worked_at(session)
    monkeypatch.setattr(worker, "seal", failing(1, OSError(), worker.seal))
    assert 1 == work(1, "--once")[0].exit_code
    with Session(engine) as session:
        assert None is worked_at(session)
    before = datetime.now(UTC).replace(microsecond=0)
    assert 0 == work(1, "--once")[0].exit_code
    with Session(engine) as session:
        assert before <= worked_at(session) <= datetime.now(UTC)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_that_somebody_locked_ends_no_worker(work, engine, monkeypatch):
    monkeypatch.setattr(desk, "engine_for", lambda url: engine_for(url, Deadlines(write=0.05)))
    with closing(sqlite3.connect(file_of(engine), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        result, pauses = work(1, "--every", "1")
    assert (0, [1]) == (result.exit_code, pauses)
