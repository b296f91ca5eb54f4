"""Signing in without a password: a link and a code by mail, each good once and not for long; and sessions.

An unknown address takes exactly the course of a known one: the same answer, the same rows, only no letter.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from survey.actions.audit.recording import Recorded, recorded
from survey.actions.mail.office import Office, drop
from survey.actions.people.acting import held_by, held_on
from survey.actions.people.limiting import count_tries, refuse_too_many
from survey.errors import NotFound, Refusal
from survey.letters import LINK_MINUTES, nothing_open, sign_in
from survey.messages import Message, say
from survey.storage.engine.database import db, writing
from survey.storage.people.people import Person, find_person
from survey.storage.people.signing_in import (
    LiveSession,
    SignedIn,
    SignInLink,
    end_sessions_of,
    find_link,
    find_live,
    forget,
    links_of_browser,
    live_sessions,
    spend,
)
from survey.workflow import Actor

LINK_LASTS = timedelta(minutes=LINK_MINUTES)
IDLE = timedelta(hours=12)
AT_MOST = timedelta(days=7)
SEEN_EVERY = timedelta(minutes=5)
"""A session notes that it was seen this often, not at every request: reading a page writes nothing."""
REMEMBERED = timedelta(days=2)
WRONG_CODES = 5
CODE_DIGITS = 6


class LinkRefused(Refusal):
    """A link that does not sign in, or not any more; one that was sent to somebody can be sent anew."""

    code = "sign-in-link"
    status = 410

    def __init__(self, message: Message, *, was_sent: bool = False) -> None:
        super().__init__(message)
        self.was_sent = was_sent


class NothingOpen(Refusal):
    """Somebody who is known, and holds nothing today."""

    code = "nothing-open"
    status = 403


class CodeRefused(Refusal):
    """A code that does not sign in."""

    code = "sign-in-code"
    status = 400


def ask_link(
    email: str,
    browser_token: str,
    now: datetime,
    *,
    network: str,
    office: Office,
    language: str = "en",
    engine: Engine | None = None,
) -> None:
    """Write a letter with a link and a code, if the address is known; nothing tells whether it is."""
    over = count_tries(email, network, now, engine)
    if over is not None:
        refuse_too_many(over, now)
    token, code = secrets.token_urlsafe(32), f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    with recorded("ask_link", None, now, engine=engine) as act:
        person = find_person(act.session, email)
        enters = person is not None and _holds(act.session, person, now)
        act.session.add(_link(person if enters else None, token, code, browser_token, now))
        # Composed for nobody too: the time that it takes must not tell who is known.
        speaks, name = (person.language, person.name) if person else (language, email)
        reader = office.reader(speaks, name)
        letter = sign_in(reader, office.sign_in_link(speaks, token), code)
        if person is not None:
            drop(act.session, person, letter if enters else nothing_open(reader), now)


def ask_link_again(
    token: str,
    browser_token: str,
    now: datetime,
    *,
    network: str,
    office: Office,
    engine: Engine | None = None,
) -> None:
    """Write a new letter to whom a link was sent that does not sign in any more."""
    with Session(engine if engine is not None else db.engine) as session:
        link = find_link(session, hashed(token))
        person = session.get(Person, link.person_id) if link is not None and link.person_id else None
        if person is None:
            raise _link_refused(None)
        email = person.email
    ask_link(email, browser_token, now, network=network, office=office, engine=engine)


def _holds(session: Session, person: Person, now: datetime) -> bool:
    """Tell whether there is anything that somebody may open today."""
    return bool(held_on(session, person.id, now.date()))


def _link(person: Person | None, token: str, code: str, browser_token: str, now: datetime) -> SignInLink:
    return SignInLink(
        person_id=person.id if person else None,
        token_sha256=hashed(token),
        code_sha256=_code_hash(browser_token, code),
        browser_sha256=hashed(browser_token),
        asked_at=now,
        expires_at=now + LINK_LASTS,
    )


def spend_link(token: str, now: datetime, *, browser: str = "", engine: Engine | None = None) -> str:
    """Sign in by pressing the button behind a link: spend it, and return the token of a new session."""
    with recorded("sign_in", None, now, engine=engine, by="link") as act:
        link = find_link(act.session, hashed(token))
        if link is not None and spend(act.session, link.id, now):
            return _begin(act, link.person_id or 0, browser, now)
        if link is not None:
            act.session.refresh(link)  # another browser may have spent it since it was found
        raise _link_refused(link)


def look_at_link(token: str, now: datetime, engine: Engine | None = None) -> LinkRefused | None:
    """Why a link does not sign in (any more); None while it does. Looking spends nothing."""
    with Session(engine if engine is not None else db.engine) as session:
        link = find_link(session, hashed(token))
        is_live = link is not None and link.person_id and link.spent_at is None and link.expires_at > now
        return None if is_live else _link_refused(link)


def _link_refused(link: SignInLink | None) -> LinkRefused:
    """Explain why a link does not sign in, and what to do."""
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


def spend_code(
    browser_token: str, code: str, now: datetime, *, browser: str = "", engine: Engine | None = None
) -> str:
    """Sign in by the code of the letter, in the browser that asked for it; five wrong ones spend it."""
    wanted = _code_hash(browser_token, "".join(code.split()))
    with recorded("sign_in", None, now, engine=engine, by="code") as act:
        open_to_codes = [
            link
            for link in links_of_browser(act.session, hashed(browser_token), now)
            if link.wrong_codes < WRONG_CODES
        ]
        for link in open_to_codes:
            if secrets.compare_digest(link.code_sha256, wanted) and spend(act.session, link.id, now):
                return _begin(act, link.person_id or 0, browser, now)
        for link in open_to_codes:
            link.wrong_codes += 1
        act.silent = True
    raise _code_refused(max((WRONG_CODES - link.wrong_codes for link in open_to_codes), default=0))


def _code_refused(left: int) -> CodeRefused:
    """Say that a code is wrong, or that no code helps any more."""
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


def _begin(act: Recorded, person_id: int, browser: str, now: datetime) -> str:
    if not _holds(act.session, act.session.get_one(Person, person_id), now):
        raise NothingOpen(
            say(
                "sign-in/nothing-open",
                "You have no access to any report at present: your role has ended, or the "
                "sections that were shared with you were taken back. Ask the focal point of your "
                "country, or the secretariat.",
            )
        )
    token = secrets.token_urlsafe(32)
    act.person_id = person_id
    act.session.add(
        SignedIn(
            person_id=person_id,
            token_sha256=hashed(token),
            browser=browser[:120],
            began_at=now,
            seen_at=now,
        )
    )
    return token


def sign_in_sample(person_id: int, now: datetime, *, browser: str = "", engine: Engine | None = None) -> str:
    """Sign in as a sample person, by a button: for demonstrations, whose callers check that they are one."""
    with recorded("sign_in", person_id, now, engine=engine, by="sample") as act:
        return _begin(act, person_id, browser, now)


def actor_for(
    session_token: str, now: datetime, engine: Engine | None = None
) -> tuple[Actor, LiveSession] | None:
    """Who is signed in with a token, with all that they hold today; None where the session is over."""
    used = engine if engine is not None else db.engine
    with Session(used, expire_on_commit=False) as session:
        found = actor_in(session, session_token, now)
    if found is not None:
        note_seen(found[1], now, used)
    return found


def actor_in(session: Session, session_token: str, now: datetime) -> tuple[Actor, LiveSession] | None:
    """The same within a session that somebody else opened, in one query; notes nothing."""
    found = find_live(session, hashed(session_token), now.date())
    if found is None:
        return None
    live, grants = found
    if live.began_at <= now - AT_MOST or live.seen_at <= now - IDLE:
        return None
    actor = Actor(live.person_id, live.name, live.language, tuple(held_by(grants)))
    return (actor, live) if actor.held else None


def note_seen(live: LiveSession, now: datetime, engine: Engine | None = None) -> None:
    """Note that a session was seen, if that was not noted just before."""
    if live.seen_at > now - SEEN_EVERY:
        return
    with writing(engine) as session:
        signed_in = session.get(SignedIn, live.id)
        if signed_in is not None and signed_in.ended_at is None:
            signed_in.seen_at = max(signed_in.seen_at, now)


def sessions_of(session: Session, person_id: int, now: datetime) -> Sequence[SignedIn]:
    """The sessions of a person that still run, the one seen last first."""
    return live_sessions(session, person_id, now - AT_MOST, now - IDLE)


def end_session(session_id: int, person_id: int, now: datetime, engine: Engine | None = None) -> None:
    """End a session: sign out, here or from another device. Only the person whose it is can."""
    with recorded("sign_out", person_id, now, engine=engine, session=session_id) as act:
        signed_in = act.session.get(SignedIn, session_id)
        if signed_in is None or signed_in.person_id != person_id:
            raise NotFound(say("sign-in/no-session", "This session does not exist. Check the list again."))
        act.silent = signed_in.ended_at is not None
        signed_in.ended_at = signed_in.ended_at or now


def end_other_sessions(person_id: int, here: int, now: datetime, engine: Engine | None = None) -> int:
    """End every session of a person but the one in which they ask; tell how many there were."""
    with recorded("sign_out_others", person_id, now, engine=engine, session=here) as act:
        ended = end_sessions_of(act.session, person_id, now, but=here)
        act.silent = not ended
        act.details["sessions_ended"] = ended
        return ended


def tidy(now: datetime, engine: Engine | None = None) -> None:
    """Forget links and counted tries that are of no use any more."""
    with writing(engine) as session:
        forget(session, now - REMEMBERED)


def hashed(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


def _code_hash(browser_token: str, code: str) -> str:
    """What is kept of a code: few digits, which tell nothing without the browser's secret."""
    return hashed(f"{browser_token} {code}")
