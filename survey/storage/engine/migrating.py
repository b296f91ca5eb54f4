"""Migrating a database to the schema of this version or back, and comparing tables with migrations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from survey.settings import data_folder
from survey.storage.engine.database import db, file_of
from survey.storage.engine.deadlines import refusing_when_late
from survey.storage.engine.tables import ALL


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring a database up to a revision, in one transaction."""
    with refusing_when_late(), engine.begin() as connection:
        _take_time(connection)
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take a database back to a revision, in one transaction."""
    with refusing_when_late(), engine.begin() as connection:
        _take_time(connection)
        command.downgrade(_config(connection), revision)


def _take_time(connection: Connection) -> None:
    """Let a migration compute for as long as it must; it still waits for nobody's lock without end."""
    if connection.dialect.name == "postgresql":
        for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.execute(text(f"SET LOCAL {name} = 0"))


def current(engine: Engine) -> str | None:
    """Return the revision of a database; looking for it makes no file."""
    file = file_of(engine)
    if file and not Path(file).exists():
        return None
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """Return the newest revision."""
    return ScriptDirectory(str(_folder())).get_current_head()


def differences(engine: Engine) -> list[Any]:
    """Return the differences between the tables and the database."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [*compare_metadata(context, db.metadata)] if ALL else []


def write_revision(engine: Engine, message: str, revision: str) -> None:
    """Write a migration that makes up for the differences, for a developer to check."""
    with engine.begin() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=revision)


def _folder() -> Path:
    return data_folder("migrations")


def _config(connection: Any) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_folder()))
    config.attributes["connection"] = connection
    return config
