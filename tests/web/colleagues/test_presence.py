"""Who else is at work on a section is shown to those who write there, and nobody is locked out."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from survey.storage.engine.database import db, writing
from survey.storage.people.people import Person
from tests.web.reported import number, reporting_on


@pytest.fixture
def world(engine, database_url, tmp_path):
    made = reporting_on(engine, database_url, tmp_path)
    with writing(engine) as session:
        session.execute(
            update(Person)
            .where(Person.id == made.people["contributor"])
            .values(works_at="Ministry of Justice")
        )
    yield made
    with made.app.app_context():
        db.engine.dispose()


def told(typist, section="words"):
    """What the page's script is told of others."""
    return typist.client.get(typist.path(section, "others")).json["others"]


def test_two_who_have_a_section_open_know_of_each_other_with_their_ministry(world):
    contributor = world.signed_in("contributor").open("words")
    focal = world.signed_in("focal").open("words")
    assert "Other people who worked on this section in the last ten minutes: " in focal.words
    assert "(Ministry of Justice). You need not wait" in focal.words
    assert "Ms R." in told(contributor)
    assert "Ministry of Justice" not in told(contributor)


def test_both_can_write(world):
    contributor = world.signed_in("contributor").open("words")
    focal = world.signed_in("focal").open("words")
    assert 303 == focal.press("words", typed={"w.story": "Mine"}).status
    assert 303 == contributor.press("words", typed={"w.laws@one": "yes"}).status
    assert ("Mine", "yes") == (world.value("w.story"), world.value("w.laws", "one"))


def test_after_ten_minutes_nobody_is_named(world):
    world.signed_in("contributor").open("words")
    world.save("colleague", number("w.story", "Theirs"))
    world.later(minutes=9)
    assert "Rado R." in told(world.signed_in("focal")) and "Justice" in told(world.signed_in("focal"))
    world.later(minutes=2)
    assert "" == told(world.signed_in("focal"))


def test_who_saved_without_a_page_is_named_too(world):
    world.save("colleague", number("w.story", "Theirs"))
    assert "Rado R." in world.signed_in("focal").open("words").words
    assert "Rado R." not in world.signed_in("focal").open("figures").words


def test_nobody_is_told_of_oneself(world):
    focal = world.signed_in("focal").open("words")
    world.save("focal", number("w.story", "Mine"))
    assert "" == told(focal)
    assert 'id="others" role="status" hidden' in focal.open("words").page


def test_who_comments_is_told_too_and_who_only_reads_is_neither_told_nor_named(world):
    focal = world.signed_in("focal").open("figures")
    assert "Ms R." in world.signed_in("contributor").open("figures").words
    desk = world.signed_in("desk").open("figures")
    assert 200 == desk.status and "worked on this section" not in desk.words
    assert 404 == desk.client.get(desk.path("figures", "others")).status_code
    assert "desk" not in told(focal, "figures").lower()
