"""Connecting to a database by its address, for commands that have no application."""

from __future__ import annotations

from sqlalchemy import Engine, create_engine

from survey.storage.engine.database import options_for, prepare
from survey.storage.engine.deadlines import DEADLINES, Deadlines


def engine_for(url: str, deadlines: Deadlines = DEADLINES) -> Engine:
    """Return the engine of a database, set up like the application's."""
    engine = create_engine(url, **options_for(url, deadlines))
    prepare(engine)
    return engine
