"""`survey worker`: send letters, seal the audit, have files made, delete what expired, again and again."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from itertools import count
from threading import Event
from types import FrameType

import click
from sqlalchemy.exc import DBAPIError

from survey.actions.activity.noting import tell_audit
from survey.actions.audit.anchoring import anchor
from survey.actions.audit.sealing import seal
from survey.actions.downloads.asking import start_if_due, start_papers
from survey.actions.mail.mail_server import MailServer, mail_server
from survey.actions.mail.posting import Sent, send_due
from survey.actions.people.signing_in import tidy
from survey.cli.desk import Desk, desk, refuse, tell
from survey.errors import Busy
from survey.storage.engine.database import writing
from survey.storage.engine.installation import note_worked
from survey.web.logs import without_words

log = logging.getLogger(__name__)

PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0, 60.0)
"""Seconds to wait at least after so many turns that failed one after the other; the last one holds."""

TIDY_EVERY = 360
"""The number of rounds of work between two clean-ups: an hour, at ten seconds each."""


@click.command()
@click.option("--every", default=10.0, show_default=True, help="Seconds between two looks.")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
def worker(every: float, once: bool) -> None:
    """Send e-mails, seal the audit and have files made until interrupted; several may run at once."""
    log.addFilter(without_words)
    with desk() as at:
        smtp = mail_server(at.settings)
        if smtp is None:
            click.echo(
                "E-mails wait: no mail server is set (SURVEY_SMTP_HOST, SURVEY_SMTP_SENDER).", err=True
            )
        _keep_working(at, smtp, every, None if not once else 1)


def _keep_working(at: Desk, smtp: MailServer | None, every: float, turns: int | None) -> None:
    """Work turn by turn, and go on after a turn that failed, with growing pauses."""
    stop = _stopped_by_signals()
    failed = 0
    for turn in count() if turns is None else range(turns):
        if stop.is_set():
            break
        problems = _work(at, smtp, tidies=turn % TIDY_EVERY == 0)
        failed = failed + 1 if problems else 0
        if turns is None:
            stop.wait(max(every, PAUSES[min(failed, len(PAUSES)) - 1]) if failed else every)
        elif problems:
            refuse("Some of the work was not done. What is due is tried again with the next turn.")


def _stopped_by_signals() -> Event:
    """Return an event that a signal sets, so that the worker ends after the current letter."""
    stop = Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    return stop


def _work(at: Desk, smtp: MailServer | None, *, tidies: bool) -> int:
    """Do all that is due, each work whatever became of the others; return how many of them failed."""
    works: list[Callable[[], object]] = [
        lambda: _send(at, smtp),
        lambda: tell_audit(at.now, at.engine),
        lambda: _seal(at),
        lambda: start_if_due(at.settings, at.now, at.engine),
    ]
    if tidies:
        works.append(lambda: tidy(at.now, at.engine))
        works.append(lambda: start_papers(at.settings, at.engine))
    problems = sum(not _was_done(work) for work in works)
    if not problems:
        problems += not _was_done(lambda: _note_worked(at))
    return problems


def _was_done(work: Callable[[], object]) -> bool:
    """Tell whether a work was done; say in the log why not, without values, which may be addresses."""
    try:
        work()
    except (DBAPIError, Busy) as failure:
        log.warning("The database did not do it: %s", type(failure.__cause__ or failure).__name__)
        return False
    except Exception as failure:
        log.exception("A work of the worker failed: %s", type(failure).__name__)
        return False
    return True


def _send(at: Desk, smtp: MailServer | None) -> None:
    result = send_due(at.now, smtp, at.engine, folder=at.settings.cache) if smtp is not None else Sent()
    if result.sent or result.failed:
        tell(f"sent {result.sent}, to try again {result.failed - result.gave_up}, given up {result.gave_up}")


def _seal(at: Desk) -> None:
    while seal(at.now, at.engine, at.audit_keys):
        pass
    if at.audit_anchor is not None:
        anchor(at.engine, at.audit_anchor)


def _note_worked(at: Desk) -> None:
    """Leave a heartbeat: `survey audit verify` says when it was left last."""
    with writing(at.engine) as session:
        note_worked(session, at.now)
