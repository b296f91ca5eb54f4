"""Queries on pages: asked beside an answer, seen at the question, replied to in another language."""

import pytest

from survey.storage.engine.database import db
from tests.web.reported import number
from tests.web.reviewed import give_back, hidden, letters_to, put, reviewed_on, submit_again
from tests.web.world import Counting


@pytest.fixture
def world(engine, database_url, tmp_path):
    made = reviewed_on(engine, database_url, tmp_path)
    yield made
    with made.app.app_context():
        db.engine.dispose()


def asked(world, *place, words="Which year?", who="reviewer", lang="en"):
    """Ask as a reviewer does; the page that follows is the query's."""
    typist = world.signed_in(who, lang).open("ask", *place)
    return put(typist, "ask", *place, words=words).follow()


def number_of(typist):
    return typist.response.request.path.rpartition("/")[2]


def test_a_query_is_asked_beside_the_answer_and_replied_to_in_another_language(world):
    reader = world.signed_in("reviewer", "fr").open("figures")
    assert f'href="{reader.path("ask", "f.number")}"' in reader.page
    query = number_of(asked(world, "f.number", words="De quelle année ?", lang="fr"))
    focal = world.signed_in("focal", "es").open("figures")
    assert "De quelle année ?" in focal.words
    assert f'href="{focal.path("queries", query)}"' in focal.page
    focal.open("queries", query)
    assert '<p class="long" lang="fr" dir="auto">De quelle année ?</p>' in focal.page
    assert "14" in focal.words
    put(focal, "queries", query, move="reply", saw=1, words="De 2019.").follow()
    assert 200 == focal.status
    reader.open("queries", query)
    assert '<p class="long" lang="es" dir="auto">De 2019.</p>' in reader.page
    put(reader, "queries", query, move="close", saw=hidden(reader, "saw")).follow()
    assert "De quelle année ?" not in world.signed_in("focal", "es").open("figures").words
    assert "De quelle année ?" in world.signed_in("focal", "es").open("queries", query).words


def test_a_query_about_a_row_and_one_about_an_entry_are_named_after_them(world):
    assert "Second law: Laws" in asked(world, "w.laws", "two").words
    entry = world.kept().replies.entries["l.steps"][1]
    assert "Steps, number 2" in asked(world, "l.steps", entry).words
    focal = world.signed_in("focal").open("words")
    assert "Second law: Laws" in focal.words


def test_what_was_asked_about_stands_beside_what_was_submitted_since(world):
    query = number_of(asked(world, "f.number"))
    give_back(world)
    world.save("focal", number("f.number", 20.0))
    reader = world.signed_in("reviewer").open("queries", query)
    assert "(submission number 1) 14" in reader.words and "number 2" not in reader.words
    submit_again(world)
    words = world.signed_in("reviewer").open("queries", query).words
    assert "(submission number 1) 14" in words
    assert "(submission number 2) 20" in words


def test_while_a_report_is_returned_a_reviewer_reads_queries_and_no_draft(world):
    query = number_of(asked(world, "w.story"))
    give_back(world)
    world.save("focal", number("w.story", "A secret draft."))
    reader = world.signed_in("reviewer")
    for parts in (("queries",), ("queries", query)):
        assert 200 == reader.open(*parts).status
        assert "secret" not in reader.page
    assert [404, 404] == [reader.open(*parts).status for parts in (("words",), ("ask", "w.story"))]


def test_a_contributor_sees_the_queries_of_the_sections_given(world):
    figures, words, lists = (
        number_of(asked(world, place, words=f"About {place}?")) for place in ("f.text", "w.story", "l.steps")
    )
    helper = world.signed_in("contributor").open("queries")
    assert "About f.text?" in helper.words and "About w.story?" in helper.words
    assert "About l.steps?" not in helper.words
    assert [200, 200, 404] == [helper.open("queries", one).status for one in (figures, words, lists)]
    helper.open("queries", figures)
    assert 404 == put(helper, "queries", lists, move="reply", saw=1, words="Hello").status


def test_nobody_else_reads_queries(world):
    query = number_of(asked(world, "f.text"))
    for who in ("other_reviewer", "stranger"):
        typist = world.signed_in(who)
        for parts in (("queries",), ("queries", query), ("ask", "f.text")):
            assert 404 == typist.open(*parts).status
    assert 404 == world.signed_in("focal").open("ask", "f.text").status


def test_what_cannot_be_asked_about_is_not_there(world):
    reader = world.signed_in("reviewer")
    for place in (("x",), ("f.text", "one"), ("w.laws",), ("w.laws", "three"), ("l.steps.name",)):
        assert 404 == reader.open("ask", *place).status
    reader.open("ask", "f.text")
    assert 404 == put(reader, "ask", "w.laws", "three", words="Why?").status
    assert "?" not in world.signed_in("focal").open("queries").words


def test_nothing_typed_is_lost_when_it_is_refused(world):
    reader = world.signed_in("reviewer").open("ask", "f.text")
    refused = put(reader, "ask", "f.text", words=" ")
    assert (400, True) == (refused.status, "Write your text first." in refused.words)
    query = number_of(asked(world, "f.text", words="Why?"))
    first, second = world.signed_in("focal").open("queries", query), world.signed_in("colleague")
    second.open("queries", query)
    put(first, "queries", query, move="reply", saw=1, words="Because.")
    refused = put(second, "queries", query, move="reply", saw=1, words="My own reason.")
    assert 409 == refused.status
    assert "Ms R. wrote in this query while you had it open" in refused.words
    assert "Because." in refused.words and "My own reason." in refused.words


def test_a_double_click_asks_and_replies_once(world):
    query = number_of(asked(world, "f.text"))
    assert query == number_of(asked(world, "f.text"))
    focal = world.signed_in("focal")
    for _ in range(2):
        focal.open("queries", query)
        assert 303 == put(focal, "queries", query, move="reply", saw=1, words="So.").status
    assert 1 == focal.open("queries", query).words.count("So.")


def test_a_stale_page_is_told_where_the_query_is(world):
    query = number_of(asked(world, "f.text"))
    reader = world.signed_in("reviewer").open("queries", query)
    other = world.signed_in("second_reviewer").open("queries", query)
    put(reader, "queries", query, move="close", saw=1)
    refused = put(other, "queries", query, move="close", saw=1)
    assert 409 == refused.status
    assert "Awa A. wrote in this query" in refused.words
    other.open("queries", query)
    assert 404 == put(other, "queries", query, move="burn", saw=1).status


def test_the_focal_point_is_told_by_a_letter_that_leads_to_the_queries(world):
    asked(world, "f.text", words="Quel plan ?")
    (letter,) = letters_to(world, "focal", "query_asked")
    assert "About “Its name”:\n\n> Quel plan ?" in letter.plain
    assert f"/en/reports/{world.form}/2020/MDG/queries" in letter.plain


@pytest.mark.parametrize("parts", [("queries",), ("words",), ("check",), ("ask", "f.text"), ("queries", "1")])
def test_pages_with_queries_ask_the_database_as_rarely_with_many_as_with_one(world, parts):
    first = number_of(asked(world, "f.text"))
    parts = tuple(first if one == "1" else one for one in parts)
    typist = world.signed_in("reviewer").open(*parts)
    with Counting(world.app) as few:
        assert 200 == typist.open(*parts).status
    for number_ in range(8):
        asked(world, "f.text", words=f"Question {number_}?")
    with Counting(world.app) as many:
        assert 200 == typist.open(*parts).status
    assert len(few.asked) == len(many.asked) <= 9
