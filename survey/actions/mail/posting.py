"""Send the letters that are due, with retries; normally each is sent once.

A letter is claimed before it is sent. If the sender dies in between, the claim expires after a while, and
only then the letter is sent again, unless a mark tells that the mail server took it. Logs and the audit
contain ids and kinds, never an address.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import sleep

from sqlalchemy import Engine, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from survey.actions.audit.recording import recorded
from survey.actions.context import Context
from survey.actions.mail.mail_server import MailServer, Postman, message
from survey.errors import Busy
from survey.storage.engine.database import db, writing
from survey.storage.mail.letters import Letter, claim, letters_due
from survey.storage.mail.marks import Marks, left_in, marks_in
from survey.storage.people.people import Person

log = logging.getLogger(__name__)

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60))
"""The time to wait after each failed attempt; the last one holds for all further attempts."""

PATIENCE = timedelta(days=2)
SHORT_PATIENCE: Mapping[str, timedelta] = {"sign_in": timedelta(minutes=15)}
"""A sign-in link expires soon, so its letter is not tried for longer."""

CLAIMED = timedelta(minutes=15)
"""Longer than sending ever takes: afterwards another worker sends the letter of a dead one."""

SECRET_KINDS = frozenset({"sign_in"})
"""Letters whose text signs a person in: once they leave the outbox, their text is erased."""

FINAL = 500
"""From this number on, an answer of the mail server is final; the lower ones ask to try again."""

NOTED_AFTER = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds between attempts to note a letter that was sent: if that fails, it would be sent again."""


@dataclass(slots=True)
class Sent:
    """The numbers of letters sent, failed and given up."""

    sent: int = 0
    failed: int = 0
    gave_up: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of sending: over which connection, at which time, into which database, and what came of it."""

    postman: Postman
    now: datetime
    engine: Engine | None
    result: Sent
    marks: Marks


def send_due(
    now: datetime,
    smtp: MailServer,
    engine: Engine | None = None,
    most: int = 20,
    folder: Path | None = None,
) -> Sent:
    """Send the letters that are due now over one connection, for as long as the mail server answers.

    In the folder, senders mark what the mail server took: what a dead one marked is noted first.
    """
    _note_marked(now, engine, folder)
    with Session(engine if engine is not None else db.engine) as session:
        due = [letter.id for letter in letters_due(session, now, most)]
    with Postman(smtp) as postman, marks_in(folder) as marks:
        turn = Turn(postman, now, engine, Sent(), marks)
        for letter_id in due:
            _send(letter_id, turn)
            if not postman.answers:
                break
    return turn.result


def _send(letter_id: int, turn: Turn) -> None:
    with writing(turn.engine) as session:
        letter = claim(session, letter_id, turn.now, turn.now + CLAIMED)
        person = session.get(Person, letter.person_id) if letter else None
    if letter is None or person is None:
        return
    # After a long pause a worker still tries an ordinary letter once, but not a letter with an expired link.
    if _patience_ends(letter) <= turn.now and (letter.kind in SHORT_PATIENCE or letter.attempts > 1):
        _give_up(letter, None, turn)
    else:
        _try_to_send(letter, person, turn)


def _try_to_send(letter: Letter, person: Person, turn: Turn) -> None:
    """Send a letter; whatever is wrong with it must not touch the other letters."""
    try:
        mail = message(letter, person, turn.postman.server, turn.now)
    except Exception as failure:  # the library says in many ways that it cannot write an address
        _failed(letter, failure, turn, is_final=True)
        return
    try:
        turn.postman.send(mail)
    except Exception as failure:
        _failed(letter, failure, turn, is_final=turn.postman.greeted and _is_final(failure))
    else:
        turn.marks.set(mark_of(letter))
        _insist(lambda: _note_sent(letter, Context(turn.now, engine=turn.engine)))
        turn.marks.clear()
        turn.result.sent += 1


def mark_of(letter: Letter) -> str:
    """Return what marks a letter, which no letter of another database has."""
    return f"{letter.id} {letter.written_at.isoformat()}"


def _note_marked(now: datetime, engine: Engine | None, folder: Path | None) -> None:
    """Note the letters that the mail server took from a sender that died before its note."""
    with left_in(folder) as marks:
        for mark in marks:
            with Session(engine if engine is not None else db.engine) as session:
                letter = session.get(Letter, int(mark.split()[0])) if mark.split()[0].isdigit() else None
            if letter is not None and letter.sent_at is None and mark == mark_of(letter):
                _note_sent(letter, Context(now, engine=engine))


def _is_final(failure: Exception) -> bool:
    """Tell whether the mail server, or the library, would say the same about this letter each time."""
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return all(code >= FINAL for code, _ in failure.recipients.values())
    if isinstance(failure, smtplib.SMTPDataError):
        return failure.smtp_code >= FINAL
    return isinstance(failure, smtplib.SMTPNotSupportedError | ValueError)


def _failed(letter: Letter, failure: Exception, turn: Turn, *, is_final: bool) -> None:
    """Schedule another attempt, or give up if that would be too late or of no use."""
    log.warning("letter %s was not sent: %s", letter.id, _why(failure))
    turn.result.failed += 1
    again_at = turn.now + BACK_OFF[min(letter.attempts, len(BACK_OFF)) - 1]
    if is_final or again_at > _patience_ends(letter):
        _give_up(letter, failure, turn)
        return
    with writing(turn.engine) as session:
        session.execute(update(Letter).where(Letter.id == letter.id).values(next_try_at=again_at))


def _insist(note: Callable[[], None]) -> None:
    """Note what was done, with growing pauses while the database is away."""
    for pause in NOTED_AFTER:
        try:
            note()
        except (DBAPIError, Busy):
            log.warning("a letter that was sent could not be noted yet")
            sleep(pause)
        else:
            return
    note()


def _patience_ends(letter: Letter) -> datetime:
    return letter.written_at + SHORT_PATIENCE.get(letter.kind, PATIENCE)


def _note_sent(letter: Letter, context: Context) -> None:
    with recorded("letter_sent", context, report_id=letter.report_id) as act:
        act.details.update(letter=letter.id, kind=letter.kind, attempts=letter.attempts)
        _end(act.session, letter, sent_at=context.now)


def _give_up(letter: Letter, failure: Exception | None, turn: Turn) -> None:
    """Record in the audit that a letter will not be sent, and what the mail server answered."""
    context = Context(turn.now, engine=turn.engine)
    with recorded("letter_given_up", context, report_id=letter.report_id) as act:
        act.details.update(letter=letter.id, kind=letter.kind, attempts=letter.attempts, why=_why(failure))
        _end(act.session, letter, gave_up_at=turn.now)
    turn.result.gave_up += 1


def _end(session: Session, letter: Letter, **values: object) -> None:
    if letter.kind in SECRET_KINDS:
        values |= {"plain": "", "html": ""}
    session.execute(update(Letter).where(Letter.id == letter.id).values(next_try_at=None, **values))


def _why(failure: Exception | None) -> str:
    """Return the type of failure and the server's number, without its words, which may contain an address."""
    if failure is None:
        return "late"
    codes = {getattr(failure, "smtp_code", None)}
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        codes = {code for code, _ in failure.recipients.values()}
    return " ".join([type(failure).__name__, *(str(code) for code in sorted(filter(None, codes)))])
