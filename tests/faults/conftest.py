"""Somebody who types, for each fault."""

import pytest

from tests.faults.typist import Typist


@pytest.fixture
def typist(engine, database_url, tmp_path):
    made = Typist(engine, database_url, tmp_path)
    yield made
    made.own_engine.dispose()
