"""When a hold may be considered: never by one review, never twice on the same grounds, never by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.workflow import NotNow
from survey.workflow.reviews import (
    Decided,
    HoldRule,
    Status,
    Verdict,
    decisions_for,
    demand_decision,
    grounds,
    status_after,
)

GOOD, EXCUSED, LACKING = (True, None), (False, True), (False, False)
RULE = HoldRule()


def verdicts(*found, first=2019):
    return [Verdict(first + place, *one) for place, one in enumerate(found)]


def years(found, decided=(), rule=RULE):
    return [one.year for one in grounds(found, decided, rule)]


def test_two_reviews_in_a_row_without_progress_or_justification_are_grounds():
    assert [2019, 2020] == years(verdicts(LACKING, LACKING))
    assert [2020, 2021] == years(verdicts(GOOD, LACKING, LACKING))


@pytest.mark.parametrize(
    "found", [(), (LACKING,), (LACKING, GOOD), (LACKING, EXCUSED), (LACKING, GOOD, LACKING), (GOOD, GOOD)]
)
def test_anything_else_is_not(found):
    assert [] == years(verdicts(*found))


def test_a_year_without_a_review_breaks_no_row():
    assert [2018, 2020] == years([Verdict(2020, *LACKING), Verdict(2018, *LACKING)])


def test_the_rule_may_count_reviews_that_do_not_follow_one_another():
    found = verdicts(LACKING, GOOD, LACKING)
    assert [2019, 2021] == years(found, rule=HoldRule(2, consecutive=False))
    assert [] == years(found, rule=HoldRule(3, consecutive=False))


def test_what_was_decided_about_is_considered_again_only_with_a_further_review():
    found = verdicts(LACKING, LACKING)
    for decision in ("keep", "hold"):
        assert [] == years(found, [Decided(decision, 2020)])
    assert [2020, 2021] == years(verdicts(LACKING, LACKING, LACKING), [Decided("keep", 2020)])


def test_what_lies_before_a_lifted_hold_counts_no_more():
    decided = [Decided("hold", 2020), Decided("lift", 2020)]
    assert [] == years(verdicts(LACKING, LACKING, LACKING), decided)
    assert [2021, 2022] == years(verdicts(LACKING, LACKING, LACKING, LACKING), decided)


def test_a_hold_begins_and_ends_by_decision():
    assert Status.ACTIVE is status_after([])
    assert Status.ON_HOLD is status_after([Decided("hold", 2020)])
    assert Status.ACTIVE is status_after([Decided("hold", 2020), Decided("lift", 2021)])


def test_nothing_can_be_decided_without_grounds_and_a_hold_can_always_be_lifted():
    found = grounds(verdicts(LACKING, LACKING), [], RULE)
    assert {"hold", "keep"} == {one.name for one in decisions_for([], found)}
    assert () == decisions_for([], ())
    assert {"lift"} == {one.name for one in decisions_for([Decided("hold", 2020)], ())}
    for name in ("hold", "keep", "lift"):
        with pytest.raises(NotNow, match="the status is “Pathfinder country”"):
            demand_decision(name, [], ())


@given(
    st.lists(st.sampled_from([GOOD, EXCUSED, LACKING]), max_size=8),
    st.integers(1, 4),
    st.booleans(),
)
def test_grounds_are_always_as_many_lacking_reviews_as_the_rule_asks_for(found, reviews, consecutive):
    given_grounds = grounds(verdicts(*found), [], HoldRule(reviews, consecutive))
    assert all(one.is_lacking for one in given_grounds)
    assert not given_grounds or len(given_grounds) >= reviews
    if consecutive and given_grounds:
        assert [one.year for one in given_grounds] == [one.year for one in verdicts(*found)[-reviews:]]
