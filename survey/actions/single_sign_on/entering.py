"""Sign in with a provider: whoever has an account there and a role here; nobody gets access by signing in."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from hashlib import sha256

from survey.actions.activity.noting import count_sign_on_refused
from survey.actions.audit.recording import recorded
from survey.actions.context import Context
from survey.actions.people.limiting import SIGN_ONS, is_over
from survey.actions.people.sessions import NothingOpen, begin_session
from survey.actions.single_sign_on.discovering import Discovery
from survey.actions.single_sign_on.leaving import Journey, come_back
from survey.actions.single_sign_on.refusing import SignOnRefused
from survey.actions.single_sign_on.tokens import proven_address
from survey.storage.engine.database import writing
from survey.storage.people.people import find_person
from survey.storage.people.signing_in import count_try

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Return:
    """What a browser brings back from a provider, and the browser itself."""

    state: str
    code: str
    error: str
    browser_token: str
    network: str
    browser: str = ""


def enter(returned: Return, discovery: Discovery, back: str, context: Context) -> str:
    """Sign in with what a browser brought back; return the token of a new session, or refuse."""
    try:
        journey = _used_once(returned, discovery.provider.code, context)
        email = proven_address(journey, discovery, _code(returned), back, context.now)
        return _begin(email, returned.browser, context)
    except SignOnRefused as refusal:
        count_sign_on_refused(context)
        log.warning("Provider %s: %s (%s)", discovery.provider.code, refusal.why, refusal.detail)
        raise


def _code(returned: Return) -> str:
    """Return the code that the provider sent along, unless it sent an error."""
    if returned.error or not returned.code:
        raise SignOnRefused("declined", "an error" if returned.error else "no code")
    return returned.code


def _used_once(returned: Return, provider: str, context: Context) -> Journey:
    """Return the way that ends here, and spend it: no way ends twice."""
    journey = come_back(provider, returned.browser_token, returned.state, context.now)
    spent = sha256(f"single-sign-on {journey.state}".encode()).hexdigest()
    with writing(context.engine) as session:
        too_often = is_over(session, SIGN_ONS, returned.network, context.now)
        is_first = count_try(session, spent, journey.begun) == 1
    if too_often:
        raise SignOnRefused("often", "many from one network")
    if not is_first:
        raise SignOnRefused("late", "a state that was used")
    return journey


def _begin(email: str, browser: str, context: Context) -> str:
    """Begin the session of the person with an address."""
    try:
        with recorded("sign_in", context, by="provider") as act:
            person = find_person(act.session, email)
            if person is None:
                raise SignOnRefused("unknown", "no such person")
            return begin_session(act, person.id, browser, context.now)
    except NothingOpen:
        raise SignOnRefused("nothing-open", "no role") from None
