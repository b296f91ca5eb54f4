"""The shared parts of commands: settings, database and letters from the environment; refusals as exits."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

import click
from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session

from survey.actions.audit.keys import Keys, keys_from
from survey.actions.backups.upgrading import refuse_other_tables
from survey.actions.context import Context
from survey.actions.mail.office import Office, office_of
from survey.catalogs import Speaker, load_catalogs
from survey.cli import LANG_CHOSEN
from survey.errors import NotFound, Refusal
from survey.languages import LANGUAGES, SOURCE, Language, ReaderLocale
from survey.messages import Message, say
from survey.settings import Settings, read_settings
from survey.storage.engine.connecting import engine_for
from survey.storage.engine.protecting import protect
from survey.storage.rounds.rounds import Round, find_round, forms_with_rounds, rounds_of_year

UNREACHED = say(
    "database/unreached",
    "The database cannot be reached or written. Check SURVEY_DATABASE_URL, and whether the database runs.",
)


@dataclass
class Desk:
    """An installation for commands: its settings and its database."""

    settings: Settings
    engine: Engine

    @cached_property
    def office(self) -> Office:
        """The office that writes letters; it reads the catalogs, which takes time, only when it is needed."""
        return office_of(self.settings)

    @cached_property
    def audit_keys(self) -> Keys:
        """The keys of the audit's seals."""
        return keys_from(self.settings.audit_key)

    @property
    def audit_anchor(self) -> Path | None:
        """The file to which the hash of every seal is added, if there is one."""
        return Path(self.settings.audit_anchor) if self.settings.audit_anchor else None

    @property
    def context(self) -> Context:
        """The context of an action on the command line."""
        return Context(self.now, None, self.office, self.engine)

    @property
    def now(self) -> datetime:
        """The time."""
        return datetime.now(UTC)


@contextmanager
def desk(*, any_schema: bool = False) -> Iterator[Desk]:
    """Open the database; exit with 1 and one sentence if something is refused."""
    try:
        settings = read_settings(os.environ)
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    engine = _engine_of(settings)
    try:
        if not any_schema:
            refuse_other_tables(engine)
        for path in protect(engine, settings.cache):
            click.echo(
                f"Other people can read {path}. Let only its owner read it (chmod go= {path}).", err=True
            )
        yield Desk(settings, engine)
    except Refusal as refusal:
        refuse(in_terminal(refusal.message, settings))
    except OperationalError:
        refuse(in_terminal(UNREACHED, settings))
    finally:
        engine.dispose()


def _engine_of(settings: Settings) -> Engine:
    try:
        return engine_for(settings.database_url)
    except (ArgumentError, ValueError) as wrong:
        raise click.UsageError(
            "SURVEY_DATABASE_URL cannot be read; write sqlite:///file or postgresql://user@host:port/name, "
            "and signs such as @ or / in a password as %40 or %2F."
        ) from wrong


def in_terminal(message: Message, settings: Settings) -> str:
    """Say a message in the language of the terminal."""
    language = terminal_language(os.environ)
    if language is SOURCE:
        return str(message)
    speaker = Speaker(language, ReaderLocale(language), load_catalogs(settings.translations))
    return str(speaker.say(message))


def terminal_language(environment: Mapping[str, str]) -> Language:
    """Return the language of `survey --lang`, or else of the environment, as gettext reads it."""
    context = click.get_current_context(silent=True)
    chosen = context.find_root().meta.get(LANG_CHOSEN) if context else None
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    code = chosen or next(filter(None, names), "")
    return LANGUAGES.get(code.partition(".")[0].partition("_")[0], SOURCE)


def refuse(sentence: str) -> None:
    """Print why nothing was done, and exit with 1."""
    click.echo(sentence, err=True)
    sys.exit(1)


def tell(sentence: str) -> None:
    """Print what was done, to a terminal only."""
    if sys.stdout.isatty():
        click.echo(sentence)


def round_of(session: Session, year: int, form: str | None) -> Round:
    """Return the round of a year; if several forms have one, the round of the named form."""
    if form is not None:
        found = find_round(session, form, year)
        if found is None:
            raise NotFound(
                say("desk/no-round-of", "There is no round of “{form}” in {year}.", form=form, year=str(year))
            )
        return found
    there = rounds_of_year(session, year)
    if not there:
        raise NotFound(say("desk/no-round", "There is no round in {year}. Open one first.", year=str(year)))
    if len(there) > 1:
        raise Refusal(
            say(
                "desk/several",
                "Several questionnaires have a round in {year}: {forms}. Say which with “--form”.",
                year=str(year),
                forms=", ".join(round_.form for round_ in there),
            )
        )
    return there[0]


def form_of(session: Session, form: str | None) -> str:
    """Return the named form if it has rounds; without a name, the only form that has."""
    there = forms_with_rounds(session)
    if form is not None and form in there:
        return form
    if form is not None or not there:
        raise NotFound(say("desk/no-rounds", "There is no round of this questionnaire. Open one first."))
    if len(there) > 1:
        raise Refusal(
            say(
                "desk/several-forms",
                "Several questionnaires have rounds: {forms}. Say which with “--form”.",
                forms=", ".join(there),
            )
        )
    return there[0]


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows as lines with aligned columns."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def day(written: datetime) -> date:
    """Return the day that was given on the command line."""
    return written.date()


DAY = click.DateTime(["%Y-%m-%d"])
FORM = click.option("--form", default=None, help="Which form, where several share the year.")
