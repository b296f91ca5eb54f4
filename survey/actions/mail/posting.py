"""Send the letters that are due, with retries; normally each is sent once.

A letter is claimed before it is sent. If the sender dies in between, the claim expires after a while, and
only then the letter is sent again. Logs and the audit contain ids and kinds, never an address.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from survey.actions.audit.recording import recorded
from survey.actions.context import Context
from survey.actions.mail.mail_server import MailServer, Postman, message
from survey.storage.engine.database import db, writing
from survey.storage.mail.letters import Letter, claim, letters_due
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

FAILURES = (smtplib.SMTPException, OSError, ValueError)


@dataclass(slots=True)
class Sent:
    """The numbers of letters sent, failed and given up."""

    sent: int = 0
    failed: int = 0
    gave_up: int = 0


def send_due(now: datetime, smtp: MailServer, engine: Engine | None = None, most: int = 20) -> Sent:
    """Send the letters that are due now, the oldest first, over one connection."""
    result = Sent()
    with Session(engine if engine is not None else db.engine) as session:
        due = [letter.id for letter in letters_due(session, now, most)]
    with Postman(smtp) as postman:
        for letter_id in due:
            _send(letter_id, postman, now, engine, result)
    return result


def _send(letter_id: int, postman: Postman, now: datetime, engine: Engine | None, result: Sent) -> None:
    with writing(engine) as session:
        letter = claim(session, letter_id, now, now + CLAIMED)
        person = session.get(Person, letter.person_id) if letter else None
    if letter is None or person is None:
        return
    # After a long pause a worker still tries an ordinary letter once, but not a letter with an expired link.
    if _patience_ends(letter) <= now and (letter.kind in SHORT_PATIENCE or letter.attempts > 1):
        _give_up(letter, None, now, engine)
        result.gave_up += 1
        return
    try:
        postman.send(message(letter, person, postman.server, now))
    except FAILURES as failure:
        _failed(letter, failure, now, engine, result)
    else:
        _note_sent(letter, now, engine)
        result.sent += 1


def _failed(letter: Letter, failure: Exception, now: datetime, engine: Engine | None, result: Sent) -> None:
    """Schedule another attempt, or give up if that would be too late."""
    log.warning("letter %s was not sent: %s", letter.id, type(failure).__name__)
    result.failed += 1
    again_at = now + BACK_OFF[min(letter.attempts, len(BACK_OFF)) - 1]
    if again_at > _patience_ends(letter):
        _give_up(letter, failure, now, engine)
        result.gave_up += 1
        return
    with writing(engine) as session:
        session.execute(update(Letter).where(Letter.id == letter.id).values(next_try_at=again_at))


def _patience_ends(letter: Letter) -> datetime:
    return letter.written_at + SHORT_PATIENCE.get(letter.kind, PATIENCE)


def _note_sent(letter: Letter, now: datetime, engine: Engine | None) -> None:
    with recorded("letter_sent", Context(now, engine=engine), report_id=letter.report_id) as act:
        act.details.update(letter=letter.id, kind=letter.kind, attempts=letter.attempts)
        _end(act.session, letter, sent_at=now)


def _give_up(letter: Letter, failure: Exception | None, now: datetime, engine: Engine | None) -> None:
    """Record in the audit that a letter will not be sent, and what the mail server answered."""
    context = Context(now, engine=engine)
    with recorded("letter_given_up", context, report_id=letter.report_id) as act:
        act.details.update(letter=letter.id, kind=letter.kind, attempts=letter.attempts, why=_why(failure))
        _end(act.session, letter, gave_up_at=now)


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
