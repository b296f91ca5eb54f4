"""A backup is whole or not there, is its owner's alone, and comes back as it was."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from stat import S_IMODE
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from survey.actions.backups.backing_up import back_up
from survey.actions.backups.restoring import restore
from survey.errors import Refusal
from survey.storage.backups import postgres_programs, sqlite_files
from survey.storage.engine import migrating
from survey.storage.engine.connecting import engine_for
from survey.storage.engine.database import file_of
from survey.storage.engine.installation import last_backup
from survey.storage.people.people import Person
from tests.actions.beginnings import audited, count, somebody

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ON_POSTGRES = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def saved(engine, tmp_path):
    """A database with one person, and its backup."""
    somebody(engine, "zoe@labour.example")
    file = tmp_path / "kept" / "backup"
    file.parent.mkdir()
    back_up(engine, file, "9.9.9")
    return SimpleNamespace(engine=engine, file=file)


def test_a_backup_is_noted_and_only_its_owner_reads_it(saved):
    with Session(saved.engine) as session:
        noted = last_backup(session)
    assert abs(datetime.now(UTC) - noted).total_seconds() < 60
    assert 1 == len(audited(saved.engine, "back_up"))
    assert (0o600, [saved.file]) == (S_IMODE(saved.file.stat().st_mode), [*saved.file.parent.iterdir()])


def test_a_restore_brings_back_what_was_there_and_keeps_what_it_replaces(saved, database_url):
    somebody(saved.engine, "added@later.example")
    restored = restore(saved.engine, saved.file, replace=True)
    assert ("9.9.9", 1) == (restored.contents.product, restored.contents.rows["people"])
    assert restored.contents.last_change == audited(saved.engine, "add_person")[0].at
    assert (1, 1) == (count(saved.engine, Person), len(audited(saved.engine, "restore_backup")))
    url = saved.engine.url
    kept = url.set(database=restored.kept)
    former = create_engine(kept)
    assert 2 == count(former, Person)
    former.dispose()
    if url.get_backend_name() == "postgresql":
        with saved.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f'DROP DATABASE "{kept.database}"'))


def test_an_existing_file_is_replaced_only_if_that_was_said(saved):
    before = saved.file.read_bytes()
    with pytest.raises(Refusal, match="exists already"):
        back_up(saved.engine, saved.file, "9.9.9")
    assert before == saved.file.read_bytes()
    somebody(saved.engine, "added@later.example")
    back_up(saved.engine, saved.file, "9.9.9", replace=True)
    assert 2 == restore(saved.engine, saved.file, replace=True).contents.rows["people"]


@ON_SQLITE
def test_a_backup_never_replaces_the_database_itself(saved):
    with pytest.raises(Refusal, match="exists already"):
        back_up(saved.engine, sqlite_files.Path(file_of(saved.engine)), "9.9.9", replace=True)


def test_a_filled_database_is_not_replaced_by_the_way(saved):
    with pytest.raises(Refusal, match="not empty"):
        restore(saved.engine, saved.file)
    assert 1 == count(saved.engine, Person)


@pytest.mark.parametrize("damage", ["shorter", "other bytes"])
def test_a_damaged_backup_is_refused_and_changes_nothing(saved, damage):
    content = saved.file.read_bytes()
    middle = len(content) // 2
    worse = content[:middle] if damage == "shorter" else content[:200] + b"\xff" * 4000 + content[4200:]
    saved.file.write_bytes(worse)
    with pytest.raises(Refusal, match="damaged"):
        restore(saved.engine, saved.file, replace=True)
    assert 1 == count(saved.engine, Person)


def test_any_other_file_is_refused(saved, tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("Not a backup")
    with pytest.raises(Refusal, match="not a backup of this kind of database"):
        restore(saved.engine, other, replace=True)


@ON_SQLITE
def test_a_database_of_something_else_is_refused(saved, tmp_path):
    with closing(sqlite3.connect(tmp_path / "other")) as other:
        other.execute("CREATE TABLE planets (name TEXT)")
    with pytest.raises(Refusal, match="something else"):
        restore(saved.engine, tmp_path / "other", replace=True)


def test_tables_of_a_newer_version_are_refused(saved):
    with saved.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    back_up(saved.engine, saved.file, "9.9.9", replace=True)
    with pytest.raises(Refusal, match="newer version"):
        restore(saved.engine, saved.file, replace=True)


def test_a_database_that_is_in_use_is_not_replaced(saved, database_url):
    other = engine_for(database_url)
    with other.connect() as connection:
        connection.execute(text("SELECT count(*) FROM person"))
        with pytest.raises(Refusal, match="in use"):
            restore(saved.engine, saved.file, replace=True)
    other.dispose()
    assert 1 == count(saved.engine, Person)


def test_a_backup_that_fails_leaves_the_former_one(saved, monkeypatch):
    before = saved.file.read_bytes()
    for place in ("is_whole", "is_readable"):
        monkeypatch.setattr(f"survey.actions.backups.backing_up.{place}", lambda *_: False)
    with pytest.raises(Refusal, match="damaged"):
        back_up(saved.engine, saved.file, "9.9.9", replace=True)
    assert ([saved.file], before) == ([*saved.file.parent.iterdir()], saved.file.read_bytes())


def test_an_empty_database_has_nothing_to_back_up(empty_database_url, tmp_path):
    engine = engine_for(empty_database_url)
    with pytest.raises(Refusal, match="nothing to back up"):
        back_up(engine, tmp_path / "backup", "9.9.9")
    engine.dispose()


def test_a_backup_comes_into_an_empty_database_without_a_question(saved):
    migrating.downgrade(saved.engine)
    restored = restore(saved.engine, saved.file)
    assert ("", 1, migrating.newest()) == (
        restored.kept, count(saved.engine, Person), restored.contents.tables,
    )  # fmt: skip


@ON_POSTGRES
def test_no_password_stands_on_a_command_line(engine, monkeypatch):
    url = engine.url.set(password="s3cret/@:")
    found = []

    def run(words, *, env, **_):
        found.append((words, env))
        return SimpleNamespace(returncode=0, stdout="pg_dump (PostgreSQL) 99.1", stderr="")

    monkeypatch.setattr(postgres_programs.subprocess, "run", lambda words, env=None, **_: run(words, env=env))
    own: Engine = SimpleNamespace(url=url, connect=engine.connect)
    postgres_programs.dump(own, sqlite_files.Path("backup"))
    words, environment = found[-1]
    assert "s3cret" not in " ".join(words)
    assert "s3cret/@:" == environment["PGPASSWORD"]


@ON_POSTGRES
def test_a_program_older_than_the_server_is_not_used(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(postgres_programs, "INSTALLED", tmp_path)
    monkeypatch.setattr(postgres_programs, "_version", lambda program: 8)
    with pytest.raises(Refusal, match=r"pg_dump [0-9]+ or newer"):
        back_up(engine, tmp_path / "backup", "9.9.9")
