"""Compare the tables of a database with those that the code speaks of, not only their version’s number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, Engine, inspect

from survey.storage.engine.database import db
from survey.storage.engine.tables import ALL


def differences(engine: Engine) -> list[Any]:
    """Return the differences between the tables and the database."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = [*compare_metadata(context, db.metadata)] if ALL else []
        return found or [*_checks_that_differ(connection)]


ADDED = ("remove_table", "remove_index")
"""What a database may have besides: tables of extensions and of others, and an operator's own indexes."""


def places(engine: Engine) -> list[str]:
    """Return where a database differs so that this version cannot work: tables, columns and rules."""
    found = (each for each in differences(engine) if each[0] not in ADDED)
    return [*dict.fromkeys(place for each in found for place in _places_of(each))]


def _checks_that_differ(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """Yield each rule about the values of a table that only the code or only the database has."""
    look = inspect(connection)
    for name, table in db.metadata.tables.items():
        ours = {
            str(rule.name) for rule in table.constraints if isinstance(rule, CheckConstraint) and rule.name
        }
        there = {str(rule["name"]) for rule in look.get_check_constraints(name) if rule["name"]}
        for rule in sorted(ours ^ there):
            yield ("add_check" if rule in ours else "remove_check", name, rule)


def _places_of(difference: Any) -> Iterator[str]:
    """Yield the places that one difference is about; several differences of a column come as a list."""
    if isinstance(difference, list):
        for each in difference:
            yield from _places_of(each)
    elif difference[0].endswith("_check"):
        yield f"{difference[1]} ({difference[2]})"
    elif difference[0].endswith("_table"):
        yield difference[1].name
    elif difference[0].endswith("_column"):
        yield f"{difference[2]}.{difference[3].name}"
    elif difference[0].startswith("modify_"):
        yield f"{difference[2]}.{difference[3]}"
    else:
        yield f"{difference[1].table.name} ({difference[1].name})"
