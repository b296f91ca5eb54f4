"""Invite the focal points of a round, and remind those with an outstanding report.

The letters are first found as values: a dry run shows them and writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from sqlalchemy.orm import Session

from survey.actions.audit.recording import recorded
from survey.actions.context import Context
from survey.actions.mail.office import drop
from survey.actions.rounds.rounds import AWAITED, is_closed
from survey.errors import NotFound, Refusal
from survey.letters import invitation, reminder
from survey.messages import say
from survey.storage.mail.letters import last_written
from survey.storage.people.people import Person, focal_points_by_reporter
from survey.storage.reports.reports import Report, reports_in
from survey.storage.rounds.rounds import Round, light_round

NOT_AGAIN_BEFORE = timedelta(hours=24)
"""A second reminder within a day is taken for a mistake."""


class Kind(StrEnum):
    """The kind of letter: the first letter of a round, or a reminder."""

    INVITATION = "invitation"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class WantedMailing:
    """The wanted letters: to all reporters or only some, and whether to write again."""

    kind: Kind
    only: Collection[str] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Addressed:
    """One letter to write: its recipient and its report."""

    person: Person
    report: Report


@dataclass(frozen=True, slots=True)
class Mailing:
    """All letters to write, and the reporters without a recipient."""

    letters: tuple[Addressed, ...]
    without_focal_point: tuple[str, ...]


def mailing(session: Session, round_id: int, wanted: WantedMailing, now: datetime) -> Mailing:
    """Return the invitations or reminders that are due now."""
    this = light_round(session, round_id)
    if this is None:
        raise NotFound(
            say("inviting/no-round", "This round does not exist. Look for it in the list of rounds.")
        )
    people = focal_points_by_reporter(session, round_id, now.date())
    written = last_written(session, round_id, wanted.kind.value)
    letters: list[Addressed] = []
    nobody: list[str] = []
    for report in _awaited(session, this, now, wanted.only):
        found = people.get(report.reporter, [])
        if not found:
            nobody.append(report.reporter)
        for person in found:
            last = written.get((report.id, person.id))
            if wanted.again or _is_due(wanted.kind, last, now):
                letters.append(Addressed(person, report))
    return Mailing(tuple(letters), tuple(nobody))


def _awaited(session: Session, this: Round, now: datetime, only: Collection[str]) -> list[Report]:
    """Return the reports for which it is the country's turn, of some reporters or of all."""
    reports = reports_in(session, this.id)
    unknown = sorted(set(only) - {report.reporter for report in reports})
    if unknown:
        raise Refusal(
            say(
                "inviting/not-expected",
                "Not expected to report in {year}: {reporters}. Check the list of the round.",
                year=str(this.year),
                reporters=", ".join(unknown),
            )
        )
    return [
        report
        for report in reports
        if report.state in AWAITED
        and (not only or report.reporter in only)
        and not is_closed(this, report, now)
    ]


def _is_due(kind: Kind, last: datetime | None, now: datetime) -> bool:
    if last is None:
        return True
    return kind is Kind.REMINDER and last <= now - NOT_AGAIN_BEFORE


def write_to_focal_points(round_id: int, wanted: WantedMailing, context: Context) -> Mailing:
    """Write the invitations or the reminders of a round; the worker sends them."""
    is_first = wanted.kind is Kind.INVITATION
    now = context.now
    action = "invite" if is_first else "remind"
    with recorded(action, context, round_id=round_id) as act:
        found = mailing(act.session, round_id, wanted, now)
        write = invitation if is_first else partial(reminder, today=now.date())
        for addressed in found.letters:
            about = context.writer.about(act.session, addressed.report)
            letter = about.letter(write, addressed.person)
            drop(act.session, addressed.person, letter, now, addressed.report.id)
        act.details |= {"letters": len(found.letters)}
        act.silent = not found.letters
    return found
