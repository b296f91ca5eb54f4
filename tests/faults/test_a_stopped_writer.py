"""A save that cannot be had before the deadline says so, and what was typed is still there."""

from fcntl import LOCK_EX, flock

import pytest
from sqlalchemy.exc import OperationalError

from survey.storage.engine.database import db, file_of
from survey.storage.engine.deadlines import Deadlines
from survey.web.request import access
from tests.web.reported import reporting_on

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def world(engine, database_url, tmp_path):
    made = reporting_on(engine, database_url, tmp_path)
    with made.app.app_context():
        db.engine.update_execution_options(deadlines=Deadlines(write=0.05))
    yield made
    with made.app.app_context():
        db.engine.dispose()


@pytest.fixture
def stopped(engine):
    """A function that lets a process have the turn to write, and stop."""
    opened = []

    def stop():
        opened.append(open(f"{file_of(engine)}-turn", "ab"))  # noqa: SIM115
        flock(opened[-1], LOCK_EX)

    yield stop
    for file in opened:
        file.close()


@SQLITE
def test_a_section_comes_back_with_what_was_typed(world, stopped):
    typist = world.signed_in("focal").open("figures")
    stopped()
    typist.press("figures", typed={"f.number": "777"})
    assert (503, "5") == (typist.response.status_code, typist.response.headers["Retry-After"])
    assert "The database did not answer in time" in typist.page
    assert 'value="777"' in typist.page


@SQLITE
def test_the_page_s_script_is_told_to_try_again(world, stopped):
    typist = world.signed_in("focal").open("figures")
    stopped()
    answer = typist.autosave("figures", "f.number", version=0, value="777")
    assert (503, "busy", "5") == (answer.status_code, answer.json["code"], answer.headers["Retry-After"])


@SQLITE
def test_pages_are_read_meanwhile_though_nobody_notes_who_saw_them(world, stopped):
    reader = world.signed_in("focal")
    world.later(minutes=20)
    stopped()
    assert 200 == reader.open("figures").response.status_code


@SQLITE
def test_a_database_that_is_away_is_said_to_come_back(world, monkeypatch):
    def away(session):
        raise OperationalError("SELECT", {}, Exception("somebody@example.org"))

    reader = world.signed_in("focal")
    monkeypatch.setattr(access, "asking_in", away)
    reader.open("figures")
    assert (503, "5") == (reader.response.status_code, reader.response.headers["Retry-After"])
    assert "cannot be reached at the moment" in reader.page
