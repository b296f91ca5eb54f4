"""The audit: who did what to which report; and the letters, with their delivery.

Knows how to describe an action; lines hold only ids, and names are looked up for the reader. Letters are
listed without their bodies, since a body may hold a sign-in link.
"""

from __future__ import annotations

from contextlib import suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request
from sqlalchemy.orm import Session

from survey.countries import reporter_name
from survey.errors import Broken
from survey.messages import Message, say, say_count
from survey.storage.audit.audit import last_seal, told
from survey.storage.engine.database import db
from survey.storage.mail.letters import letters_latest
from survey.storage.people.people import names_of
from survey.storage.rounds.frozen import frozen
from survey.web.audit.details import detail_of
from survey.web.audit.values import DetailContext
from survey.web.audit.words import DONE, DONE_BY_ITSELF, unnamed
from survey.web.request.access import secretariat_only
from survey.web.request.moments import moment
from survey.web.request.round import visit_to
from survey.web.request.visit import visit
from survey.workflow import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.storage.audit.audit import AuditLine, Told
    from survey.storage.mail.letters import Letter
    from survey.storage.people.people import Person
    from survey.web.request.visit import Visit

pages = Blueprint("audit", __name__)

MOST = 50
FEW = 4
"""The texts of at most this many rounds are loaded for a page; other sections are shown by their codes."""
LARGEST_ID = 2**31 - 1


@pages.get("/<lang>/audit")
@secretariat_only(Action.AUDIT)
def lines() -> str:
    """List the latest actions, of a single report if its id is given."""
    report_id = asked_number("report")
    with Session(db.engine) as session:
        found = told(session, asked_number("before"), MOST + 1, report_id)
        sealed = last_seal(session)
        return render_template(
            "audit/audit.html",
            lines=shown_lines(session, found[:MOST], sealed.last_line if sealed else 0),
            older=older("audit", [entry.line.id for entry in found], report=report_id),
            report_id=report_id,
        )


@pages.get("/<lang>/letters")
@secretariat_only(Action.OUTBOX)
def letters() -> str:
    """List the letters written last and what became of them."""
    with Session(db.engine) as session:
        found = letters_latest(session, asked_number("before"), MOST + 1)
        return render_template(
            "audit/letters.html",
            letters=[written(letter, person) for letter, person in found[:MOST]],
            older=older("letters", [letter.id for letter, _ in found]),
        )


def asked_number(name: str) -> int | None:
    """Return a number from the address, if it can be a database id."""
    found = request.args.get(name, default=None, type=int)
    return found if found is not None and 0 < found <= LARGEST_ID else None


def older(page: str, ids: Sequence[int], **more: int | None) -> str:
    """Return the address of the next, older page; empty if there is none."""
    if len(ids) <= MOST:
        return ""
    kept = "".join(f"&{name}={value}" for name, value in more.items() if value is not None)
    return f"{visit().url(page).partition('?')[0]}?before={ids[MOST - 1]}{kept}"


def shown_lines(session: Session, found: Sequence[Told], sealed_to: int) -> list[SimpleNamespace]:
    """Return lines of the audit in words, with the names and texts that they need."""
    here, people, words = visit(), names_of(session, people_in(found)), words_of_rounds(session, found)
    return [
        shown(entry, DetailContext(here, people, words.get(entry.round_id or 0)), sealed_to)
        for entry in found
    ]


def people_in(found: Sequence[Told]) -> set[int]:
    """Return the people that the details of lines are about."""
    about = (entry.line.details.get("person") for entry in found)
    return {person for person in about if isinstance(person, int)}


def words_of_rounds(session: Session, found: Sequence[Told]) -> dict[int, Visit]:
    """Return the texts of the rounds of these lines, for a few rounds; broken rounds have none."""
    words = {}
    for round_id in list(dict.fromkeys(entry.round_id for entry in found if entry.round_id))[:FEW]:
        with suppress(Broken):
            words[round_id] = visit_to(frozen(session, round_id))
    return words


def shown(entry: Told, context: DetailContext, sealed_to: int) -> SimpleNamespace:
    """Return a line of the audit in words."""
    line, here = entry.line, context.visit
    details = [told_detail(line, key, context) for key in sorted(line.details)]
    return SimpleNamespace(
        id=line.id,
        at=moment(here, line.at),
        done=DONE.get(line.action) or DONE_BY_ITSELF.get(line.action) or unnamed(line.action),
        by=entry.person,
        report_id=line.report_id,
        reporter=reporter_name(entry.reporter, entry.names, here.language) if entry.reporter else "",
        form=context.title() or entry.form,
        year=entry.year,
        details=[detail for detail in details if not detail.value.items],
        folds=[detail for detail in details if detail.value.items],
        sealed=line.id <= sealed_to,
    )


def told_detail(line: AuditLine, key: str, context: DetailContext) -> SimpleNamespace:
    """Return a detail of a line in words."""
    row = detail_of(line.action, key)
    return SimpleNamespace(label=row.label, value=row.how(context, line.details[key]))


def written(letter: Letter, person: Person) -> SimpleNamespace:
    """Return a letter as a line of the list."""
    icon, became = fate(letter)
    return SimpleNamespace(
        subject=letter.subject,
        language=letter.language,
        to=person.name,
        address=person.email,
        at=moment(visit(), letter.written_at),
        icon=icon,
        became=became,
    )


def fate(letter: Letter) -> tuple[str, Message]:
    """Say what became of a letter: an icon and a sentence."""
    if letter.sent_at is not None:
        return "done", say(
            "letters/sent", "Sent {when}", note="an e-mail", when=moment(visit(), letter.sent_at)
        )
    if letter.gave_up_at is not None:
        return "error", say_count(
            "letters/given-up",
            "Not delivered after {count} attempt; there are no further attempts. Check the address.",
            "Not delivered after {count} attempts; there are no further attempts. Check the address.",
            letter.attempts,
        )
    if letter.attempts:
        return "half", say_count(
            "letters/retrying",
            "Not delivered yet, after {count} attempt. There will be another attempt.",
            "Not delivered yet, after {count} attempts. There will be another attempt.",
            letter.attempts,
        )
    return "empty", say("letters/waiting", "Waiting to be sent", note="an e-mail")
