"""An earlier version comes back as a new one; the history loses nothing."""

import pytest

from survey.actions.answers.restoring import Earlier, restore
from survey.actions.context import Context
from survey.errors import NotFound
from survey.questionnaire.model import TOTAL
from survey.workflow import NotYours
from tests.actions.answers.desk import NOW, opened, say


@pytest.fixture
def desk(engine):
    made = opened(engine)
    made.save(say("children", cells={TOTAL: 5.0, "sex=F": 2.0}, source="Survey", reported_to=("vnr",)))
    made.save(say("children", missing="not_available", saw=1))
    return made


def back(desk, version, saw, person=None, question="children"):
    earlier = Earlier(question, "", version, saw)
    return restore(
        desk.report_id, desk.round_id, earlier, Context(NOW, person or desk.focal, engine=desk.engine)
    )


def test_an_earlier_version_is_a_new_version(desk):
    assert {("children", ""): 3} == back(desk, 1, 2).versions
    kept = desk.reply("children")
    assert ({TOTAL: 5.0, "sex=F": 2.0}, "Survey", ("vnr",), "") == (
        kept.cells, kept.source, kept.reported_to, kept.missing,
    )  # fmt: skip
    assert [1, 2, 3] == [one.version for one in desk.history("children")]
    line = desk.audit()[-1]
    assert ("restore", {"restored": 1, "versions": {"children": 3}}) == (line.action, line.details)


def test_a_stale_restore_is_a_conflict(desk):
    (conflict,) = back(desk, 1, 1).conflicts
    assert ("not_available", 2) == (conflict.theirs.missing, conflict.their_version)


def test_a_version_that_never_was_is_not_found(desk):
    for version, question in ((9, "children"), (1, "name"), (1, "no.such.question")):
        with pytest.raises(NotFound):
            back(desk, version, 2, question=question)


def test_restoring_needs_the_right_to_edit(desk):
    with pytest.raises(NotYours):
        back(desk, 1, 2, person=desk.commenter)
