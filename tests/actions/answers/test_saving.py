"""A save names the version it saw; what others changed meanwhile is told, never overwritten."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from survey.actions.answers.saving import save
from survey.actions.context import Context
from survey.answers.replies import Reply
from survey.errors import NotFound, Unreadable
from survey.questionnaire.model import TOTAL
from survey.workflow import NotNow, NotYours
from tests.actions.answers.desk import NOW, opened, say


@pytest.fixture
def desk(engine):
    return opened(engine)


def test_a_first_save_begins_the_report_and_leaves_history_and_audit(desk):
    saved = desk.save(say("name", "Ministry of Labour"))
    assert {("name", ""): 1} == saved.versions
    assert () == saved.conflicts
    assert "Ministry of Labour" == desk.reply("name").value
    assert ("draft", 1) == (desk.report().state, desk.report().version)
    assert [(1, {"cells": {TOTAL: "Ministry of Labour"}}, desk.focal, NOW)] == [
        (one.version, one.content, one.saved_by, one.saved_at) for one in desk.history("name")
    ]
    (line,) = desk.audit()
    assert ("save", desk.focal, desk.report_id, desk.round_id, {"versions": {"name": 1}}) == (
        line.action, line.person_id, line.report_id, line.round_id, line.details,
    )  # fmt: skip


def test_nothing_is_stored_before_the_first_answer(desk):
    assert {("name", ""): 0} == desk.save(say("name")).versions
    assert (0, 0, 0, 0, 0) == desk.counts()
    assert "open" == desk.report().state


def test_a_stale_save_is_a_conflict_with_both_texts_and_the_others_are_kept(desk):
    desk.save(say("name", "Theirs"), person=desk.other_focal)
    saved = desk.save(say("name", "Mine"), say("since", 2001))
    (conflict,) = saved.conflicts
    assert ("name", "", "Theirs", 1, desk.other_focal, NOW) == (
        conflict.question, conflict.row, conflict.theirs.value, conflict.their_version, conflict.person_id,
        conflict.at,
    )  # fmt: skip
    assert {("name", ""): 1, ("since", ""): 1} == saved.versions
    assert "Theirs" == desk.reply("name").value
    assert 2001 == desk.reply("since").value


def test_a_version_that_never_was_is_stale(desk):
    desk.save(say("name", "One"))
    assert desk.save(say("name", "Two", saw=7)).conflicts
    assert "One" == desk.reply("name").value


def test_a_save_with_nothing_but_conflicts_leaves_no_audit_line(desk):
    desk.save(say("name", "One"))
    desk.save(say("name", "Two"))
    assert 1 == len(desk.audit())
    assert 1 == desk.report().version


def test_unchanged_content_is_no_new_version_even_when_stale(desk):
    desk.save(say("name", "Same"))
    saved = desk.save(say("name", "Same"), person=desk.other_focal)
    assert {("name", ""): 1} == saved.versions
    assert () == saved.conflicts
    assert 1 == len(desk.history("name"))


def test_a_cleared_answer_is_a_version_too(desk):
    desk.save(say("name", "Said"))
    assert {("name", ""): 2} == desk.save(say("name", saw=1)).versions
    assert not desk.reply("name").answered
    assert [{"cells": {TOTAL: "Said"}}, {}] == [one.content for one in desk.history("name")]


def test_of_two_changes_at_one_place_the_last_counts(desk):
    desk.save(say("name", "First"), say("name", "Last"))
    assert "Last" == desk.reply("name").value
    assert 1 == len(desk.history("name"))


def test_cells_that_went_are_gone(desk):
    desk.save(say("children", cells={TOTAL: 3.0, "sex=F": 1.0, "sex=M": 2.0}))
    desk.save(say("children", cells={TOTAL: 4.0}, saw=1))
    assert {TOTAL: 4.0} == dict(desk.reply("children").cells)
    assert 1 == desk.counts()[1]


def test_saves_are_refused_in_every_state_but_the_countrys_own(desk):
    desk.save(say("name", "Before"))
    for state in ("submitted", "accepted", "published"):
        desk.change(state=state, submitted_at=NOW, accepted_at=NOW)
        with pytest.raises(NotNow) as refused:
            desk.save(say("name", "After", saw=1))
        assert "This is not possible while the report is" in str(refused.value)
    desk.change(state="returned")
    assert {("name", ""): 2} == desk.save(say("name", "After", saw=1)).versions
    assert "returned" == desk.report().state


def test_a_save_past_the_deadline_is_kept_until_the_round_is_closed(desk):
    late = NOW.replace(month=8)
    desk.save(say("name", "Late"), now=late)
    desk.change(closed_at=late)
    with pytest.raises(NotNow) as refused:
        desk.save(say("name", "Later", saw=1), now=late)
    assert "The round is closed" in str(refused.value)
    desk.change(extended_to=late.date())
    assert {("name", ""): 2} == desk.save(say("name", "Extended", saw=1), now=late).versions


def test_a_contributor_saves_in_the_sections_given_and_nowhere_else(desk):
    desk.save(say("since", 1999), person=desk.colleague)
    with pytest.raises(NotYours):
        desk.save(say("since", 2000, saw=1), say("name", "Not mine"), person=desk.colleague)
    assert 1999 == desk.reply("since").value


def test_who_may_comment_changes_comments_only(desk):
    desk.save(say("law", "yes", source="Gazette"))
    desk.save(say("law", "yes", source="Gazette", comment="Amended", saw=1), person=desk.commenter)
    assert "Amended" == desk.reply("law").comment
    with pytest.raises(NotYours):
        desk.save(say("law", "no", source="Gazette", comment="Amended", saw=2), person=desk.commenter)
    assert "yes" == desk.reply("law").value


def test_nobody_types_in_a_countrys_place(desk):
    for who in (desk.reviewer, desk.desk, desk.stranger):
        with pytest.raises(NotYours):
            desk.save(say("name", "Typed"), person=who)
    assert (0, 0, 0, 0, 0) == desk.counts()


def test_a_refusal_leaves_nothing_of_the_request(desk):
    with pytest.raises(NotFound):
        desk.save(say("name", "Said"), say("no.such.question", "x"))
    assert (0, 0, 0, 0, 0) == desk.counts()


NO_ANSWERS = (
    (say("name", 3.0), Unreadable),
    (say("since", "2001"), Unreadable),
    (say("children", float("nan")), Unreadable),
    (say("children", float("inf")), Unreadable),
    (say("themes", "cl"), Unreadable),
    (say("day", "2020-05-31"), Unreadable),
    (say("ratified", 2001, row="C999"), NotFound),
    (say("name", "x", row="C138"), NotFound),
    (say("objective", "x", row="e1"), NotFound),
    (say("priorities.objective", "x", row="e9"), NotFound),
    (say("done", "yes", row="nowhere"), NotFound),
    (say("priorities"), NotFound),
)


def test_what_is_no_answer_or_has_no_place_is_refused(desk):
    for change, refusal in NO_ANSWERS:
        with pytest.raises(refusal):
            desk.save(change)
    assert (0, 0, 0, 0, 0) == desk.counts()


def test_a_report_of_another_round_is_not_found(desk):
    other = opened(desk.engine, year=2021, people=range(1, 8), reporter="PER")
    with pytest.raises(NotFound):
        save(
            desk.report_id,
            other.round_id,
            [say("name", "x")],
            Context(NOW, desk.focal, engine=desk.engine),
            (),
        )


def test_signs_that_no_database_keeps_are_left_out(desk):
    desk.save(say("name", "Minis\x00try \ud800of", source="a\x00b"))
    kept = desk.reply("name")
    assert ("Ministry of", "ab") == (kept.value, kept.source)


def test_the_number_of_statements_does_not_grow_with_the_answers(desk):
    few = [say("name", "One"), say("since", 2001)]
    many = [say("ratified", 2001, row=row) for row in ("C138", "C182")]
    many += [say("children", cells={TOTAL: 1.0, "sex=F": 1.0}), say("law", "yes"), say("story", "Long")]
    many += [say("budget", 1.0, currency="USD"), say("sector", "farms"), say("themes", ("cl",))]
    desk.save(say("day"))
    assert statements(desk, *few) == statements(desk, *many)
    again = [say(one.question, row=one.row, saw=1, comment="Changed", cells=one.reply.cells) for one in many]
    assert 14 >= statements(desk, *again)


def test_a_report_is_read_in_three_queries(desk):
    desk.save(say("name", "One"), say("since", 2001), say("children", cells={TOTAL: 1.0, "sex=F": 1.0}))
    desk.kept()
    counted = []
    with listening(desk.engine, counted):
        desk.kept()
    assert 3 == len([one for one in counted if one.startswith("SELECT") and "FROM round" not in one])


def statements(desk, *changes):
    counted = []
    with listening(desk.engine, counted):
        assert () == desk.save(*changes).conflicts
    return len(counted)


@contextmanager
def listening(engine, counted):
    def heard(connection, cursor, statement, *rest):
        counted.append(statement)

    event.listen(engine, "before_cursor_execute", heard)
    yield
    event.remove(engine, "before_cursor_execute", heard)


def test_what_a_section_of_many_says_is_read_back(desk):
    desk.save(say("ratified", 2001, row="C138"), say("ratified", source="Gazette"))
    assert Reply("ratified", "C138", {TOTAL: 2001}) == desk.reply("ratified", "C138")
    assert "Gazette" == desk.reply("ratified").source


@pytest.mark.parametrize("code", ["=1+1", "@A1", "usd", "XQX", " USD"])
def test_a_currency_that_does_not_exist_is_refused(desk, code):
    with pytest.raises(Unreadable):
        desk.save(say("budget", 5.0, currency=code))
    assert (0, 0, 0, 0, 0) == desk.counts()
    desk.save(say("budget", 5.0, currency="PEN"))
    assert "PEN" == desk.reply("budget").currency
