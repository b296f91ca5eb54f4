"""Proving who somebody is within a session: by a passkey, an app, a recovery code, or a code sent by mail.

Who has a second factor proves it with that; a mailed code is for those who have none.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from sqlalchemy.orm import Session

from survey.actions.audit.recording import Recorded, recorded
from survey.actions.context import Context
from survey.actions.factors.apps import DIGITS, use_app_code, wrong_code
from survey.actions.factors.passkeys import Asked, Site, options_to_present, refused, use_answer
from survey.actions.factors.recovery import use_code
from survey.actions.factors.sealed import Seal
from survey.actions.factors.telling import tell_change
from survey.actions.factors.who import Who
from survey.actions.mail.office import drop
from survey.actions.people.limiting import limit_proof_letters, limit_proofs
from survey.errors import Refusal
from survey.letters import CODE_MINUTES, Changed, proof_code
from survey.messages import Message, say
from survey.storage.engine.database import writing
from survey.storage.factors.factors import has_factor
from survey.storage.factors.pending import PendingProof, find_pending, keep_pending, take_pending
from survey.storage.people.people import Person
from survey.storage.people.signing_in import note_proof

WRONG_CODES = 5
MAILED_LASTS = timedelta(minutes=CODE_MINUTES)


class ProofRefused(Refusal):
    """Something that does not prove who somebody is."""

    code = "proof"


@dataclass(frozen=True, slots=True)
class Means:
    """What an installation proves with: its site, if it has passkeys, and the seal of its secrets."""

    site: Site | None
    seal: Seal


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody proves with: what they typed, or the answer of a passkey."""

    typed: str = ""
    answer: str = ""


def prove(who: Who, proof: Proof, means: Means, context: Context) -> None:
    """Accept a proof of a person in their session, or refuse it; a try counts whichever it is."""
    with writing(context.engine) as session:
        limit_proofs(session, who.person_id, who.network, context.now)
        challenge = take_pending(session, who.session_id, "present", context.now) if proof.answer else None
    with recorded("prove", context, session=who.session_id) as act:
        by_factor = has_factor(act.session, who.person_id)
        if not by_factor:
            wrong = _wrong_mailed_code(act, who, proof.typed, context)
        else:
            wrong = None
            act.details["by"] = _by_factor(act.session, who, proof, (challenge, means), context)
        if wrong is None:
            note_proof(act.session, who.session_id, context.now, by_factor=by_factor)
    if wrong is not None:
        raise ProofRefused(wrong)


def options(who: Who, site: Site, context: Context) -> dict[str, Any]:
    """Return what a browser needs to present a passkey of a person."""
    with writing(context.engine) as session:
        return options_to_present(session, who.session_id, who.person_id, site, context.now)


def _by_factor(
    session: Session, who: Who, proof: Proof, at: tuple[bytes | None, Means], context: Context
) -> str:
    """Accept a second factor, and return its kind; refuse anything else."""
    challenge, means = at
    if proof.answer:
        if challenge is None or means.site is None:
            raise refused()
        use_answer(session, who.person_id, proof.answer, Asked(challenge, means.site), context.now)
        return "passkey"
    typed = "".join(sign for sign in proof.typed if sign.isalnum())
    if len(typed) != DIGITS:
        if not use_code(session, who.person_id, typed, context.now):
            raise wrong_code() if not typed else _wrong_recovery_code()
        tell_change(session, who.person_id, Changed.RECOVERED, "", context)
        return "recovery"
    use_app_code(session, who.person_id, typed, means.seal, context.now)
    return "totp"


def mail_code(who: Who, context: Context, *, again: bool = False) -> None:
    """Send a code to confirm with, unless one is on its way; `again` sends another one."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    with recorded("ask_proof_code", context, session=who.session_id) as act:
        waiting = find_pending(act.session, who.session_id, "mail", context.now)
        if waiting is not None and waiting.wrong < WRONG_CODES and not again:
            act.silent = True
            return
        limit_proof_letters(act.session, who.person_id, context.now)
        keep_pending(
            act.session,
            PendingProof(
                session_id=who.session_id,
                sort="mail",
                value=_hashed(who, code),
                made_at=context.now,
                expires_at=context.now + MAILED_LASTS,
                wrong=0,
            ),
        )
        person = act.session.get_one(Person, who.person_id)
        letter = proof_code(context.writer.reader(person.language, person.name), code)
        drop(act.session, person, letter, context.now)


def _wrong_mailed_code(act: Recorded, who: Who, typed: str, context: Context) -> Message | None:
    """Use up the mailed code if it was typed; otherwise count the try, and say what is wrong."""
    act.details["by"] = "mail"
    found = find_pending(act.session, who.session_id, "mail", context.now)
    wanted = _hashed(who, "".join(typed.split()))
    if found is not None and found.wrong < WRONG_CODES and compare_digest(found.value, wanted):
        act.session.delete(found)
        return None
    act.silent = True
    if found is not None and found.wrong < WRONG_CODES:
        found.wrong += 1
    if found is None or found.wrong >= WRONG_CODES:
        return say(
            "confirm/code-spent",
            "The code has expired or was mistyped too often. Ask for another e-mail below.",
        )
    return say("confirm/code-wrong", "This is not the code of the newest e-mail. Check the digits.")


def _wrong_recovery_code() -> ProofRefused:
    return ProofRefused(
        say(
            "factors/recovery-wrong",
            "This is neither the code of an app, which has six digits, nor a recovery code that was not used "
            "yet.",
        )
    )


def _hashed(who: Who, code: str) -> bytes:
    return sha256(f"{who.session_id} {who.person_id} {code}".encode()).digest()
