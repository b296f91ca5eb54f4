"""The queries of a round in one list: for each reader what they may follow; the counts that lead there."""

import pytest

from survey.storage.engine.database import db
from tests.web.queries.test_queries import asked, number_of
from tests.web.reviewed import accept_it, put, reviewed_on
from tests.web.world import Counting


@pytest.fixture
def world(engine, database_url, tmp_path):
    made = reviewed_on(engine, database_url, tmp_path)
    yield made
    with made.app.app_context():
        db.engine.dispose()


def see(world, who, lang="en", year=2020):
    """Open the list of a round."""
    typist = world.signed_in(who, lang)
    return typist._keep(typist.client.get(f"/{lang}/rounds/{world.form}/{year}/queries"))


def home(world, who):
    typist = world.signed_in(who)
    return typist._keep(typist.client.get("/en/home"))


@pytest.mark.parametrize("who", ["reviewer", "world_reviewer", "desk", "focal", "colleague"])
def test_whoever_may_follow_a_query_finds_it_in_the_list_of_the_round(world, who):
    query = asked(world, "f.number", words="De quelle année ?", lang="fr")
    page = see(world, who)
    assert "Awaiting a reply (1)" in page.words and "Madagascar · Persons reached" in page.words
    assert 'lang="fr" dir="auto">De quelle année ?' in page.page
    assert f'href="{page.path("queries", number_of(query))}"' in page.page


@pytest.mark.parametrize("who", ["stranger", "other_reviewer"])
def test_others_find_nothing(world, who):
    asked(world, "f.number")
    page = see(world, who)
    assert "No query of this round" in page.words
    assert "Madagascar" not in page.words


def test_a_contributor_finds_those_about_the_sections_that_were_given(world):
    for place in ("f.number", "l.steps"):
        asked(world, place, words=f"About {place}")
    words = see(world, "contributor").words
    assert "About f.number" in words and "About l.steps" not in words


def test_a_query_moves_from_list_to_list_and_leaves_it_when_it_is_closed(world):
    query = number_of(asked(world, "f.number"))
    focal = world.signed_in("focal").open("queries", query)
    put(focal, "queries", query, move="reply", saw=1, words="In 2019.")
    assert "Answered (1)" in see(world, "reviewer").words
    put(world.signed_in("reviewer").open("queries", query), "queries", query, move="close", saw=2)
    assert "No query of this round" in see(world, "reviewer").words
    assert "No query of this round" in see(world, "reviewer", year=2019).words


@pytest.mark.parametrize("who", ["focal", "reviewer", "desk"])
def test_the_first_page_counts_queries_even_of_a_report_that_is_accepted(world, who):
    assert "quer" not in home(world, who).words
    asked(world, "f.number")
    accept_it(world)
    page = home(world, who)
    assert "1 query awaits a reply" in page.words
    assert f'href="{page.path("queries")}"' in page.page
    assert (who != "focal") == ("Queries of the round" in page.words)
    assert "You have no tasks at present" not in page.words and "nothing more to do" not in page.words


def test_nobody_is_told_of_queries_that_they_may_not_follow(world):
    asked(world, "l.steps")
    for who in ("contributor", "stranger", "other_reviewer"):
        assert "quer" not in home(world, who).words


def test_both_pages_take_few_queries(world):
    asked(world, "f.number")
    see(world, "desk")
    with Counting(world.app) as counting:
        assert 200 == see(world, "desk").status
    assert len(counting.asked) <= 12
    with Counting(world.app) as counting:
        assert 200 == home(world, "desk").status
    assert len(counting.asked) <= 12
