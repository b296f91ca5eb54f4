"""`survey audit verify` with a key, an anchor and noted seals: the worker makes what the command checks."""

import pytest
from click.testing import CliRunner
from sqlalchemy import delete
from sqlalchemy.orm import Session

from survey.cli import main
from survey.storage.audit.audit import Seal, seals
from tests.actions.beginnings import somebody

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def survey(engine, database_url, tmp_path, monkeypatch):
    monkeypatch.setenv("SURVEY_DATABASE_URL", database_url)
    monkeypatch.setenv("SURVEY_AUDIT_ANCHOR", str(tmp_path / "anchor"))
    monkeypatch.setenv("SURVEY_AUDIT_KEY", "k" * 32)
    somebody(engine, "zoe@labour.example")

    def run(*words):
        result = CliRunner().invoke(main, [str(word) for word in words])
        return result.exit_code, result.stdout + result.stderr

    return run


def hashes(engine):
    with Session(engine) as session:
        return [each.sha256 for each in seals(session)]


def test_what_the_worker_sealed_and_anchored_is_sound(survey, engine, tmp_path):
    assert (0, "") == (survey("worker", "--once")[0], "")
    (sha256,) = hashes(engine)
    code, said = survey("audit", "verify", "--against", sha256)
    assert (0, True) == (code, "Lines that are not sealed yet: 0\n" in said)
    assert (tmp_path / "anchor").read_text().endswith(f" seal 1-1 {sha256}\n")
    assert 0o600 == (tmp_path / "anchor").stat().st_mode & 0o777


def test_seals_that_were_removed_are_found(survey, engine):
    survey("worker", "--once")
    (sha256,) = hashes(engine)
    with Session(engine) as session, session.begin():
        session.execute(delete(Seal))
    code, said = survey("audit", "verify")
    assert (1, True) == (code, "the anchor holds a seal of the lines from line 1 on" in said)
    assert 0 == survey("audit", "restored")[0]
    assert 0 == survey("audit", "verify")[0]
    code, said = survey("audit", "verify", "--against", sha256)
    assert (1, True) == (code, f"the database lacks the seal {sha256}" in said)


def test_a_restore_notes_in_the_anchor_which_seals_it_gave_up(survey, engine, tmp_path):
    assert 0 == survey("backup", tmp_path / "kept")[0]
    survey("worker", "--once")
    assert 0 == survey("audit", "verify")[0]
    engine.dispose()
    assert 0 == survey("restore", tmp_path / "kept", "--replace", "--yes")[0]
    assert 0 == survey("audit", "verify")[0]
    assert ["seal", "restored"] == [
        line.split()[1] for line in (tmp_path / "anchor").read_text().splitlines()
    ]


def test_a_key_that_is_too_short_is_refused(survey, monkeypatch):
    monkeypatch.setenv("SURVEY_AUDIT_KEY", "secret")
    code, said = survey("audit", "verify")
    assert (1, True) == (code, "too short" in said and "secret" not in said)
