"""Sign in without a password: by a link and a code in a letter, each valid once and for a short time.

An unknown address is treated like a known one: the same answer and the same rows, only without a letter.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.actions.activity.noting import count_lockout, count_wrong_codes, forget_old, note
from survey.actions.audit.recording import recorded
from survey.actions.context import Context
from survey.actions.mail.office import drop
from survey.actions.people.known_browsers import known_mark
from survey.actions.people.limiting import TooManyTries, limit_links, unlock_links
from survey.actions.people.people import person_at
from survey.actions.people.secrets_kept import hashed
from survey.actions.people.sessions import begin_session, holds_anything
from survey.actions.single_sign_on.providers import domain_of
from survey.errors import NotFound, Refusal
from survey.letters import LINK_MINUTES, nothing_open, sign_in
from survey.messages import Message, say
from survey.storage.engine.database import db, writing
from survey.storage.factors.pending import forget_pending
from survey.storage.people.people import Person, find_person
from survey.storage.people.signing_in import (
    SignInLink,
    find_link,
    forget,
    links_of_browser,
    spend,
)

LINK_LASTS = timedelta(minutes=LINK_MINUTES)
REMEMBERED = timedelta(days=2)
WRONG_CODES = 5
CODE_DIGITS = 6


class LinkRefused(Refusal):
    """A link that does not sign in (any more); if it was sent to a person, they can ask for a new one."""

    code = "sign-in-link"
    status = 410

    def __init__(self, message: Message, *, was_sent: bool = False) -> None:
        super().__init__(message)
        self.was_sent = was_sent


class CodeRefused(Refusal):
    """A code that does not sign in."""

    code = "sign-in-code"
    status = 400


class NoLinks(Refusal):
    """A link was asked for at an address whose people sign in with their organization's account."""

    code = "no-links"
    status = 403


@dataclass(frozen=True, slots=True)
class AskingBrowser:
    """The browser that asks for a link: its secret, its network, and the language of its pages."""

    token: str
    network: str
    language: str = "en"
    marks: tuple[str, ...] = ()
    """The secret marks of people who signed in there before."""
    without_links: Collection[str] = ()
    """Domains whose people sign in with the account of their organization only."""


def ask_link(email: str, browser: AskingBrowser, context: Context) -> None:
    """Send a letter with a link and a code, if the address is known; the answer is the same if it is not."""
    now, office = context.now, context.writer
    if domain_of(email) in browser.without_links:
        raise NoLinks(
            say(
                "sign-in/no-links",
                "People of your organization sign in with the account that they have there. Type your "
                "address on the sign-in page to continue.",
            )
        )
    _limit(email, browser, context)
    token, code = secrets.token_urlsafe(32), f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    with recorded("ask_link", context) as act:
        person = find_person(act.session, email)
        enters = person is not None and holds_anything(act.session, person, now)
        act.session.add(_link(person if enters else None, token, code, browser.token, now))
        # Written for unknown addresses too: the time it takes must not reveal whether an address is known.
        speaks, name = (person.language, person.name) if person else (browser.language, email)
        reader = office.reader(speaks, name)
        letter = sign_in(reader, office.sign_in_link(speaks, token), code)
        if person is not None:
            drop(act.session, person, letter if enters else nothing_open(reader), now)


def ask_link_again(token: str, browser: AskingBrowser, context: Context) -> None:
    """Send a new letter to the person whose link does not work any more."""
    with Session(context.engine if context.engine is not None else db.engine) as session:
        link = find_link(session, hashed(token))
        person = session.get(Person, link.person_id) if link is not None and link.person_id else None
        if person is None:
            raise _link_refused(None)
        email = person.email
    ask_link(email, browser, context)


def _limit(email: str, browser: AskingBrowser, context: Context) -> None:
    """Count a request against the limits; what they refuse is noted for the owner of the address."""
    now = context.now
    try:
        with writing(context.engine) as session:
            known = known_mark(session, email, browser.marks, now)
            limit_links(session, email, browser.network, known, now)
    except TooManyTries as refusal:
        count_lockout(email if refusal.of_address else "", refusal.again_at, context)
        raise


def unlock_address(email: str, context: Context) -> None:
    """Let the person with an address ask for links again, which was used too often by others."""
    with Session(context.engine if context.engine is not None else db.engine) as session:
        person_id = person_at(session, email).id
    unlock_person(person_id, context)


def unlock_person(person_id: int, context: Context) -> None:
    """Let a person ask for links again."""
    with recorded("unlock_address", context, person=person_id) as act:
        person = act.session.get(Person, person_id)
        if person is None:
            raise NotFound(say("people/nobody-known", "There is no such person."))
        unlock_links(act.session, person.email, context.now)
        note(act.session, "unlocked", person.id, context.now)


def _link(person: Person | None, token: str, code: str, browser_token: str, now: datetime) -> SignInLink:
    return SignInLink(
        person_id=person.id if person else None,
        token_sha256=hashed(token),
        code_sha256=_code_hash(browser_token, code),
        browser_sha256=hashed(browser_token),
        asked_at=now,
        expires_at=now + LINK_LASTS,
    )


def spend_link(token: str, context: Context, browser: str = "") -> str:
    """Sign in by pressing the button behind a link: use up the link and return the token of a new session."""
    with recorded("sign_in", context, by="link") as act:
        link = find_link(act.session, hashed(token))
        if link is not None and spend(act.session, link.id, context.now):
            return begin_session(act, link.person_id or 0, browser, context.now)
        if link is not None:
            act.session.refresh(link)  # another browser may have used it up in the meantime
        raise _link_refused(link)


def look_at_link(token: str, context: Context) -> LinkRefused | None:
    """Return why a link does not sign in (any more), or None if it does. Looking does not use it up."""
    with Session(context.engine if context.engine is not None else db.engine) as session:
        link = find_link(session, hashed(token))
        is_live = (
            link is not None and link.person_id and link.spent_at is None and link.expires_at > context.now
        )
        return None if is_live else _link_refused(link)


def _link_refused(link: SignInLink | None) -> LinkRefused:
    """Return why a link does not sign in, and what to do."""
    if link is not None and link.spent_at is not None:
        return LinkRefused(
            say(
                "sign-in/link-spent",
                "This link was used already; each link works once. Ask for a new one.",
            ),
            was_sent=True,
        )
    if link is not None:
        return LinkRefused(
            say(
                "sign-in/link-late",
                "This link has expired; a link works for {minutes} minutes. Ask for a new one.",
                minutes=LINK_MINUTES,
            ),
            was_sent=link.person_id is not None,
        )
    return LinkRefused(
        say(
            "sign-in/link-unknown",
            "This link does not work. It may be several days old, or not copied completely: "
            "open it from the e-mail again, or ask for a new one with your address.",
        )
    )


def spend_code(browser_token: str, code: str, context: Context, browser: str = "") -> str:
    """Sign in with the code of the letter, in the browser that asked for it; five wrong codes use it up."""
    wanted = _code_hash(browser_token, "".join(code.split()))
    with recorded("sign_in", context, by="code") as act:
        open_to_codes = [
            link
            for link in links_of_browser(act.session, hashed(browser_token), context.now)
            if link.wrong_codes < WRONG_CODES
        ]
        for link in open_to_codes:
            if secrets.compare_digest(link.code_sha256, wanted) and spend(act.session, link.id, context.now):
                return begin_session(act, link.person_id or 0, browser, context.now)
        for link in open_to_codes:
            link.wrong_codes += 1
        count_wrong_codes(act.session, [link.person_id for link in open_to_codes], context.now)
        act.silent = True
    raise _code_refused(max((WRONG_CODES - link.wrong_codes for link in open_to_codes), default=0))


def _code_refused(left: int) -> CodeRefused:
    """Return the refusal of a wrong code, or of any further code."""
    if left > 0:
        return CodeRefused(
            say(
                "sign-in/code-wrong",
                "This is not the code of the e-mail. Check the digits in the newest e-mail.",
            )
        )
    return CodeRefused(
        say(
            "sign-in/code-spent",
            "The code has expired or was mistyped too often. Ask for a new one with your "
            "address, in this browser.",
        )
    )


def sign_in_sample(person_id: int, context: Context, browser: str = "") -> str:
    """Sign in as a sample person by a button; callers make sure that this is a demonstration."""
    with recorded("sign_in", context, by="sample") as act:
        return begin_session(act, person_id, browser, context.now)


def tidy(now: datetime, engine: Engine | None = None) -> None:
    """Delete links and counted tries that are no longer needed."""
    with writing(engine) as session:
        forget(session, now - REMEMBERED)
        forget_pending(session, now)
    forget_old(now, engine)


def _code_hash(browser_token: str, code: str) -> str:
    """Return the hash stored for a code: its few digits are useless without the browser's secret."""
    return hashed(f"{browser_token} {code}")
