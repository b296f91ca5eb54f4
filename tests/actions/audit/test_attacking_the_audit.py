"""A person who may change the whole database, and knows the program, alters the audit: it is found."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from survey.actions.audit.anchoring import anchor, missing_seal, note_restored
from survey.actions.audit.keys import keys_from
from survey.actions.audit.sealing import BEFORE_ALL, BEGINNING, chained, seal, verify
from survey.errors import Refusal
from survey.storage.audit.audit import AuditLine, Seal, lacking, lines_between, seals
from tests.actions.audit.test_sealing_the_audit import noted
from tests.actions.beginnings import NOW

OLD, NEW = "o" * 32, "n" * 32
KEYS = keys_from(NEW)


@pytest.fixture
def kept(engine, tmp_path):
    """Three batches: the first of a time without a key, the others with one; all are anchored."""
    file = tmp_path / "anchor"
    for actions, keys in (("ab", keys_from("")), ("cd", KEYS), ("ef", KEYS)):
        noted(engine, *actions)
        seal(NOW, engine, keys=keys)
        anchor(engine, file)
    return file


def found(engine, file):
    """Whether a check finds anything."""
    return verify(engine, KEYS) is not None or missing_seal(engine, file) is not None


def resealed(session, key_id=None):
    """Compute all hashes anew as an attacker can, without the key; the ids of keys stay, or are replaced."""
    session.flush()
    known, after = BEGINNING, BEFORE_ALL
    for this in seals(session):
        known = this.sha256 = chained(known, lines_between(session, after, this.last_line))
        this.key_id = this.key_id if key_id is None else key_id
        after = this.last_line
        session.flush()


def edit(session, line=4):
    session.execute(update(AuditLine).where(AuditLine.id == line).values(action="nothing"))


def remove(session):
    session.execute(delete(AuditLine).where(AuditLine.id == 3))


def reorder(session):
    first, second = (session.get_one(AuditLine, number) for number in (3, 4))
    first.action, second.action = second.action, first.action


def edit_before_the_key(session):
    edit(session, 1)


def test_nothing_is_found_where_nothing_was_done(engine, kept):
    assert not found(engine, kept)
    with Session(engine) as session:
        assert ["", KEYS.newest_id, KEYS.newest_id] == [each.key_id for each in seals(session)]


@pytest.mark.parametrize("change", [edit, remove, reorder, edit_before_the_key])
@pytest.mark.parametrize("reseal", [None, "as they are", "without keys"])
def test_a_change_is_found_by_the_key_alone(engine, kept, change, reseal):
    with Session(engine) as session, session.begin():
        change(session)
        if reseal:
            resealed(session, "" if reseal == "without keys" else None)
    assert None is not verify(engine, KEYS)


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_seals_cut_off_at_the_end_are_found_by_the_anchor(engine, kept, number, lines):
    with Session(engine) as session, session.begin():
        for this in [*seals(session)][-number:]:
            session.delete(this)
            if lines:
                session.execute(delete(AuditLine).where(AuditLine.id >= this.first_line))
    assert (3 - number) * 2 + 1 == missing_seal(engine, kept)


@pytest.mark.parametrize("change", [edit, remove, reorder, edit_before_the_key])
def test_lines_changed_and_sealed_anew_by_the_worker_are_found_by_the_anchor(engine, kept, change):
    with Session(engine) as session, session.begin():
        change(session)
        session.execute(delete(Seal))
    while seal(NOW, engine, keys=KEYS):
        pass
    assert None is verify(engine, KEYS)
    assert None is not missing_seal(engine, kept)
    with pytest.raises(Refusal, match="lacks the last seal"):
        anchor(engine, kept)


def test_a_noted_hash_tells_that_its_seal_is_gone(engine, kept):
    with Session(engine) as session, session.begin():
        last = seals(session)[-1]
        sha256 = last.sha256
        assert [] == lacking(session, [sha256])
        session.delete(last)
        session.flush()
        assert [sha256] == lacking(session, [sha256])


def test_a_key_is_changed_and_the_old_one_still_verifies(engine, tmp_path):
    noted(engine, "a")
    seal(NOW, engine, keys=keys_from(OLD))
    both = keys_from(f"{NEW}\n{OLD}\n")
    noted(engine, "b")
    seal(NOW, engine, keys=both)
    assert None is verify(engine, both)
    file = tmp_path / "keys"
    file.write_text(f"{NEW}\n{OLD}\n")
    assert both == keys_from(f"@{file}")
    for lost in (NEW, OLD, ""):
        with pytest.raises(Refusal, match="SURVEY_AUDIT_KEY does not hold"):
            verify(engine, keys_from(lost))


def test_nothing_is_sealed_without_the_key_once_there_was_one(engine, kept):
    noted(engine, "g")
    with pytest.raises(Refusal, match="SURVEY_AUDIT_KEY does not hold"):
        seal(NOW, engine)
    assert 1 == seal(NOW, engine, keys=KEYS)


@pytest.mark.parametrize("setting", ["short", f"{NEW} short", "@/nowhere/at/all"])
def test_a_key_that_is_short_or_not_there_is_refused(setting):
    with pytest.raises(Refusal, match="SURVEY_AUDIT_KEY"):
        keys_from(setting)


def test_the_anchor_only_grows_and_a_line_that_was_broken_off_is_written_again(engine, kept):
    whole = kept.read_text()
    assert 3 == len(whole.splitlines())
    assert 0 == anchor(engine, kept)
    kept.write_text(whole[:-40])
    assert 1 == anchor(engine, kept)
    assert kept.read_text().startswith(whole[:-40] + "\n")
    assert not found(engine, kept)


def test_after_a_restore_the_seals_that_it_gave_up_are_not_missed(engine, kept):
    with Session(engine) as session, session.begin():
        session.execute(delete(Seal).where(Seal.first_line > 2))
        session.execute(delete(AuditLine).where(AuditLine.id > 2))
    assert 3 == missing_seal(engine, kept)
    note_restored(engine, kept, NOW + timedelta(hours=1))
    assert None is missing_seal(engine, kept)
    noted(engine, "again")
    seal(NOW, engine, keys=KEYS)
    assert 1 == anchor(engine, kept)
    with Session(engine) as session, session.begin():
        session.execute(delete(Seal).where(Seal.first_line > 2))
    assert None is not missing_seal(engine, kept)
