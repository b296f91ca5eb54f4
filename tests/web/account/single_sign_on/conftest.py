"""A provider, and a world whose people have accounts there."""

import pytest

from survey.storage.engine.database import db
from tests.actions.single_sign_on.conftest import provider, running_provider
from tests.actions.single_sign_on.provider import CLIENT, SECRET
from tests.web.world import world_on

FILE = """\
ministry:
  name: Ministry of Labour
  issuer: {issuer}
  client_id: {client}
  client_secret: {secret}
  domains: [example.org]
  {more}
"""


__all__ = ["provider", "running_provider"]


@pytest.fixture
def world_with(engine, database_url, provider, tmp_path):
    """Make a world with the provider, and further lines about it."""
    made = []

    def make(more="mail_links: true", **settings):
        file = tmp_path / "providers.yaml"
        text = FILE.format(issuer=provider.issuer, client=CLIENT, secret=SECRET, more=more)
        file.write_text(text, encoding="utf-8")
        world = world_on(
            engine,
            database_url,
            sign_in_providers=str(file),
            base_url="http://localhost",
            **settings,
        )
        made.append(world)
        return world

    yield make
    for world in made:
        with world.app.app_context():
            db.engine.dispose()


@pytest.fixture
def world(world_with):
    return world_with()
