"""A filled database of each release is upgraded, and nothing is lost; three upgrades at once end well."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from survey.actions.backups.upgrading import upgrade
from survey.storage.backups.sqlite_files import Path as FilePath
from survey.storage.backups.sqlite_files import engine_of
from survey.storage.engine import comparing, migrating
from survey.storage.engine.connecting import engine_for
from survey.storage.engine.database import file_of
from tests.storage.upgrades.releases import MOVED, RELEASES

HERE = Path(__file__).parent
UNKEPT = {"alembic_version"}
TYPES = {"sqlite": "BLOB", "postgresql": "BYTEA"}
AT_ONCE = """
import os, sys
from survey.cli import main
children = []
for _ in range(3):
    child = os.fork()
    if not child:
        main(["db", "upgrade", "--no-copy"])
    children.append(child)
print([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children])
"""


@pytest.fixture
def empty(empty_database_url):
    made = engine_for(empty_database_url)
    yield made
    made.dispose()


def filled(engine, revision):
    """Bring a database to an earlier revision, with rows in every table."""
    migrating.upgrade(engine, revision)
    with engine.begin() as connection:
        for file in sorted(HERE.glob("rows_*.sql")):
            if file.stem.removeprefix("rows_") <= revision:
                for statement in statements(file, engine):
                    connection.exec_driver_sql(statement)


def statements(file, engine):
    words = file.read_text(encoding="utf-8").replace("AS BYTES", f"AS {TYPES[engine.dialect.name]}")
    words = words.replace("{first}", "0" * 64).replace("{second}", "1" * 64)
    return [each for each in words.split(";\n") if each.strip()]


def columns_of(engine):
    look = inspect(engine)
    return {
        table: [
            column["name"] for column in look.get_columns(table) if f"{table}.{column['name']}" not in MOVED
        ]
        for table in look.get_table_names()
        if table not in UNKEPT
    }


def rows_of(engine, columns):
    """All rows of the tables, in those columns."""
    with engine.connect() as connection:
        return {
            table: sorted(
                repr(tuple(bytes(value) if isinstance(value, memoryview) else value for value in row))
                for row in connection.execute(
                    text(f'SELECT {", ".join(f"{chr(34)}{each}{chr(34)}" for each in own)} FROM "{table}"')
                )
            )
            for table, own in columns.items()
        }


@pytest.mark.parametrize("revision", sorted(set(RELEASES.values())))
def test_a_filled_database_of_each_release_keeps_everything(empty, revision):
    filled(empty, revision)
    columns = columns_of(empty)
    before = rows_of(empty, columns)
    assert [] == [table for table, rows in before.items() if not rows]
    migrating.upgrade(empty)
    assert before == rows_of(empty, columns)
    assert [] == comparing.differences(empty)


def test_a_table_that_others_refer_to_can_be_made_anew(empty, monkeypatch, tmp_path):
    """SQLite changes some tables by making them anew; the rows that refer to them stay."""
    for file in (HERE.parents[2] / "migrations").rglob("*.py"):
        copied = tmp_path / file.relative_to(HERE.parents[2] / "migrations")
        copied.parent.mkdir(exist_ok=True)
        copied.write_bytes(file.read_bytes())
    newest = migrating.newest()
    (tmp_path / "versions" / "next.py").write_text(
        f"from alembic import op\nimport sqlalchemy as sa\nrevision, down_revision = 'next', {newest!r}\n"
        "def upgrade():\n    with op.batch_alter_table('person', recreate='always') as person:\n"
        "        person.alter_column('name', type_=sa.String(300))\n"
    )
    filled(empty, "0002")
    migrating.upgrade(empty)
    columns = columns_of(empty)
    before = rows_of(empty, columns)
    monkeypatch.setattr(migrating, "_folder", lambda: tmp_path)
    if empty.dialect.name == "postgresql":
        for word in ("recreate='always'",):
            path = tmp_path / "versions" / "next.py"
            path.write_text(path.read_text().replace(word, ""))
    migrating.upgrade(empty)
    assert "next" == migrating.current(empty)
    assert before == rows_of(empty, columns)
    with empty.connect() as connection:
        assert empty.dialect.name != "sqlite" or connection.scalar(text("PRAGMA foreign_keys"))


def test_three_upgrades_at_once_end_well(empty, empty_database_url):
    filled(empty, "0001")
    before = rows_of(empty, columns := columns_of(empty))
    empty.dispose()
    others = {name: value for name, value in os.environ.items() if not name.startswith("SURVEY_")}
    environment = {**others, "SURVEY_DATABASE_URL": empty_database_url}
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE], env=environment, capture_output=True, text=True, cwd=HERE.parents[2]
    )
    assert ("[0, 0, 0]\n", "") == (done.stdout, done.stderr)
    assert (before, []) == (rows_of(empty, columns), comparing.differences(empty))


@pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)
def test_an_upgrade_keeps_a_copy_of_what_was_there(empty):
    filled(empty, "0001")
    before = rows_of(empty, columns := columns_of(empty))
    copy = engine_of(kept := upgrade(empty, "9.9.9"))
    assert kept.parent == FilePath(file_of(empty)).parent
    after = rows_of(copy, columns)
    assert ("0001", True) == (
        migrating.current(copy),
        "('backup_begun_by', '9.9.9, before its upgrade')" in after.pop("installation"),
    )
    before.pop("installation")
    assert before == after
    assert None is upgrade(empty, "9.9.9")


@pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)
def test_an_empty_file_is_not_copied(empty):
    assert None is upgrade(empty, "9.9.9")
