"""What differs between two submissions: places in question order, entries that came and went, and no more."""

from survey.answers.differences.resubmitting import revised
from survey.answers.replies import Replies
from survey.questionnaire.reading import read_text
from tests.answers.building import reply
from tests.web.reported import FORM

ASKED = read_text(FORM.encode(), "small")


def replies(*given, entries=()):
    found = {(one.question, one.row): one for one in given}
    return Replies(found, {"l.steps": tuple(entries)})


def places(before, now):
    return [(one.question, one.row) for one in revised(ASKED, before, now)]


def test_places_that_differ_come_in_question_order():
    before = replies(reply("w.story", "Old"), reply("f.number", 1.0), reply("f.text", "Same"))
    now = replies(reply("w.story", "New"), reply("f.number", 2.0), reply("f.text", "Same"))
    assert [("f.number", ""), ("w.story", "")] == places(before, now)


def test_an_answer_that_came_or_went_or_got_another_source_differs():
    before = replies(reply("f.number", 1.0, source="A"), reply("f.text", "Gone"))
    now = replies(reply("f.number", 1.0, source="B"), reply("w.laws", "yes", "two"))
    assert [("f.number", ""), ("f.text", ""), ("w.laws", "two")] == places(before, now)


def test_an_answer_said_again_without_change_is_the_same():
    assert [] == places(replies(reply("f.number", 1.0)), replies(reply("f.number", 1.0, carried=True)))


def test_an_entry_is_one_place_whatever_changed_in_it():
    before = replies(reply("l.steps.name", "A", "e1"), reply("l.steps.name", "B", "e2"), entries=("e1", "e2"))
    now = replies(
        reply("l.steps.name", "A", "e1"),
        reply("l.steps.by", 2020, "e1"),
        reply("l.steps.name", "C", "e3"),
        entries=("e1", "e3"),
    )
    assert [("l.steps", "e1"), ("l.steps", "e2"), ("l.steps", "e3")] == places(before, now)
    assert [] == places(now, now)
