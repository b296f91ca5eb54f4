"""SQLite's writers take turns: one at a time, in order, in whichever process; a dead one holds nobody up."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from survey.storage.engine.connecting import engine_for
from survey.storage.engine.database import reading, writing
from survey.storage.engine.write_slots import write_slot

PATIENCE = 600
"""Seconds: only a failing test waits so long."""
WRITER = """
import sys
from survey.storage.engine.write_slots import write_slot
with write_slot(sys.argv[1]):
    print("mine", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def file(tmp_path):
    return str(tmp_path / "kept.sqlite3")


@pytest.fixture
def elsewhere(file):
    """Another process that has the turn, until its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert "mine\n" == process.stdout.readline()
        yield process
        process.kill()


def taking(file, order, name):
    def take():
        with write_slot(file):
            order.append(name)

    thread = threading.Thread(target=take)
    thread.start()
    return thread


def test_a_writer_waits_for_one_in_another_process(file, elsewhere):
    order = []
    waiting = taking(file, order, "here")
    waiting.join(0.3)
    assert [] == order
    elsewhere.stdin.close()
    waiting.join(PATIENCE)
    assert ["here"] == order


def test_a_writer_that_is_killed_lets_go(file, elsewhere):
    order = []
    waiting = taking(file, order, "here")
    elsewhere.kill()
    waiting.join(PATIENCE)
    assert ["here"] == order


def test_whoever_just_had_the_turn_comes_after_the_one_who_waits(file):
    order, enough = [], time.monotonic() + PATIENCE
    with write_slot(file):
        first = taking(file, order, "waited")
        while not head_is_taken(file):
            assert time.monotonic() < enough
            time.sleep(0.001)
    with write_slot(file):
        order.append("again")
    first.join(PATIENCE)
    assert ["waited", "again"] == order


def head_is_taken(file):
    from fcntl import LOCK_EX, LOCK_NB, flock

    with open(f"{file}-next", "ab") as head:
        try:
            flock(head, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            return True
        return False


def test_a_queue_that_somebody_else_made_is_joined(file):
    for end in ("-next", "-turn"):
        Path(f"{file}{end}").touch(mode=0o444)
    order = []
    with write_slot(file):
        waiting = taking(file, order, "here")
        waiting.join(0.3)
        assert [] == order
    waiting.join(PATIENCE)
    assert ["here"] == order


def test_where_there_can_be_no_queue_the_database_has_its_own(tmp_path):
    with write_slot(str(tmp_path / "nowhere" / "kept.sqlite3")):
        assert [] == list(tmp_path.iterdir())


def test_writers_queue_and_readers_do_not(file):
    engine = engine_for(f"sqlite:///{file}")
    with writing(engine) as session:
        session.execute(text("CREATE TABLE told (words TEXT)"))
    order = []
    with writing(engine) as session:
        session.execute(text("INSERT INTO told VALUES ('new')"))
        waiting = taking(file, order, "next")
        with reading(engine) as other:
            assert [] == other.execute(text("SELECT words FROM told")).all()
        assert [] == order
    waiting.join(PATIENCE)
    with reading(engine) as other:
        assert [("new",)] == other.execute(text("SELECT words FROM told")).all()
    engine.dispose()
