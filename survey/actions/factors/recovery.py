"""Recovery codes: ten of them, on paper, each of which stands in once for a lost second factor."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from survey.storage.factors.factors import RecoveryCode, forget_recovery_codes, use_recovery_code

HOW_MANY = 10
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""No sign that is read as another: no 0, 1, i, l, o."""
GROUPS, GROUP_SIGNS = 4, 4


def make_codes(session: Session, person_id: int, now: datetime) -> tuple[str, ...]:
    """Make new recovery codes for a person, in place of all earlier ones; only their hashes are kept."""
    forget_recovery_codes(session, person_id)
    codes = tuple(_code() for _ in range(HOW_MANY))
    session.add_all(
        RecoveryCode(person_id=person_id, code_sha256=_hashed(person_id, code), made_at=now) for code in codes
    )
    return codes


def use_code(session: Session, person_id: int, typed: str, now: datetime) -> bool:
    """Use up a recovery code as it was typed; tell whether it was one."""
    return use_recovery_code(session, person_id, _hashed(person_id, typed), now)


def _code() -> str:
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(GROUP_SIGNS)) for _ in range(GROUPS))


def _hashed(person_id: int, code: str) -> str:
    signs = "".join(sign for sign in code.lower() if sign.isalnum())
    return sha256(f"{person_id} {signs}".encode()).hexdigest()
