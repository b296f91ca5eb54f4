"""Files that strangers could read are their owner's alone once a command opened the database."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from survey.cli import main
from survey.storage.engine.database import file_of
from survey.storage.engine.protecting import protect

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def exposed(engine, tmp_path):
    """A database, a copy beside it, and a folder of exports, which all may read."""
    database = Path(file_of(engine))
    folder = tmp_path / "files"
    folder.mkdir()
    paths = [
        database,
        database.with_name(f"{database.name}-wal"),
        database.with_name(f"{database.name}_before_x"),
    ]
    for path in (*paths, folder):
        path.touch()
        path.chmod(0o755)
    return [*paths, folder]


def rights(paths):
    return [oct(path.stat().st_mode & 0o777) for path in paths if path.exists()]


def test_a_command_takes_files_from_strangers(exposed, database_url, monkeypatch):
    monkeypatch.setenv("SURVEY_DATABASE_URL", database_url)
    monkeypatch.setenv("SURVEY_CACHE", str(exposed[-1]))
    result = CliRunner().invoke(main, ["db", "status"])
    assert (0, "") == (result.exit_code, result.stderr)
    assert {"0o600"} == set(rights(exposed[:-1]))
    assert ["0o700"] == rights(exposed[-1:])


def test_files_of_a_group_are_left_to_it(exposed, engine):
    exposed[2].chmod(0o660)
    assert [] == protect(engine, exposed[-1])
    assert ["0o660"] == rights([exposed[2]])


def test_a_file_of_somebody_else_is_named(exposed, engine, database_url, monkeypatch):
    monkeypatch.setenv("SURVEY_DATABASE_URL", database_url)
    monkeypatch.setenv("SURVEY_CACHE", str(exposed[-1]))

    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)
    result = CliRunner().invoke(main, ["db", "status"])
    for path in (exposed[0], exposed[2], exposed[3]):
        assert f"Other people can read {path}." in result.stderr
