"""`survey round`, `people`, `invite`, `remind`, `worker` and `db`: a real round, run from a terminal."""

import re

import pytest
from click.testing import CliRunner
from sqlalchemy import text
from sqlalchemy.orm import Session

from survey.actions.audit.sealing import verify
from survey.cli import main
from survey.storage.audit.audit import last_seal
from survey.storage.engine import migrating
from tests.actions.beginnings import TINY, audited, letters
from tests.actions.mail.mail_servers import LoopbackMail

OPEN = ("round", "open", 2020, "--opens", "2020-05-04", "--closes", "2090-06-30")


@pytest.fixture
def survey(engine, database_url, tmp_path, monkeypatch):
    """The command, on a database with today's tables and the tiny form."""
    path = tmp_path / "forms" / "tiny" / "2020.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(TINY.format(languages="en"), encoding="utf-8")
    monkeypatch.setenv("SURVEY_DATABASE_URL", database_url)
    monkeypatch.setenv("SURVEY_FORMS", str(tmp_path / "forms"))

    def run(*words):
        return CliRunner().invoke(main, [str(word) for word in words])

    return run


def done(result):
    assert 0 == result.exit_code, result.output
    return result.stdout


def refused(result, sentence):
    assert (1, "") == (result.exit_code, result.stdout)
    assert re.search(sentence, result.stderr), result.stderr


@pytest.mark.parametrize(
    ("environment", "words", "said"),
    [
        ({"LANG": "fr_FR.UTF-8"}, (), "Il n’y a pas de cycle pour 2031."),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "es_PE.UTF-8"}, (), "No hay ninguna ronda en 2031."),
        ({"LANG": "fr_FR.UTF-8"}, ("--lang", "es"), "No hay ninguna ronda en 2031."),
        ({"LANG": "sw_KE.UTF-8"}, (), "There is no round in 2031."),
        ({"LANG": ""}, (), "There is no round in 2031."),
    ],
)
def test_a_refusal_is_in_the_language_of_the_terminal(survey, monkeypatch, environment, words, said):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    refused(survey(*words, "round", "close", 2031, "--yes"), said)


def test_a_round_is_run_from_beginning_to_end(survey, engine, monkeypatch):
    assert "Open: 2020, edition 2020, 2 reports expected.\n" == done(
        survey(*OPEN, "--reporter", "MDG", "--group", "migration=Migration")
    )
    done(survey("people", "add", "hanta@labour.example", "Hanta", "--language", "fr"))
    done(survey("people", "grant", "hanta@labour.example", "focal_point", "--reporter", "MDG"))
    invited = survey("invite", "--round", 2020)
    assert (0, "", "migration: no focal point, so nobody to write to.\n") == (
        invited.exit_code, invited.stdout, invited.stderr,
    )  # fmt: skip
    assert "MDG  reminder  fr  hanta@labour.example  open\n" == done(
        survey("remind", "--round", 2020, "--dry-run")
    )
    assert ["invitation"] == [letter.kind for letter in letters(engine)]
    done(survey("remind", "--round", 2020))
    done(survey("round", "extend", 2020, "MDG", "2090-07-31"))
    assert ["invitation", "reminder", "extended"] == [letter.kind for letter in letters(engine)]
    assert re.search(
        r"MDG +AFR +open +2090-07-31 +20\d\d-\d\d-\d\d +20.* hanta@", done(survey("round", "status", 2020))
    )
    done(survey("round", "close", 2020, "--yes"))
    assert "closed on" in done(survey("round", "status", 2020))
    sent = posted(survey, monkeypatch)
    assert {"hanta@labour.example"} == {letter["To"].addresses[0].addr_spec for letter in sent}
    assert 3 == len(sent)


def posted(survey, monkeypatch):
    """What a worker sends in one go."""
    server = LoopbackMail()
    settings = {"HOST": "127.0.0.1", "PORT": server.port, "STARTTLS": 0, "SENDER": "survey@survey.example"}
    for name, value in settings.items():
        monkeypatch.setenv(f"SURVEY_SMTP_{name}", str(value))
    assert ("", "") == (done(survey("worker", "--once")), survey("worker", "--once").stderr)
    server.close()
    return server.kept


def test_nobody_is_invited_twice_or_reminded_twice_a_day(survey, engine):
    done(survey(*OPEN, "--reporter", "MDG"))
    done(survey("people", "add", "hanta@labour.example", "Hanta"))
    done(survey("people", "grant", "hanta@labour.example", "focal_point", "--reporter", "MDG"))
    for command in ("invite", "remind"):
        done(survey(command, "--round", 2020))
        assert "" == done(survey(command, "--round", 2020, "--dry-run"))
        done(survey(command, "--round", 2020))
    assert ["invitation", "reminder"] == [letter.kind for letter in letters(engine)]
    done(survey("invite", "--round", 2020, "--again"))
    assert 3 == len(letters(engine))


def test_forms_that_share_a_year_are_told_apart(survey, tmp_path):
    done(survey(*OPEN, "--reporter", "MDG"))
    other = tmp_path / "forms" / "other" / "2020.yaml"
    other.parent.mkdir()
    other.write_text(TINY.format(languages="en").replace("questionnaire: tiny", "questionnaire: other"))
    asked = survey(*OPEN, "--reporter", "MDG")
    assert (2, True) == (asked.exit_code, "there are: other, tiny" in asked.stderr)
    done(survey(*OPEN, "--form", "other", "--reporter", "CHL"))
    refused(survey("round", "status", 2020), "Several questionnaires have a round in 2020: other, tiny")
    assert "CHL" in done(survey("round", "status", 2020, "--form", "other"))


def test_people_are_listed_with_what_they_hold(survey):
    done(survey("people", "add", "desk@ilo.example", "Desk"))
    done(survey("people", "add", "guest@ilo.example", "Guest"))
    done(survey("people", "grant", "desk@ilo.example", "secretariat", "--since", "2020-01-01"))
    done(
        survey("people", "grant", "desk@ilo.example", "reviewer", "--region", "AFR", "--since", "2020-01-01")
    )
    assert [
        "address            name   language  role         for  since       until",
        "desk@ilo.example   Desk   en        secretariat  all  2020-01-01  -",
        "desk@ilo.example   Desk   en        reviewer     AFR  2020-01-01  -",
        "guest@ilo.example  Guest  en        -            -    -           -",
    ] == done(survey("people", "list")).splitlines()
    done(survey("people", "end", "desk@ilo.example", "reviewer", "--region", "AFR"))
    assert 1 == done(survey("people", "list", "--role", "secretariat")).count("desk@ilo.example")
    assert "reviewer" not in done(survey("people", "list"))
    assert "reviewer" in done(survey("people", "list", "--all"))
    refused(
        survey("people", "end", "desk@ilo.example", "reviewer", "--region", "AFR"), "does not have this role"
    )


def test_what_cannot_be_done_is_refused_in_a_sentence(survey):
    refused(survey("round", "status", 2020), r"There is no round in 2020\. Open one first\.")
    refused(survey(*OPEN), "Nobody would report")
    refused(survey(*OPEN, "--reporter", "ZZZ"), "“ZZZ” is neither a country")
    refused(survey("people", "add", "nobody", "Nobody"), "not an e-mail address")
    refused(survey("people", "grant", "nobody@x.example", "secretariat"), "Nobody has this address")
    done(survey(*OPEN, "--reporter", "MDG"))
    refused(survey("round", "extend", 2020, "CHL", "2090-07-31"), "“CHL” is not expected to report in 2020")
    refused(survey("remind", "--round", 2020, "--reporter", "CHL"), "Not expected to report in 2020: CHL")
    refused(survey("invite", "--round", 2020, "--form", "other"), "no round of “other” in 2020")


def test_wrong_usage_exits_with_2(survey, monkeypatch):
    for words in (
        ("round", "open", 2020),
        ("round", "open", "MMXX", "--closes", "2020-06-30"),
        (*OPEN, "--word", "crisis"),
        ("people", "grant", "a@b.example", "king"),
        ("remind",),
    ):
        assert 2 == survey(*words).exit_code
    monkeypatch.setenv("SURVEY_SMTP_PORT", "x")
    result = survey("people", "list")
    assert (2, True) == (result.exit_code, "SURVEY_SMTP_PORT is 'x'; write a whole number." in result.stderr)


def test_the_worker_seals_the_audit_and_says_when_letters_wait(survey, engine):
    done(survey(*OPEN, "--reporter", "MDG"))
    result = survey("worker", "--once")
    assert (0, "E-mails wait: no mail server is set (SURVEY_SMTP_HOST, SURVEY_SMTP_SENDER).\n") == (
        result.exit_code, result.stderr,
    )  # fmt: skip
    with Session(engine) as session:
        assert audited(engine)[-1].id == last_seal(session).last_line
    assert None is verify(engine)


def test_an_empty_database_is_upgraded_first(empty_database_url, monkeypatch):
    monkeypatch.setenv("SURVEY_DATABASE_URL", empty_database_url)

    def run(*words):
        return CliRunner().invoke(main, words)

    refused(run("people", "list"), "Run “survey db upgrade” first")
    refused(run("serve", "--port", "0"), "Run “survey db upgrade” first")
    newest = migrating.newest()
    assert (1, f"database: empty, this version: {newest}\n") == (
        (before := run("db", "status")).exit_code,
        before.stdout,
    )
    assert "" == done(run("db", "upgrade"))
    assert f"database: {newest}, this version: {newest}\n" == done(run("db", "status"))
    done(run("people", "list"))


def test_a_database_that_is_away_is_said_in_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("SURVEY_DATABASE_URL", f"sqlite:///{tmp_path}")
    refused(CliRunner().invoke(main, ["people", "list"]), "The database cannot be reached or written")
    said = CliRunner().invoke(main, ["--lang", "fr", "people", "list"])
    refused(said, "La base de données est inaccessible")


def test_the_wording_of_an_open_round_is_corrected(survey, tmp_path):
    done(survey(*OPEN, "--reporter", "MDG"))
    path = tmp_path / "forms" / "tiny" / "2020.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("What is said}", "What was said}"), "utf-8")
    assert "" == done(survey("round", "revise", 2020))
    refused(survey("round", "revise", 2020), "The texts are the same")


def test_the_audit_is_verified_from_the_terminal(survey, engine, monkeypatch):
    assert [
        "Nothing is sealed yet. The worker seals.",
        "Lines that are not sealed yet: 0",
        "No worker yet.",
    ] == (done(survey("audit", "verify")).splitlines())
    done(survey(*OPEN, "--reporter", "MDG"))
    assert "\nLines that are not sealed yet: 1, since 20" in done(survey("audit", "verify"))
    posted(survey, monkeypatch)
    with Session(engine) as session:
        seal = last_seal(session)
    sound, unsealed, worked = done(survey("audit", "verify")).splitlines()
    assert f"Sound up to line {seal.last_line}. Last seal: {seal.sha256}" == sound
    assert "Lines that are not sealed yet: 0" == unsealed
    assert re.fullmatch(r"The worker last worked at 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC\.", worked)
    with engine.begin() as connection:
        connection.execute(text("UPDATE audit_line SET action = 'close_round' WHERE action = 'open_round'"))
    refused(survey("audit", "verify"), "The log was altered: the lines from line 1 on ")


def test_a_second_step_is_reset_from_the_terminal(survey, engine):
    refused(survey("people", "reset-factor", "hanta@labour.example"), "Nobody has this address")
    done(survey("people", "add", "hanta@labour.example", "Hanta"))
    assert "" == done(survey("people", "reset-factor", "Hanta@labour.example"))
    lines = audited(engine)
    assert ["add_person", "reset_factors"] == [line.action for line in lines]
    assert {"person": 1, "factors": 0, "sessions_ended": 0} == lines[-1].details
    assert ["factors_changed"] == [letter.kind for letter in letters(engine)]


def test_somebody_is_signed_out_everywhere_from_the_terminal(survey, engine):
    refused(survey("people", "sign-out", "hanta@labour.example"), "Nobody has this address")
    done(survey("people", "add", "hanta@labour.example", "Hanta"))
    assert "" == done(survey("people", "sign-out", "hanta@labour.example"))
    assert {"person": 1, "sessions_ended": 0} == audited(engine)[-1].details


def test_an_address_is_unlocked_from_the_terminal(survey, engine):
    refused(survey("people", "unlock", "hanta@labour.example"), "Nobody has this address")
    done(survey("people", "add", "hanta@labour.example", "Hanta"))
    assert "" == done(survey("people", "unlock", "hanta@labour.example"))
    assert ["add_person", "unlock_address"] == [line.action for line in audited(engine)]
