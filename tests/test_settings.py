"""Settings: from the environment and from a file; what is wrong ends with a sentence and makes nothing."""

import pytest
from click.testing import CliRunner

from survey.cli import main
from survey.settings import read_settings


def said(environment):
    with pytest.raises(ValueError, match=r"SURVEY_|settings file") as refused:
        read_settings(environment)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DATABASE_URL", "nonsense", "write sqlite:///file or postgresql://"),
        ("DATABASE_URL", "postgres://user@host/name", "write 'postgresql://'"),
        ("DATABASE_URL", "sqlite:////nowhere/at/all.db", "make the folder first"),
        ("FORMS", "/nowhere", "no folder"),
        ("TRANSLATIONS", "/nowhere", "no folder"),
        ("SMTP_PORT", "99999", "from 1 to 65535"),
        ("SMTP_PORT", "0", "from 1 to 65535"),
        ("SMTP_HOST", "mail.example.org", "SURVEY_SMTP_SENDER"),
        ("SMTP_SENDER", "nobody", "e-mail address"),
        ("REPLY_TO", "nobody", "e-mail address"),
        ("BASE_URL", "nonsense", "https://survey.example.org"),
        ("BASE_URL", "ftp://survey.example.org", "https://survey.example.org"),
        ("BASE_URL", "https://survey.example.org:99999", "https://survey.example.org"),
        ("BASE_URL", "https://a@survey.example.org", "https://survey.example.org"),
        ("BASE_URL", "https://survey.example.org/path", "without a path"),
        ("TRUSTED_PROXIES", "everybody", "10.0.0.0/8"),
        ("TRUSTED_PROXIES", "10.0.0.1/8", "10.0.0.0/8"),
        ("NONSENSE", "1", "Unknown setting"),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence(name, value, words):
    complaint = said({f"SURVEY_{name}": value})
    assert words in complaint and complaint.endswith(".")


@pytest.mark.parametrize(
    "given",
    [
        {"DATABASE_URL": "sqlite://"},
        {"DATABASE_URL": "sqlite:///survey.sqlite3"},
        {"DATABASE_URL": "postgresql://user:p%40ss@/name?host=a&host=b"},
        {"BASE_URL": "https://survey.example.org/"},
        {"BASE_URL": "http://[::1]:8087"},
        {"TRUSTED_PROXIES": "127.0.0.1, ::1,10.0.0.0/8"},
        {"SMTP_HOST": "mail.example.org", "SMTP_SENDER": "survey@example.org"},
    ],
)
def test_a_right_value_is_taken(given):
    settings = read_settings({f"SURVEY_{name}": value for name, value in given.items()})
    assert {*given.values()} == {str(getattr(settings, name.lower())) for name in given}


def test_the_address_of_a_database_is_not_repeated(monkeypatch):
    secret = "mysql://user:secret@host/name"
    assert "secret" not in said({"SURVEY_DATABASE_URL": secret})
    monkeypatch.setenv("SURVEY_DATABASE_URL", "postgresql://user:secret@host:port/name")
    outcome = CliRunner().invoke(main, ["db", "status"])
    assert 2 == outcome.exit_code
    assert "SURVEY_DATABASE_URL cannot be read" in outcome.stderr and "secret" not in outcome.stderr


FILE = """# as systemd reads it
; and this is a comment too
PGPASSWORD=elsewhere
SURVEY_PARTNERSHIP = "The \\"Alliance\\""
SURVEY_SMTP_SENDER='a b@example.org'

SURVEY_CACHE_MB=7
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "survey.env"
    path.write_text(FILE.replace("a b@", "a@"), encoding="utf-8")
    path.chmod(0o640)
    return path


def test_settings_are_read_from_a_file_and_the_environment_counts_more(file):
    settings = read_settings({"SURVEY_SETTINGS": str(file), "SURVEY_CACHE_MB": "8"})
    assert ('The "Alliance"', "a@example.org", 8) == (
        settings.partnership, settings.smtp_sender, settings.cache_mb
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nonsense", "Line 1 of the settings file"),
        ("SURVEY_PARTNERSHIP='open", "quotation mark"),
        ("SURVEY_NONSENSE=1", "Unknown setting SURVEY_NONSENSE"),
        ("SURVEY_SETTINGS=/etc/other", "cannot stand in the settings file"),
    ],
)
def test_a_wrong_line_is_refused(file, line, words):
    file.write_text(line, encoding="utf-8")
    assert words in said({"SURVEY_SETTINGS": str(file)})


def test_a_file_that_is_missing_or_unreadable_is_refused(file, tmp_path):
    assert "No such file" in said({"SURVEY_SETTINGS": str(tmp_path / "nothing")})
    file.write_bytes(b"\xff")
    assert "UTF-8" in said({"SURVEY_SETTINGS": str(file)})


@pytest.mark.parametrize(
    "secret", ["SURVEY_SMTP_PASSWORD=secret", "SURVEY_DATABASE_URL=postgresql://user:secret@host/name"]
)
def test_a_file_with_a_password_that_everybody_reads_is_refused(file, secret):
    file.write_text(secret, encoding="utf-8")
    assert "secret" in str(vars_of(read_settings({"SURVEY_SETTINGS": str(file)})))
    file.chmod(0o644)
    complaint = said({"SURVEY_SETTINGS": str(file)})
    assert "chmod o-rwx" in complaint and "secret" not in complaint


def vars_of(settings):
    return [settings.smtp_password, settings.database_url]


def test_a_file_without_a_password_may_be_read_by_everybody(file):
    file.chmod(0o644)
    assert 7 == read_settings({"SURVEY_SETTINGS": str(file)}).cache_mb


@pytest.mark.parametrize("command", [["db", "status"], ["people", "list"]], ids=lambda words: words[0])
def test_looking_for_a_database_makes_nothing(tmp_path, monkeypatch, command):
    monkeypatch.setenv("SURVEY_DATABASE_URL", f"sqlite:///{tmp_path / 'none.sqlite3'}")
    assert 1 == CliRunner().invoke(main, command).exit_code
    assert [] == [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    "options", [["--workers", "0"], ["--threads", "0"], ["--port", "99999"]], ids=lambda words: words[0]
)
def test_serving_refuses_numbers_that_make_no_sense(options):
    outcome = CliRunner().invoke(main, ["serve", *options])
    assert 2 == outcome.exit_code
    assert "is not in the range" in outcome.stderr


def test_serving_refuses_an_address_that_is_not_here(sqlite_template, monkeypatch):
    monkeypatch.setenv("SURVEY_DATABASE_URL", f"sqlite:///{sqlite_template}")
    outcome = CliRunner().invoke(main, ["serve", "--host", "192.0.2.1"])
    assert 1 == outcome.exit_code
    assert "Nothing can listen at 192.0.2.1" in outcome.stderr
