"""The authenticator app of a sample person, so that a demonstration shows the second step of signing in."""

from __future__ import annotations

import pyotp

from survey.actions.audit.recording import recorded
from survey.actions.context import Context
from survey.actions.factors.sealed import Seal
from survey.storage.factors.factors import SecondFactor


def add_sample_app(person_id: int, context: Context) -> None:
    """Give a sample person an app; a demonstration shows its code to anybody."""
    secret = pyotp.random_base32().encode()
    with recorded("add_factor", context, sort="totp") as act:
        factor = SecondFactor(
            person_id=person_id,
            kind="totp",
            name="Aplicación de ejemplo",
            sealed_secret=Seal(None).seal(secret, person_id),
            last_step=0,
            added_at=context.now,
        )
        act.session.add(factor)
        act.session.flush()
        act.details["factor"] = factor.id
