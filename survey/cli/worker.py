"""`survey worker`: send letters, seal the audit and delete what has expired, again and again."""

from __future__ import annotations

import signal
from threading import Event
from types import FrameType

import click

from survey.actions.audit.sealing import seal
from survey.actions.mail.mail_server import MailServer, mail_server
from survey.actions.mail.posting import Sent, send_due
from survey.actions.people.signing_in import tidy
from survey.cli.desk import Desk, desk, tell

TIDY_EVERY = 360
"""The number of rounds of work between two clean-ups: an hour, at ten seconds each."""


@click.command()
@click.option("--every", default=10.0, show_default=True, help="Seconds between two looks.")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
def worker(every: float, once: bool) -> None:
    """Send e-mails and seal the audit until interrupted; several may run at once."""
    with desk() as at:
        smtp = mail_server(at.settings)
        if smtp is None:
            click.echo(
                "E-mails wait: no mail server is set (SURVEY_SMTP_HOST, SURVEY_SMTP_SENDER).", err=True
            )
        stop = _stopped_by_signals()
        turn = 0
        while not stop.is_set():
            _work(at, smtp, tidies=turn % TIDY_EVERY == 0)
            turn += 1
            if once:
                break
            stop.wait(every)


def _stopped_by_signals() -> Event:
    """Return an event that a signal sets, so that the worker ends after the current letter."""
    stop = Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    return stop


def _work(at: Desk, smtp: MailServer | None, *, tidies: bool) -> None:
    result = send_due(at.now, smtp, at.engine) if smtp is not None else Sent()
    while seal(at.now, at.engine):
        pass
    if tidies:
        tidy(at.now, at.engine)
    if result.sent or result.failed:
        tell(f"sent {result.sent}, to try again {result.failed - result.gave_up}, given up {result.gave_up}")
