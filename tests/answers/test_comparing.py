"""This year's answers beside last year's: what changed, by how much, and which jumps are asked about."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.answers.differences.comparing import FLOORS, Change, change, changes, jumps
from survey.answers.relevance import evaluate
from survey.problems import Severity
from survey.questionnaire.kinds.numbers.measures import MEASURES
from tests.answers.building import asking, replies, reply
from tests.answers.yearly import TODAY, YEARLY, reports

a_few = settings(max_examples=40, deadline=None)
UNITS = """units: {persons: {label: persons, measure: count}, percent: {label: '%', measure: percent},
  money: {label: amount, measure: money}, hours: {label: hours, measure: amount}}
breakdowns: {sex: {label: Sex, total: Both, codes: {F: Girls, M: Boys}}}
currencies: [USD]
"""
FORM = asking(
    [
        "id: people, kind: number, unit: persons, by: [sex], adds_up: yes, evidence: yes, label: People",
        "id: share, kind: number, unit: percent, evidence_from: people, label: Share",
        "id: budget, kind: number, unit: money, adds_up: no, label: Budget",
        "id: hours, kind: number, unit: hours, adds_up: no, min: -1000000, label: Hours",
        "id: ratified, kind: yes_no, rows: {C138: C138, C182: C182}, label: Ratified",
        "id: since, kind: year, label: Since",
        "id: adopted, kind: date, label: Adopted",
        "id: themes, kind: choices, choices: {a: A, b: B, c: C}, label: Themes",
        "id: story, kind: narrative, label: Story",
        "id: later, kind: number, unit: persons, adds_up: no, relevant: \"${story} != ''\", label: Later",
        "id: rows, kind: number, unit: persons, adds_up: no, rows: {x: X, y: Y}, evidence: yes, label: R",
    ],
    UNITS,
)


def between(question, before, now, **parts):
    return change(FORM.questions[question], reply(question, before, **parts), reply(question, now, **parts))


def asked(last, *now):
    relevance = evaluate(FORM, replies(*now), TODAY)
    return [(problem.field, problem.severity) for problem in jumps(relevance, replies(*last))]


def test_a_number_has_a_difference_and_a_percentage_of_last_year_s():
    found = between("people", 11.0, 14.0)
    assert 3.0 == found.difference
    assert 27.3 == round(found.percent, 1)


def test_a_difference_is_what_people_would_reckon():
    assert 0.2 == between("hours", 0.1, 0.3).difference


def test_from_nil_there_is_no_percentage():
    assert (5.0, None) == (between("people", 0.0, 5.0).difference, between("people", 0.0, 5.0).percent)


def test_a_number_below_nought_rises_when_it_rises():
    found = between("hours", -10.0, -5.0)
    assert (5.0, 50.0) == (found.difference, found.percent)


def test_years_differ_by_years_and_dates_by_days():
    assert 2.0 == between("since", 2001, 2003).difference
    assert -1.0 == between("adopted", date(2020, 3, 1), date(2020, 2, 29)).difference
    assert between("since", 2001, 2003).percent is None


def test_choices_come_and_go():
    found = between("themes", ("a", "b"), ("b", "c"))
    assert (("c",), ("a",)) == (found.came, found.went)


def test_the_same_answer_is_the_same():
    assert between("people", 11.0, 11.0).same
    assert between("story", "As before.", "As before.").same
    assert not between("story", "As before.", "Better.").same


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (reply("people"), reply("people", 3.0)),
        (reply("people", 3.0), reply("people")),
        (reply("people", missing="not_available"), reply("people", 3.0)),
        (reply("people", 3.0), reply("people", missing="confidential")),
        (reply("people", 3.0), reply("people", 4.0, missing="confidential")),
        (reply("people", 3.0, missing="not_available"), reply("people", 4.0)),
    ],
)
def test_only_what_both_years_reported_is_compared(before, now):
    assert change(FORM.questions["people"], before, now) is None


def test_amounts_in_two_currencies_are_not_compared():
    before, now = reply("budget", 100.0, currency="USD"), reply("budget", 100.0, currency="EUR")
    found = change(FORM.questions["budget"], before, now)
    assert (None, False, False) == (found.difference, found.comparable, found.same)


def test_each_cell_is_compared_with_its_own():
    before = reply("people", cells={"_T": 30.0, "sex=F": 10.0})
    now = reply("people", cells={"_T": 33.0, "sex=F": 12.0, "sex=M": 21.0})
    question = FORM.questions["people"]
    assert 2.0 == change(question, before, now, "sex=F").difference
    assert change(question, before, now, "sex=M") is None


# What it was, what it is, and whether that is asked about.
JUMPS = [
    ("people", 100.0, 150.0, False),
    ("people", 100.0, 151.0, True),
    ("people", 100.0, 50.0, False),
    ("people", 100.0, 49.0, True),
    ("people", 2.0, 12.0, False),
    ("people", 2.0, 13.0, True),
    ("people", 0.0, 10.0, False),
    ("people", 0.0, 11.0, True),
    ("people", 11.0, 0.0, True),
    ("share", 4.0, 8.0, False),
    ("share", 15.0, 25.0, False),
    ("share", 15.0, 25.5, True),
    ("share", 60.0, 85.0, False),
    ("budget", 10_000.0, 20_000.0, False),
    ("budget", 10_000.0, 20_001.0, True),
    ("hours", -20.0, -5.0, True),
    ("since", 1950, 2020, False),
]


@pytest.mark.parametrize(("question", "before", "now", "jumped"), JUMPS)
def test_a_jump_is_more_than_half_and_more_than_the_floor(question, before, now, jumped):
    assert jumped == between(question, before, now).is_jump


def test_every_measure_has_its_floor():
    assert set(MEASURES) == set(FLOORS)


def test_a_jump_is_asked_about_and_a_comment_answers():
    last = [reply("people", 100.0)]
    assert [("people", Severity.ASKS)] == asked(last, reply("people", 300.0))
    assert [] == asked(last, reply("people", 300.0, comment="A new law."))


def test_a_comment_of_the_evidence_shared_answers_too():
    last = [reply("share", 10.0)]
    assert [("share", Severity.ASKS)] == asked(last, reply("share", 80.0))
    assert [] == asked(last, reply("share", 80.0), reply("people", comment="A new method."))


def test_a_jump_in_a_row_is_answered_by_the_comment_of_the_table():
    last = [reply("rows", 100.0, "x")]
    assert [("rows@x", Severity.ASKS)] == asked(last, reply("rows", 300.0, "x"))
    assert [] == asked(last, reply("rows", 300.0, "x"), reply("rows", comment="Counted anew."))


def test_a_jump_that_takes_no_comment_is_a_remark():
    last = [reply("budget", 10_000.0)]
    assert [("budget", Severity.REMARKS)] == asked(last, reply("budget", 90_000.0))


def test_a_jump_says_both_numbers_and_what_to_do():
    relevance = evaluate(FORM, replies(reply("people", 300.0)), TODAY)
    (problem,) = jumps(relevance, replies(reply("people", 100.0)))
    sentence = (
        "This is 300.0; last year it was 100.0. Check this number. If it is right, say why in the comment."
    )
    assert sentence == str(problem.message).replace("{jump}", "")


def test_a_cell_that_jumps_is_named():
    last = [reply("people", cells={"_T": 100.0, "sex=F": 10.0})]
    assert [("people/sex=F", Severity.ASKS)] == asked(
        last, reply("people", cells={"_T": 100.0, "sex=F": 90.0})
    )


def test_what_is_not_asked_this_year_is_not_compared():
    assert [] == asked([reply("later", 100.0)], reply("later", 300.0))
    assert [("later", Severity.REMARKS)] == asked(
        [reply("later", 100.0)], reply("later", 300.0), reply("story", "x")
    )


def test_what_differs_comes_in_the_order_of_the_questions():
    last = replies(
        reply("story", "Old"), reply("people", 1.0), reply("since", 2001), reply("ratified", "no", "C182")
    )
    now = replies(
        reply("since", 2001), reply("story", "New"), reply("people", 2.0), reply("ratified", "yes", "C182")
    )
    found = changes(evaluate(FORM, now, TODAY), last)
    assert [("people", ""), ("ratified", "C182"), ("story", "")] == [(one.question, one.row) for one in found]


def test_only_the_sections_wanted_are_compared():
    relevance = evaluate(FORM, replies(reply("people", 300.0)), TODAY)
    last = replies(reply("people", 1.0))
    (section,) = FORM.sections
    without = replace(section, questions=tuple(one for one in section.questions if one.id != "people"))
    assert ["people"] == [one.question for one in changes(relevance, last, [section])]
    assert ["people"] == [one.question for one in jumps(relevance, last, [section])]
    assert [] == [*changes(relevance, last, [without]), *jumps(relevance, last, [without])]
    assert [] == [*changes(relevance, last, []), *jumps(relevance, last, [])]


@a_few
@given(reports())
def test_a_report_does_not_differ_from_itself(report):
    relevance = evaluate(YEARLY, report, TODAY, ("crisis",))
    assert [] == changes(relevance, report)
    assert [] == jumps(relevance, report)


@a_few
@given(reports(), reports())
def test_a_change_there_and_back_is_the_opposite(one, other):
    there = {(found.question, found.row, found.cell): found for found in everywhere(one, other)}
    back = {(found.question, found.row, found.cell): found for found in everywhere(other, one)}
    assert set(there) == set(back)
    for place, found in there.items():
        assert (found.came, found.went) == (back[place].went, back[place].came)
        assert (found.difference or 0.0) == -(back[place].difference or 0.0)


def everywhere(before, now):
    for (question, row), reply_now in now.by_place.items():
        for cell in reply_now.cells:
            found = change(YEARLY.questions[question], before.of(question, row), reply_now, cell)
            if found is not None:
                yield found


@a_few
@given(st.floats(0, 1e9), st.floats(0, 1e9))
def test_a_number_that_stays_within_half_is_never_a_jump(before, now):
    found = between("people", before, now)
    assert isinstance(found, Change)
    if before and abs(now - before) <= before / 2:
        assert not found.is_jump
