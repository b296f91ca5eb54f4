"""The audit: what was done, by whom, about which report; and the letters, with what became of each.

Knows how to say an action; lines hold ids alone, and names are looked up when somebody reads them. Letters
are listed without their bodies, since one of them holds a key.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request
from sqlalchemy.orm import Session

from survey.messages import Message, say, say_count
from survey.storage.audit import last_seal, told
from survey.storage.database import db
from survey.storage.letters import letters_latest
from survey.web.access import for_desk
from survey.web.moments import moment
from survey.web.pages.audit_words import DONE, DONE_BY_ITSELF, unnamed
from survey.web.visit import visit
from survey.workflow import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.storage.audit import Told
    from survey.storage.letters import Letter
    from survey.storage.people import Person

pages = Blueprint("audit", __name__)

MOST = 50
FEW = 3
LARGEST_ID = 2**31 - 1


@pages.get("/<lang>/audit")
@for_desk(Action.AUDIT)
def lines() -> str:
    """List what was done last, of one report where one is named."""
    report_id = asked_number("report")
    with Session(db.engine) as session:
        found = told(session, asked_number("before"), MOST + 1, report_id)
        sealed = last_seal(session)
        return render_template(
            "audit.html",
            lines=[shown(one, sealed.last_line if sealed else 0) for one in found[:MOST]],
            older=older("audit", [one.line.id for one in found], report=report_id),
            report_id=report_id,
        )


@pages.get("/<lang>/letters")
@for_desk(Action.OUTBOX)
def letters() -> str:
    """List the letters written last and what became of them."""
    with Session(db.engine) as session:
        found = letters_latest(session, asked_number("before"), MOST + 1)
        return render_template(
            "letters.html",
            letters=[written(letter, person) for letter, person in found[:MOST]],
            older=older("letters", [letter.id for letter, _ in found]),
        )


def asked_number(name: str) -> int | None:
    """A number from the address, if it is one that a database knows."""
    found = request.args.get(name, default=None, type=int)
    return found if found is not None and 0 < found <= LARGEST_ID else None


def older(page: str, ids: Sequence[int], **more: int | None) -> str:
    """The address of what stands before the last one shown; none where that is all."""
    if len(ids) <= MOST:
        return ""
    kept = "".join(f"&{name}={value}" for name, value in more.items() if value is not None)
    return f"{visit().url(page).partition('?')[0]}?before={ids[MOST - 1]}{kept}"


def shown(one: Told, sealed_to: int) -> SimpleNamespace:
    """A line of the audit in words."""
    line, here = one.line, visit()
    has_report = bool(one.reporter and one.form)
    return SimpleNamespace(
        id=line.id,
        at=moment(here, line.at),
        done=DONE.get(line.action) or DONE_BY_ITSELF.get(line.action) or unnamed(line.action),
        by=one.person,
        report_id=line.report_id,
        report=f"{one.reporter} · {one.year}" if has_report else "",
        round=f"{one.form} {one.year}" if one.form else "",
        address=here.url("reports", one.form, str(one.year), one.reporter) if has_report else "",
        details="; ".join(f"{name} {brief(value)}" for name, value in sorted(line.details.items())),
        sealed=line.id <= sealed_to,
    )


def brief(value: object) -> str:
    """A detail as one short word: of many things, the first few and how many there are."""
    if isinstance(value, (dict, list)):
        more = f" … ({len(value)})" if len(value) > FEW else ""
        return ", ".join(str(one) for one in list(value)[:FEW]) + more
    return str(value)


def written(letter: Letter, person: Person) -> SimpleNamespace:
    """A letter as a line of the list."""
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
    """What became of a letter: its icon and a sentence."""
    if letter.sent_at is not None:
        return "done", say("letters/sent", "Sent {when}", when=moment(visit(), letter.sent_at))
    if letter.gave_up_at is not None:
        return "error", say_count(
            "letters/given-up",
            "Not delivered after {count} try, and not tried again. Check the address.",
            "Not delivered after {count} tries, and not tried again. Check the address.",
            letter.attempts,
        )
    if letter.attempts:
        return "half", say_count(
            "letters/retrying",
            "Not delivered yet, after {count} try. It will be tried again.",
            "Not delivered yet, after {count} tries. It will be tried again.",
            letter.attempts,
        )
    return "empty", say("letters/waiting", "Waiting to be sent")
