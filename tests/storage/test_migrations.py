"""Migrations run both ways on both databases, and leave exactly the tables that the code speaks of."""

from sqlalchemy import create_engine, inspect

from survey.storage import migrating
from survey.storage.database import options_for, prepare


def test_migrations_lead_to_the_tables_of_the_code(engine):
    assert [] == migrating.differences(engine)
    assert migrating.newest() == migrating.current(engine)


def test_migrations_lead_back_to_an_empty_database(engine):
    migrating.downgrade(engine)
    assert {"alembic_version"} == set(inspect(engine).get_table_names())


def test_migrations_may_be_run_again(engine):
    migrating.upgrade(engine)
    migrating.downgrade(engine)
    migrating.upgrade(engine)
    assert [] == migrating.differences(engine)


def test_an_empty_database_differs(database_url):
    engine = create_engine(database_url, **options_for(database_url))
    prepare(engine)
    assert [] != migrating.differences(engine)
    engine.dispose()
