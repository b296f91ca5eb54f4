"""A sender that is killed after the mail server took a letter, and before that was noted, repeats nothing."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from survey.actions.mail import posting
from survey.actions.mail.posting import Sent, mark_of, send_due
from survey.storage.mail.letters import Letter
from survey.storage.mail.marks import left_in, marks_in
from tests.actions.beginnings import NOW, audited, letters
from tests.actions.mail.mail_servers import LoopbackMail
from tests.actions.mail.test_posting_letters import to, written

LATER = NOW + timedelta(minutes=16)


@pytest.fixture
def mail():
    server = LoopbackMail()
    yield server
    server.close()


def killed(engine, folder, act):
    """Do something in a process that is killed by itself in the middle of it."""
    engine.dispose()
    child = os.fork()
    if not child:
        act()
        os._exit(0)
    assert 9 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) * -1


def away(*_):
    raise OSError("away")


def end_here(*_):
    os.kill(os.getpid(), 9)


def test_a_kill_before_the_note_repeats_no_letter(engine, mail, tmp_path, monkeypatch):
    written(engine, "a@labour.example", "b@labour.example")
    with monkeypatch.context() as patched:
        patched.setattr(posting, "_insist", end_here)
        killed(engine, tmp_path, lambda: send_due(NOW, to(mail.port), engine, folder=tmp_path))
    assert [None, None] == [letter.sent_at for letter in letters(engine)]
    assert Sent(sent=1) == send_due(LATER, to(mail.port), engine, folder=tmp_path)
    assert ["a@labour.example", "b@labour.example"] == [
        each["To"].addresses[0].addr_spec for each in mail.kept
    ]
    assert (2, []) == (len(audited(engine, "letter_sent")), [*tmp_path.iterdir()])


def test_without_a_mark_the_letter_would_be_repeated(engine, mail, tmp_path, monkeypatch):
    written(engine, "a@labour.example")
    with monkeypatch.context() as patched:
        patched.setattr(posting, "_insist", end_here)
        killed(engine, tmp_path, lambda: send_due(NOW, to(mail.port), engine))
    assert Sent(sent=1) == send_due(LATER, to(mail.port), engine)
    assert 2 == len(mail.kept)


def test_a_kill_while_sending_leaves_the_letter_to_be_sent(engine, mail, tmp_path, monkeypatch):
    written(engine, "a@labour.example")
    with monkeypatch.context() as patched:
        patched.setattr(posting.Postman, "send", end_here)
        killed(engine, tmp_path, lambda: send_due(NOW, to(mail.port), engine, folder=tmp_path))
    assert Sent(sent=1) == send_due(LATER, to(mail.port), engine, folder=tmp_path)
    assert 1 == len(mail.kept)


def test_the_mark_of_another_database_notes_nothing(engine, mail, tmp_path):
    written(engine, "a@labour.example")
    with marks_in(tmp_path) as marks:
        marks.set("1 2019-01-01T00:00:00+00:00")
        os.link(next(tmp_path.iterdir()), tmp_path / "left.copy")
    (tmp_path / "left.copy").rename(tmp_path / "left.mark")
    assert Sent(sent=1) == send_due(NOW, to(mail.port), engine, folder=tmp_path)
    assert 1 == len(mail.kept)


def test_the_mark_of_a_sender_that_lives_is_left_to_it(engine, tmp_path):
    written(engine, "a@labour.example")
    with marks_in(tmp_path) as marks:
        marks.set(mark_of(letters(engine)[0]))
        with left_in(tmp_path) as found:
            assert [] == found
        assert 1 == len([*tmp_path.iterdir()])


def test_marks_are_kept_until_they_were_noted(engine, mail, tmp_path, monkeypatch):
    written(engine, "a@labour.example")
    with monkeypatch.context() as patched:
        patched.setattr(posting, "_insist", end_here)
        killed(engine, tmp_path, lambda: send_due(NOW, to(mail.port), engine, folder=tmp_path))
    monkeypatch.setattr(posting, "_note_sent", away)
    with pytest.raises(OSError, match="away"):
        send_due(LATER, to(mail.port), engine, folder=tmp_path)
    with left_in(tmp_path) as found:
        assert 1 == len(found)


def test_a_mark_of_a_letter_that_is_gone_is_removed(engine, mail, tmp_path, monkeypatch):
    written(engine, "a@labour.example")
    with monkeypatch.context() as patched:
        patched.setattr(posting, "_insist", end_here)
        killed(engine, tmp_path, lambda: send_due(NOW, to(mail.port), engine, folder=tmp_path))
    with Session(engine) as session, session.begin():
        session.execute(delete(Letter))
    assert Sent() == send_due(LATER, to(mail.port), engine, folder=tmp_path)
    assert [] == [*tmp_path.iterdir()]
