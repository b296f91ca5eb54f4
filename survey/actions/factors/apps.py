"""Authenticator apps: they share a secret with this installation, and make codes of it and the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

import pyotp
from sqlalchemy.orm import Session

from survey.actions.factors.sealed import Seal
from survey.actions.factors.who import Who
from survey.errors import Refusal
from survey.messages import say
from survey.storage.factors.factors import SecondFactor, factors_of, use_step
from survey.storage.factors.pending import PendingProof, find_pending, keep_pending

STEP_SECONDS = 30
DIGITS = 6
SET_UP_WITHIN = timedelta(minutes=30)


class CodeWrong(Refusal):
    """A code that is not the one of the app now."""

    code = "app-code"


@dataclass(frozen=True, slots=True)
class NewApp:
    """What an authenticator app must be told: in a picture, or typed."""

    address: str
    secret: str

    @property
    def in_groups(self) -> str:
        """The secret as a person types it."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))


def begin_app(session: Session, who: Who, seal: Seal, now: datetime) -> None:
    """Begin to set up an app: its secret waits until a code proves that the app has it."""
    sealed = seal.seal(pyotp.random_base32().encode(), who.person_id)
    expires = now + SET_UP_WITHIN
    keep_pending(
        session,
        PendingProof(
            session_id=who.session_id, sort="app", value=sealed, made_at=now, expires_at=expires, wrong=0
        ),
    )


def app_begun(session: Session, who: Who, seal: Seal, now: datetime) -> str | None:
    """Return the secret of the app that is being set up in a session, if any."""
    found = find_pending(session, who.session_id, "app", now)
    return seal.open(found.value, who.person_id).decode() if found is not None else None


def new_app(secret: str, email: str, partnership: str) -> NewApp:
    """Return what an app must be told."""
    return NewApp(pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=partnership), secret)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """Return the time step of a code, now or half a minute before or after; None if it is wrong."""
    shown_now = int(now.timestamp()) // STEP_SECONDS
    app = pyotp.TOTP(secret)
    fitting = [
        step
        for step in (shown_now - 1, shown_now, shown_now + 1)
        if compare_digest(app.generate_otp(step).encode(), code.encode())
    ]
    return max(fitting, default=None)


def code_now(secret: str, now: datetime) -> str:
    """Return the code that an app shows now."""
    return pyotp.TOTP(secret).generate_otp(int(now.timestamp()) // STEP_SECONDS)


def use_app_code(session: Session, person_id: int, code: str, seal: Seal, now: datetime) -> None:
    """Accept a code of one of a person's apps, each code once; refuse any other."""
    for factor in factors_of(session, person_id, "totp"):
        secret = secret_of(factor, seal)
        step = step_of(secret, code, now)
        if step is not None and use_step(session, factor.id, step, now):
            return
    raise wrong_code()


def secret_of(factor: SecondFactor, seal: Seal) -> str:
    """Return the secret of an app."""
    return seal.open(factor.sealed_secret or b"", factor.person_id).decode()


def wrong_code() -> CodeWrong:
    """Return the refusal of a code."""
    return CodeWrong(
        say(
            "factors/app-wrong",
            "This is not the code that your app shows now, or it was used already. Wait for the next code "
            "and type it. Check also that the clock of your telephone is right.",
        )
    )
