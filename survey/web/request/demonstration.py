"""Whether this is a demonstration, and whether its data are samples.

The mark in the database is the one truth about the data: pages, files and documents say “sample” where it is.
A demonstration, which shows sample people's buttons and letters to anybody, must be one by its settings, too;
so it never starts on other data.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from survey.storage.engine.database import db
from survey.storage.engine.installation import Installation, is_demo

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy import Engine

FOUND = "survey-is-demonstration"
SAMPLES = "survey-has-samples"
ASK_AGAIN_SECONDS = 60.0
"""Seconds after which a database without the mark is asked again: samples may be put into an empty one."""


class NotADemonstration(Exception):
    """A demonstration was about to start on a database that was not made for demonstrations."""


def is_demonstration() -> bool:
    """Tell whether sample people and letters may be shown; a positive result is remembered."""
    if FOUND not in current_app.extensions and _settings_say_so(current_app) and _says_so(db.engine):
        current_app.extensions[FOUND] = True
    return FOUND in current_app.extensions


def has_samples() -> bool:
    """Tell whether all data here are samples, so that pages and documents must say so."""
    if _settings_say_so(current_app):
        return True
    known = current_app.extensions
    found, asked_at = known.get(SAMPLES, (False, -ASK_AGAIN_SECONDS))
    if not found and monotonic() - asked_at >= ASK_AGAIN_SECONDS:
        found = _says_so_if_it_can(db.engine)
        known[SAMPLES] = (found, monotonic())
    return bool(found)


def _says_so_if_it_can(engine: Engine) -> bool:
    """Ask the mark; a database that cannot be reached shows no data either."""
    try:
        return _says_so(engine)
    except SQLAlchemyError:
        return False


def refuse_real_data(app: Flask) -> None:
    """Refuse to start a demonstration on a database that was not made for it."""
    if not _settings_say_so(app):
        return
    with app.app_context():
        real = _exists(db.engine) and inspect(db.engine).get_table_names() and not _says_so(db.engine)
        db.engine.dispose()  # nobody else takes over what was opened before the server's processes part
    if real:
        raise NotADemonstration(
            "SURVEY_DEMO is 1, but the database was not made for a demonstration. "
            "Take SURVEY_DEMO away, or name another database in SURVEY_DATABASE_URL."
        )


def _settings_say_so(app: Flask) -> bool:
    settings = app.jinja_env.globals["settings"]
    return bool(getattr(settings, "demo", False))


def _says_so(engine: Engine) -> bool:
    if not _exists(engine) or not inspect(engine).has_table(Installation.__tablename__):
        return False
    with Session(engine) as session:
        return is_demo(session)


def _exists(engine: Engine) -> bool:
    """Tell whether the database exists: connecting to a missing SQLite file would create it."""
    file = engine.url.database if engine.dialect.name == "sqlite" else ""
    return not file or Path(file).exists()


def register(app: Flask) -> None:
    """Refuse demonstrations on real data, and tell templates whether there is an outbox."""
    refuse_real_data(app)
    app.jinja_env.globals.update(has_outbox=is_demonstration, has_samples=has_samples)
