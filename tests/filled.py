"""What an expensive beginning leaves in a database is kept, and copied into the next empty database.

A worker makes each beginning once on each sort of database.
"""

import pickle

from sqlalchemy import func, select, text

from survey.storage.engine.database import db
from survey.storage.engine.tables import ALL

assert ALL, "every table is known"
KEPT = {}


def filled(engine, key, fill):
    """Fill an empty database by `fill()`, or as `fill()` left one before; return what it returned, a copy."""
    place = (engine.dialect.name, key)
    if place not in KEPT:
        made = fill()
        KEPT[place] = (pickle.dumps(made), rows_in(engine), sequences_of(engine))
        return made
    made, rows, sequences = KEPT[place]
    write(engine, rows, sequences)
    return pickle.loads(made)


def rows_in(engine):
    """All rows of all tables that have any."""
    with engine.connect() as connection:
        found = {
            table: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in db.metadata.sorted_tables
        }
    return {table: rows for table, rows in found.items() if rows}


def sequences_of(engine):
    """The last number that each sequence of PostgreSQL gave."""
    if engine.dialect.name != "postgresql":
        return {}
    asked = text("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
    with engine.connect() as connection:
        return {row.sequencename: row.last_value for row in connection.execute(asked)}


def write(engine, rows, sequences):
    """Put rows into empty tables, and let sequences go on where they were."""
    with engine.begin() as connection:
        for table, found in rows.items():
            connection.execute(table.insert(), found)
        if sequences:
            connection.execute(select(*(func.setval(name, last) for name, last in sequences.items())))
