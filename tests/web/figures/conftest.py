"""A world of figures that is only read: two rounds of small reports."""

import pytest
from sqlalchemy import create_engine

from survey.storage.engine import migrating
from survey.storage.engine.database import options_for, prepare
from tests.web.figured import COUNTRIES, closed, figured_on

ACCEPTED = COUNTRIES[:9]


def filled(engine, url, folder):
    made = figured_on(engine, url, folder)
    made.fill(2019, *COUNTRIES).fill(2020, *ACCEPTED).fill(2020, "VNM", state="submitted")
    return made.fill(2020, "ALB", state="draft").release()


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A world that is only read: made once, as reading changes nothing."""
    folder = tmp_path_factory.mktemp("figures")
    url = f"sqlite:///{folder}/survey.sqlite3"
    engine = create_engine(url, **options_for(url))
    prepare(engine)
    migrating.upgrade(engine)
    made = filled(engine, url, folder)
    yield made
    closed(made)
    engine.dispose()
