"""The settings of an installation: one environment variable per option.

A test compares the table in docs/operator.md with this file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent


def data_folder(name: str) -> Path:
    """Return the folder of forms, translations or migrations, of the working tree or of the wheel."""
    beside = _HERE.parent / name
    return beside if beside.is_dir() else _HERE / "_data" / name


def _option(help_text: str, default: Any, *, secret: bool = False) -> Any:
    return field(
        default_factory=default if callable(default) else lambda: default,
        metadata={"help": help_text},
        repr=not secret,
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """All options of an operator; the defaults suit a trial on a local machine."""

    forms: Path = _option("Folder of the questionnaire files", lambda: data_folder("forms"))
    translations: Path = _option("Folder of the catalogs", lambda: data_folder("translations"))
    database_url: str = _option(
        "Address of the database: sqlite:///file or postgresql://user@host/name",
        lambda: f"sqlite:///{Path.cwd() / 'survey.sqlite3'}",
        secret=True,
    )
    cache: Path = _option(
        "Folder of finished exports, which can be thrown away at any time",
        lambda: Path.cwd() / "instance" / "files",
    )
    cache_mb: int = _option("How much room finished exports may take, in megabytes", 500)
    partnership: str = _option("Name of the partnership, shown in the page's head", "Pathfinder Survey")
    mirror: bool = _option("Offer the right-to-left tester's language (1 or 0)", False)
    demo: bool = _option("Let anybody sign in as a sample person, in a demonstration only (1 or 0)", False)
    base_url: str = _option("Address of the pages, for the links in e-mails", "http://127.0.0.1:8087")
    smtp_host: str = _option("Mail server; without one, e-mails are kept and not sent", "")
    smtp_port: int = _option("Port of the mail server", 25)
    smtp_starttls: bool = _option("Speak to the mail server in TLS, by STARTTLS (1 or 0)", True)
    smtp_user: str = _option("Name to sign in to the mail server with; none signs in nowhere", "")
    smtp_password: str = _option("Password to sign in to the mail server with", "", secret=True)
    smtp_sender: str = _option("Address that e-mails come from", "")
    session_idle_minutes: int = _option("Minutes without use after which a session ends", 720)
    session_hours: int = _option("Hours after which a session ends, however much it is used", 168)
    new_device_letters: bool = _option("Write to people who sign in on a new device (1 or 0)", True)
    sign_in_providers: str = _option("File of the providers of single sign-on; none offers it to nobody", "")
    hold_after: int = _option(
        "Annual reviews without progress after which a hold may be considered; 0: never", 2
    )
    hold_consecutive: bool = _option("Whether these reviews must follow one another (1 or 0)", True)
    reply_to: str = _option("Address that answers to e-mails go to; none leaves them to the sender", "")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings from environment variables `SURVEY_<NAME>`; refuse unknown names."""
    known = {f"SURVEY_{option.name.upper()}": option for option in fields(Settings)}
    given = {name: value for name, value in environment.items() if name.startswith("SURVEY_")}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ValueError(f"Unknown setting {unknown[0]}; the settings are {', '.join(sorted(known))}.")
    chosen: dict[str, Any] = {
        known[name].name: _typed(known[name].type, name, value) for name, value in given.items()
    }
    return Settings(**chosen)


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
