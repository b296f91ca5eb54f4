"""What moves a report on: every state can be reached, and nothing is reached from a wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey import workflow
from survey.workflow import STEPS, Action, NotNow, State, after, may, steps_for
from tests.workflow.holding import actors, calmly, focal_point, report, reports

# What DESIGN says, written down a second time and by hand: from, step, to.
WAYS = {
    ("open", "start", "draft"),
    ("draft", "submit", "submitted"),
    ("submitted", "return", "returned"),
    ("returned", "submit", "submitted"),
    ("submitted", "accept", "accepted"),
    ("accepted", "publish", "published"),
    ("accepted", "reopen", "returned"),
    ("published", "reopen", "returned"),
}
names = st.sampled_from(sorted(STEPS))


def test_the_table_has_the_ways_of_the_design_and_no_other():
    assert WAYS == {
        (source.value, step.name, step.target.value) for step in STEPS.values() for source in step.sources
    }


def test_no_state_is_unreachable_and_none_is_a_dead_end():
    reached = {"open"}
    while True:
        further = reached | {target for source, _, target in WAYS if source in reached}
        if further == reached:
            break
        reached = further
    assert {state.value for state in State} == reached == {source for source, _, _ in WAYS}


@calmly
@given(st.lists(names, max_size=30))
def test_a_random_walk_only_ever_goes_the_ways_of_the_table(steps):
    state = State.OPEN
    for name in steps:
        try:
            reached = after(name, state)
        except NotNow:
            assert state not in STEPS[name].sources
        else:
            assert (state.value, name, reached.value) in WAYS
            state = reached


@calmly
@given(st.lists(names, max_size=30))
def test_what_is_accepted_was_submitted_and_what_is_published_was_accepted(steps):
    state, past = State.OPEN, []
    for name in steps:
        if state in STEPS[name].sources:
            state = after(name, state)
            past.append(state)
    for number, reached in enumerate(past):
        before = past[number - 1] if number else State.OPEN
        assert reached is not State.ACCEPTED or before is State.SUBMITTED
        assert reached is not State.PUBLISHED or before is State.ACCEPTED


@calmly
@given(st.lists(names, max_size=30))
def test_a_report_once_begun_is_never_without_an_owner_of_the_next_step(steps):
    state = State.OPEN
    for name in steps:
        if state in STEPS[name].sources:
            state = after(name, state)
        assert any(state in step.sources and step.roles for step in STEPS.values())


@calmly
@given(actors, reports)
def test_every_button_leads_somewhere(actor, one):
    for step in steps_for(actor, one):
        assert after(step.name, one.state) is step.target
        assert may(actor, Action(step.name), one)


@pytest.mark.parametrize("name", ["return", "reopen"])
def test_what_goes_against_the_country_needs_a_reason(name):
    assert STEPS[name].needs_reason


def test_every_step_but_the_first_writes_a_letter():
    assert {"start"} == {step.name for step in STEPS.values() if not step.letter}


@pytest.mark.parametrize("name", ["submit", "return", "accept"])
def test_a_step_from_a_wrong_state_says_where_the_report_is(name):
    with pytest.raises(NotNow, match="the report is now “Published”"):
        after(name, "published")


def test_the_first_save_has_no_button():
    everybody = [
        step.name for state in State for step in STEPS.values() if step.button and state in step.sources
    ]
    assert "start" not in everybody
    assert not any(step.name == "start" for step in steps_for(focal_point(), report("open")))


SHORT = {
    "focal_point": "focal",
    "contributor": "contributor",
    "reviewer": "reviewer",
    "secretariat": "secretariat",
}


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.name)
def test_the_docstring_shows_the_row_of_each_step(step):
    sources = " ".join(state for state in State if state in step.sources)
    roles = ", ".join(SHORT[role] for role in SHORT if role in step.roles)
    reason = "yes" if step.needs_reason else "no"
    row = f"{step.name} {sources} {step.target} {roles} {reason} {step.letter or '-'}"
    assert row in {" ".join(line.split()) for line in workflow.__doc__.splitlines()}
