"""`survey demo` touches only what carries its own mark, and listens where the docs say."""

import importlib
import socket
import sqlite3

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from survey.cli import main
from survey.storage.engine import migrating
from survey.storage.engine.connecting import engine_for
from survey.storage.engine.installation import is_demo_file, mark_as_demo
from survey.storage.people.people import Person
from survey.web.serving.server import next_free_port
from tests.web.world import NOW


@pytest.fixture
def real(tmp_path):
    """A real installation's database, with a person in it."""
    file = tmp_path / "real.sqlite3"
    engine = engine_for(f"sqlite:///{file}")
    migrating.upgrade(engine)
    with Session(engine) as session:
        session.add(Person(email="a@example.org", name="A", language="en", added_at=NOW))
        session.commit()
    engine.dispose()
    return file


def made(monkeypatch):
    """Stand in for the sample data, which take seconds: only the mark."""
    command = importlib.import_module("survey.cli.demo")
    monkeypatch.setattr(command, "make_demonstration", lambda settings, engine, now: _mark(engine))


def _mark(engine):
    with Session(engine) as session:
        mark_as_demo(session)
        session.commit()


def run(file, *more):
    return CliRunner().invoke(main, ["demo", "--only-data", "--database", str(file), *more])


@pytest.mark.parametrize("more", [(), ("--fresh",)], ids=["plain", "fresh"])
def test_a_real_database_is_never_touched(real, more, monkeypatch):
    made(monkeypatch)
    before = real.read_bytes()
    outcome = run(real, *more)
    assert 1 == outcome.exit_code
    assert "is not the database of a demonstration" in outcome.stderr
    assert before == real.read_bytes()


def test_a_file_of_another_kind_is_never_touched(tmp_path, monkeypatch):
    made(monkeypatch)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir or Madam,")
    assert 1 == run(letter, "--fresh").exit_code
    assert "Dear Sir or Madam," == letter.read_text()


def test_a_demonstration_begins_anew_only_when_asked(tmp_path, monkeypatch):
    made(monkeypatch)
    file = tmp_path / "new" / "demo.sqlite3"
    assert 0 == run(file).exit_code
    assert is_demo_file(file)
    with sqlite3.connect(file) as connection:
        connection.execute("INSERT INTO installation VALUES ('left', 'here')")
    connection.close()
    assert 0 == run(file).exit_code
    assert ["demo", "left", "samples"] == names(file)
    assert 0 == run(file, "--fresh").exit_code
    assert ["demo", "samples"] == names(file)
    assert ["demo.sqlite3"] == [path.name for path in file.parent.iterdir()]


def test_a_demonstration_with_older_samples_is_made_anew(tmp_path, monkeypatch):
    made(monkeypatch)
    file = tmp_path / "demo.sqlite3"
    assert 0 == run(file).exit_code
    with sqlite3.connect(file) as connection:
        connection.execute("INSERT INTO installation VALUES ('left', 'here')")
        connection.execute("UPDATE installation SET value = '1' WHERE name = 'samples'")
    connection.close()
    assert 0 == run(file).exit_code
    assert ["demo", "samples"] == names(file)


def names(file):
    with sqlite3.connect(file) as connection:
        found = [name for (name,) in connection.execute("SELECT name FROM installation ORDER BY name")]
    connection.close()
    return found


def test_sample_data_cut_off_half_way_is_made_anew(tmp_path, monkeypatch):
    made(monkeypatch)
    (tmp_path / "demo.sqlite3.making").write_bytes(b"half")
    assert 0 == run(tmp_path / "demo.sqlite3").exit_code
    assert is_demo_file(tmp_path / "demo.sqlite3")


def test_a_port_in_use_leads_to_the_next_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert next_free_port("127.0.0.1", port) > port


def test_port_nought_is_any():
    assert 0 < next_free_port("127.0.0.1", 0)
