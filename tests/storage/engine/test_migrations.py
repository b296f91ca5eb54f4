"""Migrations run both ways on both databases, and leave exactly the tables that the code speaks of."""

import pytest
from sqlalchemy import inspect

from survey.storage.engine import comparing, migrating
from survey.storage.engine.connecting import engine_for


@pytest.fixture
def empty(empty_database_url):
    made = engine_for(empty_database_url)
    yield made
    made.dispose()


def test_migrations_lead_to_the_tables_of_the_code(engine):
    assert [] == comparing.differences(engine)
    assert migrating.newest() == migrating.current(engine)


def test_migrations_lead_back_to_an_empty_database(engine):
    migrating.downgrade(engine)
    assert {"alembic_version"} == set(inspect(engine).get_table_names())


def test_migrations_may_be_run_again(engine):
    migrating.upgrade(engine)
    migrating.downgrade(engine)
    migrating.upgrade(engine)
    assert [] == comparing.differences(engine)


def test_an_empty_database_differs(empty):
    assert [] != comparing.differences(empty)


def test_an_empty_database_is_brought_up_to_date(empty):
    migrating.upgrade(empty)
    assert [] == comparing.differences(empty)
