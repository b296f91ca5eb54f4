"""The settings of an installation: one environment variable per option, or one line of a settings file.

A test compares the table in docs/operator.md with this file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from survey import setting_checks as checks
from survey.settings_file import can_be_read_by_others, lines_of_file

_HERE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Return the folder of forms, translations or migrations, of the working tree or of the wheel."""
    beside = _HERE.parent / name
    return beside if beside.is_dir() else _HERE / "_data" / name


FILE = "SURVEY_SETTINGS"
"""The environment variable that names the settings file; it cannot stand in the file itself."""


def _option(
    help_text: str, default: Any, *, secret: bool = False, check: Callable[[Any], str] | None = None
) -> Any:
    return field(
        default_factory=default if callable(default) else lambda: default,
        metadata={"help": help_text, "check": check},
        repr=not secret,
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """All options of an operator; the defaults suit a trial on a local machine."""

    settings: str = _option("File with settings, one a line; environment variables come before it", "")
    forms: Path = _option(
        "Folder of the questionnaire files", lambda: data_folder("forms"), check=checks.folder
    )
    translations: Path = _option(
        "Folder of the catalogs", lambda: data_folder("translations"), check=checks.folder
    )
    database_url: str = _option(
        "Address of the database: sqlite:///file or postgresql://user@host/name",
        lambda: f"sqlite:///{Path.cwd() / 'survey.sqlite3'}",
        secret=True,
        check=checks.database,
    )
    cache: Path = _option(
        "Folder of finished exports, which can be thrown away at any time",
        lambda: Path.cwd() / "instance" / "files",
    )
    cache_mb: int = _option("How much room finished exports may take, in megabytes", 500)
    file_processes: int = _option("How many files are made at the same time on this machine", 2)
    file_mb: int = _option("How much memory the making of a file may take, in megabytes", 3000)
    file_seconds: int = _option("How long the making of a file may take, in seconds", 600)
    partnership: str = _option("Name of the partnership, shown in the page's head", "Pathfinder Survey")
    mirror: bool = _option("Offer the right-to-left tester's language (1 or 0)", False)
    demo: bool = _option("Let anybody sign in as a sample person, in a demonstration only (1 or 0)", False)
    base_url: str = _option(
        "Address of the pages, as people see it", "http://127.0.0.1:8087", check=checks.address_of_pages
    )
    trusted_proxies: str = _option(
        "Networks of the proxies that are believed when they name a client", "", check=checks.networks
    )
    smtp_host: str = _option("Mail server; without one, e-mails are kept and not sent", "")
    smtp_port: int = _option("Port of the mail server", 25, check=checks.port)
    smtp_starttls: bool = _option("Speak to the mail server in TLS, by STARTTLS (1 or 0)", True)
    smtp_user: str = _option("Name to sign in to the mail server with; none signs in nowhere", "")
    smtp_password: str = _option("Password to sign in to the mail server with", "", secret=True)
    smtp_sender: str = _option("Address that e-mails come from", "", check=checks.mail_address)
    audit_key: str = _option(
        "Keys of the audit’s seals, the newest first, or @ and a file that holds them; none: no key",
        "",
        secret=True,
    )
    audit_anchor: str = _option(
        "File outside of the database to which the hash of every seal is added; none: no anchor", ""
    )
    second_factor: str = _option(
        "Whether secretariat, administrators and reviewers must set up a second factor: required or offered",
        "required",
        check=checks.second_factor,
    )
    confirm_minutes: int = _option(
        "After how many minutes a person confirms again that it is them before an important step; 0: never",
        30,
    )
    secret_file: Path = _option(
        "File with the secret key of the installation, made when it is first needed",
        lambda: Path.cwd() / "instance" / "secret.key",
    )
    session_idle_minutes: int = _option("Minutes without use after which a session ends", 720)
    session_hours: int = _option("Hours after which a session ends, however much it is used", 168)
    new_device_letters: bool = _option("Write to people who sign in on a new device (1 or 0)", True)
    sign_in_providers: str = _option("File of the providers of single sign-on; none offers it to nobody", "")
    hold_after: int = _option(
        "Annual reviews without progress after which a hold may be considered; 0: never", 2
    )
    hold_consecutive: bool = _option("Whether these reviews must follow one another (1 or 0)", True)
    reply_to: str = _option(
        "Address that answers to e-mails go to; none leaves them to the sender", "", check=checks.mail_address
    )


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings from environment variables `SURVEY_<NAME>` and the file that one of them names.

    A variable counts more than a line of the file. Unknown names and wrong values are refused.
    """
    known = {f"SURVEY_{option.name.upper()}": option for option in fields(Settings)}
    given = {**_in_file(environment.get(FILE, ""), known), **_ours(environment)}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ValueError(f"Unknown setting {unknown[0]}; the settings are {', '.join(sorted(known))}.")
    chosen: dict[str, Any] = {
        known[name].name: _checked(known[name], name, value) for name, value in given.items()
    }
    settings = Settings(**chosen)
    if settings.smtp_host and not settings.smtp_sender:
        raise ValueError("SURVEY_SMTP_HOST names a mail server, so SURVEY_SMTP_SENDER must name a sender.")
    return settings


def _ours(given: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in given.items() if name.startswith("SURVEY_")}


def _in_file(file: str, known: Mapping[str, Field[Any]]) -> dict[str, str]:
    """Read the settings file; refuse one that tells everybody on the machine a password."""
    if not file:
        return {}
    found = _ours(lines_of_file(Path(file)))
    if FILE in found:
        raise ValueError(f"{FILE} cannot stand in the settings file.")
    secret = [name for name, value in found.items() if name in known and _is_secret(known[name], value)]
    if secret and can_be_read_by_others(Path(file)):
        raise ValueError(
            f"The settings file '{file}' holds {secret[0]} and can be read by everybody; "
            "take that right away (chmod o-rwx)."
        )
    return found


def _is_secret(option: Field[Any], value: str) -> bool:
    """Tell whether a value is secret; the address of a database is if it holds a password."""
    if option.name == "database_url":
        return ":" in value.partition("://")[2].rpartition("@")[0] or "password=" in value
    return not option.repr and bool(value)


def _checked(option: Field[Any], name: str, value: str) -> object:
    """Return a value of its type, or refuse it with a sentence."""
    typed = _typed(option.type, name, value)
    check = option.metadata["check"]
    if complaint := check(typed) if check else "":
        raise ValueError(f"{name} {complaint}")
    return typed


def environment_of(settings: Settings) -> dict[str, str]:
    """Return the environment variables from which another process reads the same settings."""
    values = {option.name: getattr(settings, option.name) for option in fields(Settings)}
    return {
        f"SURVEY_{name.upper()}": str(int(value) if isinstance(value, bool) else value)
        for name, value in values.items()
    }


def _typed(kind: object, name: str, value: str) -> object:
    if kind == "Path":
        return Path(value)
    if kind == "bool":
        if value not in ("0", "1"):
            raise ValueError(f"{name} is '{value}'; write 1 for yes or 0 for no.")
        return value == "1"
    if kind == "int":
        if not value.isascii() or not value.isdigit():
            raise ValueError(f"{name} is '{value}'; write a whole number.")
        return int(value)
    return value
