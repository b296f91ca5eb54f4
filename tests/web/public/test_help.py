"""Help is for everybody, whoever is signed in or not, and says nothing that the code does not do."""

import pytest

from survey.actions.people.sessions import USUAL
from survey.actions.people.signing_in import LINK_LASTS
from survey.storage.engine.database import db
from survey.web.public.help import FILLING_IN, READING
from tests.web.world import world_on


@pytest.fixture
def world(engine, database_url):
    made = world_on(engine, database_url)
    yield made
    with made.app.app_context():
        db.engine.dispose()


def test_help_is_one_click_from_every_page_and_names_its_topics(world):
    walker = world.browser()
    walker.open("/en/")
    assert 'href="/en/help"' in walker.page
    assert 200 == walker.open("/en/help").status
    for topic in (*FILLING_IN, *READING):
        assert f'href="#{topic.name}"' in walker.page
        assert f'<h3 id="{topic.name}">' in walker.page


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_help_says_how_long_links_and_sessions_last(world, lang):
    walker = world.browser()
    walker.open(f"/{lang}/help")
    for number in (LINK_LASTS.seconds // 60, USUAL.idle.seconds // 3600, USUAL.at_most.days):
        assert f" {number} " in walker.words.replace("\xa0", " "), number
