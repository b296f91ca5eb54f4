"""A person's second factors: adding, renaming and removing them, recovery codes, and a new beginning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from survey.actions.audit.recording import Recorded, recorded
from survey.actions.context import Context
from survey.actions.factors.apps import app_begun, begin_app, step_of, wrong_code
from survey.actions.factors.passkeys import Asked, Site, options_to_register, passkey_of, refused
from survey.actions.factors.proving import Means
from survey.actions.factors.recovery import make_codes
from survey.actions.factors.sealed import Seal
from survey.actions.factors.telling import tell_change
from survey.actions.factors.who import Who
from survey.actions.people.people import person_at
from survey.errors import NotFound, Refusal
from survey.letters import Changed
from survey.messages import say
from survey.storage.engine.database import writing
from survey.storage.factors.factors import (
    LONGEST_NAME,
    SecondFactor,
    factors_of,
    forget_factors,
    forget_recovery_codes,
    recovery_codes_left,
)
from survey.storage.factors.pending import take_pending
from survey.storage.people.people import Person
from survey.storage.people.signing_in import end_sessions_of, note_proof

MOST_FACTORS = 10


@dataclass(frozen=True, slots=True)
class NewFactor:
    """A second factor to add: its name, and the code of an app or the answer of a passkey."""

    name: str
    code: str = ""
    answer: str = ""


def start_app(who: Who, seal: Seal, context: Context) -> None:
    """Begin to set up an authenticator app."""
    with writing(context.engine) as session:
        begin_app(session, who, seal, context.now)


def passkey_options(who: Who, site: Site, context: Context) -> dict[str, Any]:
    """Return what a browser needs to make a passkey."""
    with writing(context.engine) as session:
        person = session.get_one(Person, who.person_id)
        return options_to_register(session, who.session_id, person, site, context.now)


def add_app(who: Who, new: NewFactor, means: Means, context: Context) -> tuple[str, ...]:
    """Add the app whose code was typed; return recovery codes if it is the person's first."""
    with recorded("add_factor", context, sort="totp") as act:
        secret = app_begun(act.session, who, means.seal, context.now)
        code = "".join(new.code.split())
        step = step_of(secret, code, context.now) if secret is not None else None
        if secret is None or step is None:
            raise wrong_code()
        take_pending(act.session, who.session_id, "app", context.now)
        factor = SecondFactor(
            person_id=who.person_id,
            kind="totp",
            name=new.name,
            sealed_secret=means.seal.seal(secret.encode(), who.person_id),
            last_step=step,
            added_at=context.now,
        )
        return _added(act, who, factor, context)


def add_passkey(who: Who, new: NewFactor, means: Means, context: Context) -> tuple[str, ...]:
    """Add the passkey that a browser made; return recovery codes if it is the person's first."""
    with writing(context.engine) as session:
        challenge = take_pending(session, who.session_id, "register", context.now)
    if challenge is None or means.site is None:
        raise refused()
    with recorded("add_factor", context, sort="passkey") as act:
        asked = Asked(challenge, means.site)
        factor = passkey_of(act.session, who.person_id, new.answer, asked, context.now)
        factor.name = new.name
        return _added(act, who, factor, context)


def _added(act: Recorded, who: Who, factor: SecondFactor, context: Context) -> tuple[str, ...]:
    """Add a second factor within an action; this session has presented it."""
    known = factors_of(act.session, who.person_id)
    if len(known) >= MOST_FACTORS:
        raise Refusal(
            say("factors/too-many-of-them", "You have {most} already. Remove one first.", most=MOST_FACTORS)
        )
    factor.name = complete_name(factor.name)
    act.session.add(factor)
    act.session.flush()
    act.details["factor"] = factor.id
    note_proof(act.session, who.session_id, context.now, by_factor=True)
    tell_change(act.session, who.person_id, Changed.ADDED, factor.name, context)
    has_codes = known and recovery_codes_left(act.session, who.person_id)
    return () if has_codes else make_codes(act.session, who.person_id, context.now)


def complete_name(typed: str) -> str:
    """Return the name of a second factor as it is kept, or refuse it."""
    name = " ".join(typed.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Refusal(
            say("factors/name-wrong", "Type a name of at most {most} characters.", most=LONGEST_NAME)
        )
    return name


def rename_factor(factor_id: int, typed: str, context: Context) -> None:
    """Give one's second factor another name."""
    with recorded("rename_factor", context, factor=factor_id) as act:
        factor = own_factor(act.session, factor_id, context.actor_id)
        name = complete_name(typed)
        act.silent = factor.name == name
        factor.name = name


def remove_factor(factor_id: int, context: Context, *, is_required: bool) -> None:
    """Remove one's second factor; the last one stays where the person's role requires one."""
    with recorded("remove_factor", context, factor=factor_id) as act:
        factor = own_factor(act.session, factor_id, context.actor_id)
        is_last = len(factors_of(act.session, context.actor_id)) == 1
        if is_last and is_required:
            raise Refusal(
                say(
                    "factors/last",
                    "Your role requires a second step. First add another passkey or app, then remove this.",
                )
            )
        act.details["sort"] = factor.kind
        tell_change(act.session, context.actor_id, Changed.REMOVED, factor.name, context)
        act.session.delete(factor)
        if is_last:
            forget_recovery_codes(act.session, context.actor_id)


def own_factor(session: Session, factor_id: int, person_id: int) -> SecondFactor:
    """Return a second factor of a person, or refuse."""
    factor = session.get(SecondFactor, factor_id, with_for_update=True)
    if factor is None or factor.person_id != person_id:
        raise NotFound(
            say("factors/none", "This passkey or app is not there any more. Check the list again.")
        )
    return factor


def new_recovery_codes(context: Context) -> tuple[str, ...]:
    """Make new recovery codes for the person who acts, who has a second factor."""
    with recorded("make_recovery_codes", context) as act:
        if not factors_of(act.session, context.actor_id):
            raise Refusal(say("factors/first", "First add a passkey or an authenticator app."))
        tell_change(act.session, context.actor_id, Changed.CODES, "", context)
        return make_codes(act.session, context.actor_id, context.now)


def reset_factors(email: str, context: Context) -> int:
    """Remove every second factor of a person who lost them, end their sessions, and write to them.

    Return how many second factors there were.
    """
    with recorded("reset_factors", context) as act:
        person = person_at(act.session, email)
        removed = forget_factors(act.session, person.id)
        forget_recovery_codes(act.session, person.id)
        ended = end_sessions_of(act.session, person.id, context.now)
        act.details |= {"person": person.id, "factors": removed, "sessions_ended": ended}
        tell_change(act.session, person.id, Changed.RESET, "", context)
        return removed
