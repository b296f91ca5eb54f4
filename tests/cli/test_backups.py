"""`survey backup` and `survey restore`: what they say, and what they ask before they replace anything."""

import pytest
from click.testing import CliRunner

from survey.cli import main
from tests.actions.beginnings import somebody

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def survey(engine, database_url, monkeypatch):
    monkeypatch.setenv("SURVEY_DATABASE_URL", database_url)
    somebody(engine, "zoe@labour.example")
    engine.dispose()
    return lambda *words, typed="": CliRunner().invoke(main, [str(word) for word in words], input=typed)


def test_a_restore_says_what_it_restored(survey, tmp_path):
    assert 0 == survey("backup", tmp_path / "kept").exit_code
    result = survey("restore", tmp_path / "kept", "--replace", "--yes")
    first, second, third, fourth = result.stdout.splitlines()
    assert first.startswith("Restored: a backup by version ") and " UTC; tables 0" in first
    assert second.startswith("It holds: people 1, rounds 0, ")
    assert "The last change in it was made 2020-05-04 10:00:00 UTC." == third
    assert "survey.sqlite3_before_" in fourth


@pytest.mark.parametrize(("typed", "code"), [("survey.sqlite3", 0), ("yes", 1), ("", 1)])
def test_a_database_is_replaced_after_its_name_was_typed(survey, tmp_path, typed, code):
    survey("backup", tmp_path / "kept")
    result = survey("restore", tmp_path / "kept", "--replace", typed=f"{typed}\n")
    assert (code, code == 0) == (result.exit_code, "Restored" in result.stdout)


def test_a_filled_database_is_not_replaced_without_the_word(survey, tmp_path):
    survey("backup", tmp_path / "kept")
    result = survey("restore", tmp_path / "kept", "--yes")
    assert (1, "") == (result.exit_code, result.stdout)
    assert "The database is not empty" in result.stderr


def test_a_folder_that_is_missing_is_named(survey, tmp_path):
    result = survey("backup", tmp_path / "nowhere" / "kept")
    assert (1, f"There is no folder {tmp_path / 'nowhere'}.\n") == (result.exit_code, result.stderr)
