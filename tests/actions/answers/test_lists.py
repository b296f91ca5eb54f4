"""Entries of lists: codes for ever, an order, tombstones that can be lifted, and no silent overwriting."""

import pytest

from survey.actions.answers.restoring import Earlier, restore
from survey.actions.answers.saving import ListChange
from survey.actions.context import Context
from survey.errors import NotFound, TooLarge, Unreadable
from survey.questionnaire.declarations import Option
from survey.questionnaire.model import TOTAL
from survey.storage.answers.answers import Entry
from survey.storage.engine.database import writing
from survey.workflow import NotYours
from tests.actions.answers.desk import NOW, opened, people_of, say

LIST = ("priorities", "")


@pytest.fixture
def desk(engine):
    made = opened(engine)
    made.save_list(["e1", "e2", "e3"], added=["e1", "e2", "e3"])
    return made


def test_entries_are_added_in_order_with_a_version_and_a_history(desk):
    assert ("e1", "e2", "e3") == desk.entries()
    assert 1 == desk.kept().versions[LIST]
    assert [{"entries": ["e1", "e2", "e3"]}] == [one.content for one in desk.history("priorities")]
    assert ["save"] == [one.action for one in desk.audit()]


def test_a_list_and_the_answers_of_its_new_entries_are_saved_together(desk):
    change = ListChange("priorities", 1, ("e1", "e2", "e3", "new"), ("new",))
    saved = desk.save(say("priorities.objective", "Train", row="new"), lists=[change])
    assert "new" == saved.codes["priorities", "new"]
    assert "Train" == desk.reply("priorities.objective", "new").value


def test_entries_are_reordered_removed_and_put_back_with_their_answers(desk):
    desk.save(say("priorities.objective", "Keep me", row="e2"))
    desk.save_list(["e3", "e1"], saw=1, removed=["e2"])
    kept = desk.kept()
    assert ("e3", "e1") == desk.entries()
    assert {"priorities": ("e2",)} == kept.removed
    assert "Keep me" != kept.replies.of("priorities.objective", "e2").value
    desk.save_list(["e3", "e2", "e1"], saw=2)
    assert ("e3", "e2", "e1") == desk.entries()
    assert "Keep me" == desk.reply("priorities.objective", "e2").value


def test_a_code_is_never_given_twice(desk):
    desk.save_list(["e1", "e2"], saw=1, removed=["e3"])
    saved = desk.save_list(["e1", "e2", "e3"], saw=2, added=["e3"])
    assert {("priorities", "e3"): "e4"} == saved.codes
    assert ("e1", "e2", "e4") == desk.entries()


def test_an_entry_that_the_page_forgot_is_not_lost(desk):
    desk.save_list(["e3", "e1"], saw=1)
    assert ("e3", "e1", "e2") == desk.entries()


def test_two_people_adding_at_once_both_keep_theirs(desk):
    desk.save_list(["e1", "e2", "e3", "e4"], saw=1, added=["e4"])
    saved = desk.save_list(["e1", "e2", "e3", "e4"], saw=1, added=["e4"], person=desk.other_focal)
    assert {("priorities", "e4"): "e5"} == saved.codes
    assert () == saved.conflicts
    assert ("e1", "e2", "e3", "e4", "e5") == desk.entries()


def test_the_same_addition_sent_again_is_not_added_twice(desk):
    again = desk.save_list(["e1", "e2", "e3"], added=["e1", "e2", "e3"])
    assert {("priorities", code): code for code in ("e1", "e2", "e3")} == again.codes
    assert ({LIST: 1}, ()) == (again.versions, again.conflicts)


def test_a_stale_reorder_removal_or_undo_is_a_conflict_but_its_additions_are_kept(desk):
    desk.save_list(["e2", "e1"], saw=1, removed=["e3"], person=desk.other_focal)
    for order, removed in ((["e1", "e2", "e3"], []), (["e2", "e1"], ["e1"]), (["e2", "e1", "e3"], [])):
        (conflict,) = desk.save_list(order, saw=1, removed=removed).conflicts
        assert (("e2", "e1"), 2, desk.other_focal) == (
            conflict.theirs.cells[TOTAL], conflict.their_version, conflict.person_id,
        )  # fmt: skip
    saved = desk.save_list(["e1", "e2", "x"], saw=1, added=["x"])
    assert 1 == len(saved.conflicts)
    assert ("e2", "e1", "x") == desk.entries()


def test_carried_entries_keep_their_codes_and_last_year_its_own_order(desk):
    later = opened(desk.engine, year=2021, people=people_of(desk))
    later.save_list(["e3", "e1", "fresh"], added=["fresh"])
    assert ("e3", "e1", "fresh") == later.entries()
    assert ("e1", "e2", "e3") == desk.entries()
    saved = later.save_list(["e3", "e1", "fresh", "e2"], saw=1, added=["e2"])
    assert {("priorities", "e2"): "e4"} == saved.codes


def test_an_earlier_order_is_restored_with_what_was_removed(desk):
    desk.save_list(["e2", "x"], saw=1, added=["x"], removed=["e1", "e3"])
    restore(
        desk.report_id,
        desk.round_id,
        Earlier("priorities", "", 1, 2),
        Context(NOW, desk.focal, engine=desk.engine),
    )
    assert ("e1", "e2", "e3") == desk.entries()
    assert {"priorities": ("x",)} == desk.kept().removed


def test_lists_that_cannot_be_are_refused(desk):
    with pytest.raises(NotFound):
        desk.save_list(["e1", "unheard-of"], saw=1)
    with pytest.raises(Unreadable):
        desk.save_list(["<script>"], saw=1, added=["<script>"])
    with pytest.raises(TooLarge):
        desk.save_list([f"e{number}" for number in range(501)], saw=1)
    with pytest.raises(NotFound):
        desk.save_list(["e1"], question="name")
    with pytest.raises(NotYours):
        desk.save_list(["e1"], saw=1, person=desk.colleague)
    assert ("e1", "e2", "e3") == desk.entries()


def test_a_countrys_own_rows_are_answered_in_their_order(desk):
    with writing(desk.engine) as session:
        for place, code in ((2, "n1"), (1, "n2"), (3, "n3")):
            removed = NOW if code == "n3" else None
            session.add(
                Entry(
                    reporter="CHL",
                    list="next_steps",
                    code=code,
                    position=place,
                    text=code,
                    removed_at=removed,
                )
            )
    desk.save(say("done", "yes", row="n1"))
    kept = desk.kept().replies
    assert ["n2", "n1"] == [row.code for row in kept.country_rows["next_steps"]]
    assert isinstance(kept.country_rows["next_steps"][0], Option)
    assert "yes" == kept.of("done", "n1").value
    with pytest.raises(NotFound):
        desk.save(say("done", "yes", row="n4"))
