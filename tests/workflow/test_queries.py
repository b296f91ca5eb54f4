"""What moves a query on: it is asked, replied to, closed, asked again; and by whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey import workflow
from survey.workflow import MOVES, Action, NotNow, QueryState, State, may, moved, moves_for
from tests.workflow.holding import actors, calmly, contributor, focal_point, report, reports, reviewer

# Written down a second time and by hand: from, move, to.
WAYS = {
    ("open", "reply", "answered"),
    ("answered", "reply", "answered"),
    ("answered", "again", "open"),
    ("closed", "again", "open"),
    ("open", "close", "closed"),
    ("answered", "close", "closed"),
}


def names(moves):
    return {move.name for move in moves}


def test_the_table_has_these_ways_and_no_other():
    assert WAYS == {
        (state.value, move.name, move.target) for move in MOVES.values() for state in move.sources
    }
    assert QueryState.OPEN is MOVES["ask"].target


@pytest.mark.parametrize("state", QueryState)
@pytest.mark.parametrize("move", [move for move in MOVES if move != "ask"])
def test_a_move_that_does_not_fit_says_where_the_query_is(move, state):
    ways = {(source, name): target for source, name, target in WAYS}
    if (state, move) in ways:
        assert ways[state, move] == moved(move, state)
        return
    with pytest.raises(NotNow, match="the query is now “"):
        moved(move, state)


def test_the_country_replies_and_the_reviewers_settle():
    submitted = report("submitted")
    assert {"reply"} == names(moves_for(focal_point(), submitted, "about", "open"))
    assert {"close"} == names(moves_for(reviewer("AFR"), submitted, "about", "open"))
    assert {"again", "close"} == names(moves_for(reviewer("AFR"), submitted, "about", "answered"))
    assert {"again"} == names(moves_for(reviewer("AFR"), submitted, "about", "closed"))
    assert set() == names(moves_for(reviewer("AME"), submitted, "about", "answered"))


def test_a_contributor_replies_about_the_sections_given():
    to_comment = contributor({"about": "comment"})
    assert {"reply"} == names(moves_for(to_comment, report("returned"), "about", "open"))
    assert set() == names(moves_for(to_comment, report("returned"), "budget", "open"))


@calmly
@given(actors, reports, st.sampled_from(["about", "budget"]), st.sampled_from(QueryState))
def test_every_button_is_allowed_and_leads_somewhere(actor, one, section, state):
    for move in moves_for(actor, one, section, state):
        assert may(actor, move.action, one, section)
        assert moved(move.name, state) is move.target


def test_replying_changes_no_report_so_it_needs_no_return():
    sources = {state for state in State if may(focal_point(), Action.REPLY, report(state))}
    assert {State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.PUBLISHED} == sources


@pytest.mark.parametrize("move", MOVES.values(), ids=lambda move: move.name)
def test_the_docstring_shows_the_row_of_each_move(move):
    sources = " ".join(state for state in QueryState if state in move.sources) or "-"
    words = "yes" if move.needs_words else "no"
    row = f"{move.name} {sources} {move.target} who may {move.action} {words}"
    assert row in {" ".join(line.split()) for line in workflow.__doc__.splitlines()}
