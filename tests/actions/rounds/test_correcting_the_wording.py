"""A live round takes corrected words, keeps the earlier ones, and refuses whatever is more than words."""

import pytest
from sqlalchemy.orm import Session

from survey.actions.answers.revising import revise_wording
from survey.actions.context import Context
from survey.actions.rounds.rounds import close_round
from survey.errors import Refusal
from survey.storage.rounds.frozen import frozen
from survey.storage.rounds.rounds import revisions_of
from tests.actions.beginnings import NOW, audited, minutes, opened, tiny_settings


@pytest.fixture
def live(engine, tmp_path):
    """An open round, its settings, and the file that its author may still touch."""
    this = opened(tmp_path, engine)
    return this, tiny_settings(tmp_path), tmp_path / "forms" / "tiny" / "2020.yaml"


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def label(engine, this):
    with Session(engine) as session:
        return str(frozen(session, this.round_id).questionnaire.questions["a"].label)


def test_corrected_words_are_shown_and_the_earlier_ones_kept(engine, live):
    this, settings, path = live
    before = path.read_bytes()
    assert "What is said" == label(engine, this)
    edit(path, "label: What is said}", "label: What was said}")
    assert 2 == revise_wording(settings, this.round_id, Context(NOW + minutes(1), engine=engine))
    assert "What was said" == label(engine, this)
    with Session(engine) as session:
        kept = revisions_of(session, this.round_id)
    assert [(1, before, this.sha256)] == [(one.revision, one.source, one.sha256) for one in kept]
    (line,) = audited(engine, "revise_wording")
    assert (this.round_id, 2, this.sha256) == (
        line.round_id,
        line.details["revision"],
        line.details["before"],
    )


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("{id: a, kind: text", "{id: a, kind: narrative", "a"),
        ("{id: a, kind: text", "{id: a, kind: text, required: yes", "a"),
        ("{id: b, kind: text", "{id: b, kind: text, relevant: \"${a} = 'x'\"", "b"),
        ("id: b, kind", "id: c, kind", "second"),
        ("id: second", "id: other", "sections"),
        ("title: Second", "title: Second\n    relevant: \"${a} = 'x'\"", "second"),
        ("title: Tiny", "title: Tiny\nthemes: {one: One}", "questionnaire"),
    ],
)
def test_more_than_words_is_refused_by_name(engine, live, old, new, named):
    this, settings, path = live
    edit(path, old, new)
    with pytest.raises(Refusal) as refused:
        revise_wording(settings, this.round_id, Context(NOW + minutes(1), engine=engine))
    assert named == refused.value.message.values["names"]
    with Session(engine) as session:
        assert [] == list(revisions_of(session, this.round_id))
    assert [] == audited(engine, "revise_wording")


def test_the_same_words_are_no_correction(engine, live):
    this, settings, _ = live
    with pytest.raises(Refusal, match="same"):
        revise_wording(settings, this.round_id, Context(NOW + minutes(1), engine=engine))


def test_a_closed_round_keeps_its_words(engine, live):
    this, settings, path = live
    close_round(this.round_id, Context(NOW + minutes(1), engine=engine))
    edit(path, "title: First", "title: The first")
    with pytest.raises(Refusal, match="closed"):
        revise_wording(settings, this.round_id, Context(NOW + minutes(2), engine=engine))
