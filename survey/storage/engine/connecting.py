"""Connecting to a database by its address, for commands that have no application."""

from __future__ import annotations

from sqlalchemy import Engine, create_engine

from survey.storage.engine.database import options_for, prepare


def engine_for(url: str) -> Engine:
    """Return the engine of a database, set up like the application's."""
    engine = create_engine(url, **options_for(url))
    prepare(engine)
    return engine
