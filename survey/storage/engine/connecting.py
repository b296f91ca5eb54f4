"""Reaching a database by its address alone, for commands that have no application."""

from __future__ import annotations

from sqlalchemy import Engine, create_engine

from survey.storage.engine.database import options_for, prepare


def engine_for(url: str) -> Engine:
    """The engine of a database, set up as the application's is."""
    engine = create_engine(url, **options_for(url))
    prepare(engine)
    return engine
