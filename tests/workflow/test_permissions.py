"""Who may do what: tables that hold for every role, state, country and section."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey import workflow
from survey.workflow import (
    GRANTS,
    PERMISSIONS,
    STEPS,
    WHOLE,
    Action,
    Held,
    NotNow,
    NotYours,
    Role,
    State,
    demand,
    may,
    may_grant,
    may_whole,
    steps_for,
)
from tests.workflow.holding import (
    ADMINISTRATOR,
    SECRETARIAT,
    SECTIONS,
    actors,
    calmly,
    contributor,
    focal_point,
    report,
    reports,
    reviewer,
    somebody,
)
from tests.workflow.holding import sections as sections_given

actions = st.sampled_from(Action)
places = st.sampled_from(["", *SECTIONS])
WITH_COUNTRY, HANDED_OVER = {"open", "draft", "returned"}, {"submitted", "returned", "accepted", "published"}
AT_REST = HANDED_OVER - {"returned"}
REPORT_ACTIONS, WHOLE_ACTIONS = set(PERMISSIONS), set(WHOLE)


def allowed(actor, section="", closed=False):
    """Everything that somebody may do, by state."""
    return {
        state.value: {
            action.value for action in Action if may(actor, action, report(state, closed=closed), section)
        }
        for state in State
    }


def states_of(actor, action, **more):
    return {state.value for state in State if may(actor, action, report(state, **more))}


def test_every_action_stands_in_one_of_the_tables():
    assert set(Action) == REPORT_ACTIONS | WHOLE_ACTIONS
    assert set() == REPORT_ACTIONS & WHOLE_ACTIONS


def test_a_focal_point_works_until_the_report_is_handed_over_and_sees_it_for_ever():
    read = {"see", "snapshot", "download", "history", "withdraw", "follow", "reviews"}
    work, after = read | {"edit", "comment", "invite"}, read | {"reply"}
    expected = {"open": work, "draft": work | {"submit"}, "submitted": after}
    expected |= {"returned": work | {"submit", "reply"}, "accepted": after, "published": after}
    assert expected == allowed(focal_point())


def test_once_the_round_is_closed_a_focal_point_only_reads_withdraws_and_replies_to_queries():
    read = {"see", "snapshot", "download", "history", "withdraw", "follow", "reviews"}
    expected = {state.value: read | {"reply"} if state in HANDED_OVER else read for state in State}
    assert expected == allowed(focal_point(), closed=True)


def test_a_contributor_works_on_a_section_given_for_editing():
    read = {"see", "download", "history", "follow"}
    expected = {state.value: read | {"edit", "comment"} if state in WITH_COUNTRY else read for state in State}
    for state in HANDED_OVER:
        expected[state] = expected[state] | {"reply"}
    assert expected == allowed(contributor({"about": "edit"}), "about")


def test_a_contributor_who_may_comment_does_not_edit():
    assert "edit" not in allowed(contributor({"about": "comment"}), "about")["draft"]
    assert "comment" in allowed(contributor({"about": "comment"}), "about")["draft"]


def test_a_contributor_does_nothing_with_the_whole_report_but_open_it():
    assert {state.value: {"see", "follow"} for state in State} == allowed(contributor({"about": "edit"}))


@pytest.mark.parametrize("nothing", [None, {}])
@pytest.mark.parametrize("section", ["", "about"])
def test_no_section_left_means_no_access(nothing, section):
    assert {state.value: set() for state in State} == allowed(contributor(nothing), section)


def test_sections_given_in_one_report_are_not_given_in_the_next_one():
    given_in_this = contributor({"about": "edit"}, report_id=7)
    assert may(given_in_this, Action.EDIT, report("draft", report_id=7), "about")
    assert not may(given_in_this, Action.SEE, report("draft", report_id=8), "about")


def test_a_reviewer_sees_no_draft_not_even_of_a_returned_report():
    assert AT_REST == states_of(reviewer("AFR"), Action.SEE) == states_of(reviewer("AFR"), Action.DOWNLOAD)
    assert HANDED_OVER == states_of(reviewer("AFR"), Action.SNAPSHOT)
    assert set() == states_of(reviewer("AFR"), Action.HISTORY)


def test_a_reviewer_asks_about_what_can_be_seen_and_follows_a_query_while_the_report_is_returned():
    assert AT_REST == states_of(reviewer("AFR"), Action.ASK)
    for action in (Action.FOLLOW, Action.SETTLE):
        assert HANDED_OVER == states_of(reviewer("AFR"), action)
        assert set() == states_of(reviewer("AME"), action)


def test_a_reviewer_of_a_region_sees_that_region_and_one_of_all_regions_all():
    assert set() == states_of(reviewer("AFR"), Action.SEE, reporter="CHL")
    assert AT_REST == states_of(reviewer(), Action.SEE, reporter="CHL")


def test_a_report_of_no_region_belongs_to_no_region_s_reviewer():
    assert set() == states_of(reviewer("AFR"), Action.SNAPSHOT, reporter="AG-MIGRATION")
    assert set() == states_of(reviewer(""), Action.SNAPSHOT, reporter="AG-MIGRATION")
    assert HANDED_OVER == states_of(reviewer(), Action.SNAPSHOT, reporter="AG-MIGRATION")


def test_the_secretariat_sees_everything_and_types_nothing():
    everywhere = allowed(SECRETARIAT)
    assert all(
        "see" in may_do and "edit" not in may_do and "submit" not in may_do for may_do in everywhere.values()
    )
    assert {"accepted"} == states_of(SECRETARIAT, Action.PUBLISH)
    assert {"accepted", "published"} == states_of(SECRETARIAT, Action.REOPEN)


def test_an_extension_is_possible_when_the_round_is_closed_and_a_return_is_not():
    assert WITH_COUNTRY == states_of(SECRETARIAT, Action.EXTEND, closed=True)
    assert set() == states_of(SECRETARIAT, Action.RETURN, closed=True)
    assert {"submitted"} == states_of(SECRETARIAT, Action.ACCEPT, closed=True)


def test_an_administrator_keeps_the_machinery_and_reads_no_answers():
    assert {state.value: set() for state in State} == allowed(ADMINISTRATOR)
    assert {"people", "outbox", "audit"} == {one.value for one in Action if may_whole(ADMINISTRATOR, one)}


def test_only_the_desk_does_what_concerns_the_whole():
    assert WHOLE_ACTIONS == {action for action in Action if may_whole(SECRETARIAT, action)}
    for other in (focal_point(), contributor({"about": "edit"}), reviewer(), somebody()):
        assert set() == {action for action in Action if may_whole(other, action)}


def test_the_secretariat_makes_nobody_its_equal():
    assert {Role.FOCAL_POINT, Role.CONTRIBUTOR, Role.REVIEWER} == {
        one for one in Role if may_grant(SECRETARIAT, one)
    }
    assert set(Role) == {one for one in Role if may_grant(ADMINISTRATOR, one)}
    assert set() == {one for one in Role if may_grant(focal_point(), one)}


@calmly
@given(actions, reports, places)
def test_nobody_without_a_role_may_anything(action, one, section):
    assert not may(somebody(), action, one, section)
    assert not may_whole(somebody(), action)


@calmly
@given(actors, actions, reports, places)
def test_only_the_country_s_own_people_ever_change_or_submit_a_report(actor, action, one, section):
    writing = {Action.EDIT, Action.COMMENT, Action.SUBMIT, Action.INVITE, Action.WITHDRAW, Action.REPLY}
    if action in writing and may(actor, action, one, section):
        own = {held.role for held in actor.held if held.reporter == one.reporter}
        assert own & {Role.FOCAL_POINT, Role.CONTRIBUTOR}


@calmly
@given(sections_given, actions, reports, places)
def test_a_contributor_does_anything_only_with_the_sections_given(given_sections, action, one, section):
    actor = contributor(given_sections, one.reporter)
    if may(actor, action, one, section):
        opens = section == "" and action in (Action.SEE, Action.FOLLOW) and given_sections
        assert section in given_sections or opens
    if may(actor, Action.EDIT, one, section):
        assert "edit" == given_sections[section]


@calmly
@given(st.sampled_from(["AFR", "AME"]), actions, reports, places)
def test_a_reviewer_of_a_region_touches_only_handed_over_reports_of_that_region(region, action, one, section):
    if may(reviewer(region), action, one, section):
        assert region == one.region
        assert one.state in HANDED_OVER


@calmly
@given(actors, actors, actions, reports, places)
def test_a_further_role_takes_nothing_away(first, second, action, one, section):
    both = somebody(*first.held, *second.held)
    either = may(first, action, one, section) or may(second, action, one, section)
    assert either == may(both, action, one, section)


@calmly
@given(actors, actions, reports, places)
def test_nothing_is_allowed_after_closing_that_was_not_before(actor, action, one, section):
    still_open = report(one.state, one.reporter, closed=False, report_id=one.report_id)
    if may(actor, action, one, section):
        assert may(actor, action, still_open, section)


@calmly
@given(actors, reports)
def test_the_buttons_are_the_steps_that_are_allowed(actor, one):
    expected = [name for name in STEPS if name != "start" and may(actor, Action(name), one)]
    assert expected == [step.name for step in steps_for(actor, one)]


@calmly
@given(actors, actions, reports, places)
def test_what_is_demanded_is_refused_exactly_when_it_is_not_allowed(actor, action, one, section):
    if may(actor, action, one, section):
        demand(actor, action, one, section)
        return
    with pytest.raises((NotYours, NotNow)):
        demand(actor, action, one, section)


def test_a_role_outside_its_bounds_counts_for_nothing():
    for wrong in (
        Held(Role.SECRETARIAT, "MDG"),
        Held(Role.SECRETARIAT, region="AFR"),
        Held(Role.REVIEWER, "MDG"),
    ):
        assert {state.value: set() for state in State} == allowed(somebody(wrong))
        assert not may_whole(somebody(wrong), Action.PEOPLE)
        assert not may_grant(somebody(wrong), Role.FOCAL_POINT)


def test_a_role_read_from_the_database_as_a_word_is_the_same_role():
    for role in Role:
        for action in Action:
            assert may(
                somebody(Held(role, "MDG", None, {"about": "comment"})), action, report("draft")
            ) == may(somebody(Held(role.value, "MDG", None, {"about": "comment"})), action, report("draft"))


def test_a_refusal_says_whether_it_is_for_another_time_or_for_others():
    with pytest.raises(NotNow, match="while the report is “Submitted”"):
        demand(focal_point(), Action.EDIT, report("submitted"))
    with pytest.raises(NotNow, match="The round is closed"):
        demand(focal_point(), Action.EDIT, report("draft", closed=True))
    with pytest.raises(NotYours, match="ask the focal point"):
        demand(focal_point("CHL"), Action.EDIT, report("draft"))


def written(states):
    """The states of a row as its table writes them."""
    names = {
        frozenset(State): "any",
        frozenset(WITH_COUNTRY): "country",
        frozenset(HANDED_OVER): "handed over",
    }
    return names.get(frozenset(states)) or " ".join(state for state in State if state in states) or "-"


@pytest.mark.parametrize(
    "action", sorted(REPORT_ACTIONS - {Action(name) for name in STEPS if name != "start"})
)
def test_the_docstring_shows_the_row_of_each_permission(action):
    rule = PERMISSIONS[action]
    shown = [Role.FOCAL_POINT, Role.CONTRIBUTOR, Role.REVIEWER, Role.SECRETARIAT]
    row = [action.value, *(written(rule.states.get(role, ())) for role in shown)]
    row.append("yes" if rule.once_closed else "no")
    assert " ".join(row) in {" ".join(line.split()) for line in workflow.__doc__.splitlines()}
    assert not rule.states.get(Role.ADMINISTRATOR)


def test_roles_are_given_only_by_those_who_keep_people():
    assert set(GRANTS) == set(WHOLE[Action.PEOPLE])
