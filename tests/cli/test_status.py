"""`survey status` says in about ten lines what an operator must know, and nothing of people."""

import re
from datetime import UTC, datetime, timedelta

from click.testing import CliRunner

from survey.cli import main
from survey.storage.engine.database import writing
from survey.storage.engine.installation import note_worked
from survey.storage.mail.letters import put_in
from survey.storage.people.people import Person


def test_an_operator_is_told_what_waits_and_since_when(engine, database_url, monkeypatch):
    now = datetime.now(UTC)
    with writing(engine) as session:
        note_worked(session, now - timedelta(minutes=3))
        person = Person(email="zoe@office.example", name="Zoe", language="en", added_at=now)
        session.add(person)
        session.flush()
        for gave_up in (None, None, now):
            put_in(
                session, person_id=person.id, report_id=None, kind="reminder", language="en", subject="S",
                plain="P", html="H", written_at=now - timedelta(hours=2), gave_up_at=gave_up,
                next_try_at=None if gave_up else now,
            )  # fmt: skip
    monkeypatch.setenv("SURVEY_DATABASE_URL", database_url)
    told = CliRunner().invoke(main, ["status"])
    assert 0 == told.exit_code, told.output
    assert len(told.stdout.splitlines()) <= 11
    assert re.search(r"^Letters waiting: *2, the oldest .* \(120 minutes ago\)$", told.stdout, re.MULTILINE)
    assert re.search(r"^Letters given up: *1$", told.stdout, re.MULTILINE)
    assert re.search(r"^Worker: .* \(3 minutes ago\)$", told.stdout, re.MULTILINE)
    assert re.search(r"^Last backup: *not known$", told.stdout, re.MULTILINE)
    assert re.search(r"^Database: *(SQLite|PostgreSQL) \d", told.stdout, re.MULTILINE)
    assert "zoe" not in told.stdout.lower() and "office.example" not in told.stdout
