"""“No change” says last year's answers again, a whole section at once, and never over this year's."""

from hypothesis import given, settings

from survey.answers.carrying import can_carry, carriable, carried, keep_mark
from survey.answers.checking import problems
from survey.answers.relevance import evaluate
from survey.answers.replies import Replies
from tests.answers.building import asking, replies, reply, unread
from tests.answers.yearly import STEPS, TODAY, YEARLY, reports

a_few = settings(max_examples=40, deadline=None)
SECTIONS = {section.id: section for section in YEARLY.sections}
NUMBER, BUDGET, LAW = (YEARLY.questions[name] for name in ("number", "budget", "law"))
CHOICE = "id: a, kind: choice, choices: {{{}}}, label: A"


def unchanged(section, last, *now, removed=None, **more):
    relevance = evaluate(YEARLY, replies(*now, country_rows={"steps": STEPS}, **more), TODAY)
    return carriable(relevance, SECTIONS[section], last, removed or {})


def places(found):
    return [(one.question, one.row) for one in found.replies]


def with_carried(now, found):
    entries = {name: (*now.entries.get(name, ()), *codes) for name, codes in found.entries.items()}
    by_place = {**now.by_place, **{(one.question, one.row): one for one in found.replies}}
    return Replies(by_place, {**now.entries, **entries}, now.country_rows)


def test_no_change_copies_value_and_evidence_and_keeps_the_reference_year():
    last = reply(
        "number", 12.0, reference_year=2018, source="Survey", comment="Only cities", reported_to=("vnr",)
    )
    again = carried(last, NUMBER)
    assert (12.0, 2018, "Survey") == (again.value, again.reference_year, again.source)
    assert ("Only cities", ("vnr",), True) == (again.comment, again.reported_to, again.carried)


def test_no_change_copies_a_reason_for_having_no_figure():
    assert "confidential" == carried(reply("budget", missing="confidential"), BUDGET).missing
    assert can_carry(reply("budget", missing="confidential"), BUDGET)


def test_no_change_copies_an_amount_with_its_currency():
    assert "USD" == carried(reply("budget", 5.0, currency="USD"), BUDGET).currency


def test_a_breakdown_is_carried_cell_by_cell_and_one_that_is_gone_is_not():
    last = reply("number", cells={"_T": 3.0, "sex=F": 1.0, "age=Y5T14": 2.0})
    assert {"_T": 3.0, "sex=F": 1.0} == carried(last, NUMBER).cells


def test_a_choice_that_is_no_longer_offered_is_not_carried():
    question = asking([CHOICE.format("x: X, y: Y")]).questions["a"]
    assert can_carry(reply("a", "x"), question)
    assert not can_carry(reply("a", "z"), question)


def test_a_reason_that_is_no_longer_offered_is_not_carried():
    assert not can_carry(reply("plan", missing="confidential"), YEARLY.questions["plan"])


def test_a_blank_and_typing_that_was_not_understood_are_not_carried():
    assert not can_carry(reply("plan"), YEARLY.questions["plan"])
    assert not can_carry(reply("plan", unread=unread("?", None)), YEARLY.questions["plan"])


def test_nothing_that_was_said_this_year_is_overwritten():
    last = replies(reply("themes", ("child",)), reply("plan", "yes"))
    assert [("themes", "")] == places(unchanged("about", last, reply("plan", "no")))


def test_a_reason_or_typing_of_this_year_is_an_answer_too():
    last = replies(reply("number", 1.0), reply("budget", 2.0, currency="USD"))
    now = (
        reply("themes", ("child",)),
        reply("budget", missing="confidential"),
        reply("number", unread=unread("?", None)),
    )
    assert not unchanged("child", last, *now)


def test_an_answer_that_is_carried_opens_the_next_question_which_is_carried_with_it():
    last = replies(reply("plan", "yes"), reply("since", 2001), reply("adopted", TODAY))
    assert [("plan", ""), ("since", ""), ("adopted", "")] == places(unchanged("about", last))


def test_an_answer_whose_question_is_closed_by_another_of_this_year_stays_behind():
    last = replies(reply("plan", "yes"), reply("since", 2001))
    assert not unchanged("about", last, reply("plan", "no"))


def test_a_section_that_is_not_asked_carries_nothing():
    assert not unchanged("child", replies(reply("number", 3.0)))


def test_the_evidence_of_a_table_is_carried_once_with_its_rows():
    last = replies(
        reply("law", "yes", "C138"), reply("law", source="Official Journal"), reply("law.year", 1999, "C138")
    )
    found = unchanged("child", last, reply("themes", ("child",)))
    assert [("law", "C138"), ("law", ""), ("law.year", "C138")] == places(found)


def test_evidence_of_this_year_is_kept():
    last = replies(reply("law", "yes", "C138"), reply("law", source="Old"))
    now = (reply("themes", ("child",)), reply("law", source="New"))
    assert [("law", "C138")] == places(unchanged("child", last, *now))


def test_entries_come_back_with_their_ids_in_their_order_behind_those_of_this_year():
    last = replies(
        reply("priorities.objective", "B", "e2"),
        reply("priorities.objective", "A", "e1"),
        entries={"priorities": ("e2", "e1")},
    )
    found = unchanged("words", last, entries={"priorities": ("e1",)})
    assert {"priorities": ("e2",)} == found.entries
    assert {("priorities.objective", "e1"), ("priorities.objective", "e2")} == set(places(found))


def test_an_entry_that_was_removed_this_year_stays_out():
    last = replies(reply("priorities.objective", "A", "e1"), entries={"priorities": ("e1",)})
    assert not unchanged("words", last, removed={"priorities": ("e1",)})


def test_a_country_s_own_rows_are_carried_where_they_are_still_there():
    last = replies(reply("done", "no", "s1"), reply("done", "no", "s9"))
    assert [("done", "s1")] == places(unchanged("words", last))


@a_few
@given(reports(), reports())
def test_after_no_change_there_is_nothing_left_to_carry_and_nothing_lost(last, now):
    for section in YEARLY.sections:
        relevance = evaluate(YEARLY, now, TODAY, ("crisis",))
        after = with_carried(now, carriable(relevance, section, last))
        assert not carriable(evaluate(YEARLY, after, TODAY, ("crisis",)), section, last)
        assert all(after.of(*place) == one for place, one in now.by_place.items() if one.answered)


@a_few
@given(reports())
def test_what_is_carried_into_an_empty_report_was_asked_and_said(last):
    for section in YEARLY.sections:
        found = carriable(evaluate(YEARLY, Replies(), TODAY), section, last)
        assert all(one.carried and one.question for one in found.replies)
        assert {(one.question, one.row) for one in found.replies} <= set(last.by_place)


def test_carried_answers_pass_the_checks_that_they_passed_last_year():
    last = replies(
        reply("themes", ("child",)), reply("plan", "yes"), reply("since", 2001), reply("adopted", TODAY)
    )
    after = with_carried(replies(), unchanged("about", last))
    assert [] == problems(evaluate(YEARLY, after, TODAY), {"about"})


def test_the_mark_stays_as_long_as_the_answer_says_the_same():
    kept = carried(reply("number", 12.0, reference_year=2018), NUMBER)
    assert keep_mark(reply("number", 12.0, reference_year=2018), kept).carried
    assert not keep_mark(reply("number", 13.0, reference_year=2018), kept).carried
    assert not keep_mark(reply("number", 12.0, reference_year=2019), kept).carried


def test_an_answer_that_was_not_carried_is_not_marked_by_being_saved_again():
    kept = reply("number", 12.0)
    assert not keep_mark(reply("number", 12.0, carried=True), kept).carried
