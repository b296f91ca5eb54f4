"""Which database it is, in words for operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.storage.engine.database import connection_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def version_of_database(session: Session) -> str:
    """Return the name and version of the database."""
    connection = connection_of(session)
    dialect = connection.dialect
    info = dialect.server_version_info or dialect.loaded_dbapi.sqlite_version_info
    name = "SQLite" if dialect.name == "sqlite" else "PostgreSQL"
    return f"{name} {'.'.join(map(str, info))}"
