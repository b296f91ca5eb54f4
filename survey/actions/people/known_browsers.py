"""Browsers that are known: a sign-in in any other is told to the person, and is not exempt from limits.

A browser keeps a secret mark for each person who signed in there; the database has only its hash.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from survey.actions.activity.noting import KEPT, note
from survey.actions.audit.recording import recorded
from survey.actions.context import Context
from survey.actions.mail.office import drop, language_of
from survey.actions.people.devices import device_named
from survey.actions.people.secrets_kept import hashed
from survey.letters import new_device
from survey.storage.people.known_browsers import KnownBrowser, find_known, forget_marks, knows_any
from survey.storage.people.people import Person
from survey.storage.people.signing_in import find_session

MOST_MARKS = 5
"""The people of whom a browser keeps a mark; a further person takes the place of the first."""


@dataclass(frozen=True, slots=True)
class Met:
    """A browser after a sign-in: its marks, and whether it was known."""

    marks: tuple[str, ...]
    known: bool


def known_mark(session: Session, email: str, marks: tuple[str, ...], now: datetime) -> str:
    """Return the hash by which a browser is known to the owner of an address; nothing for other browsers."""
    found = find_known(session, email, [hashed(mark) for mark in marks], now - KEPT)
    return found.mark_sha256 if found else ""


def meet(session_token: str, marks: tuple[str, ...], context: Context, *, writes: bool = True) -> Met:
    """Remember the browser in which a session began; tell its person if it is new and `writes` is set.

    Nobody gets a letter about their very first browser.
    """
    with recorded("new_device", context) as act:
        signed_in = find_session(act.session, hashed(session_token))
        if signed_in is None:
            act.silent = True
            return Met(marks, known=True)
        person = act.session.get_one(Person, signed_in.person_id)
        hashes = [hashed(mark) for mark in marks]
        known = find_known(act.session, person.email, hashes, context.now - KEPT)
        if known is not None:
            known.seen_at, act.silent = context.now, True
            return Met(marks, known=True)
        act.person_id, act.details["session"] = person.id, signed_in.id
        if writes and knows_any(act.session, person.id):
            _tell(act.session, person, signed_in.browser, context)
        mark = secrets.token_urlsafe(24)
        act.session.add(KnownBrowser(person_id=person.id, mark_sha256=hashed(mark), seen_at=context.now))
        note(act.session, "new_device", person.id, context.now, signed_in.browser)
    return Met((*marks[1 - MOST_MARKS :], mark), known=False)


def _tell(session: Session, person: Person, browser: str, context: Context) -> None:
    office = context.writer
    page = office.page(language_of(person.language), "sessions")
    reader = office.reader(person.language, person.name)
    drop(session, person, new_device(reader, device_named(browser), context.now, page), context.now)


def forget_browser(marks: tuple[str, ...], context: Context) -> None:
    """Forget a browser: whoever signs in there next is told of a new device."""
    with recorded("forget_browser", context) as act:
        people = set(forget_marks(act.session, [hashed(mark) for mark in marks]))
        act.silent = not people
        for person_id in people:
            note(act.session, "forgot_browser", person_id, context.now)
        if len(people) == 1:
            act.details["person"] = people.pop()
