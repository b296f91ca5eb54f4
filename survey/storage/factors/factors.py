"""Second factors of people and their recovery codes, kept as public keys, sealed secrets and hashes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    String,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.engine.database import Model, Moment

LONGEST_NAME = 60
LONGEST_CREDENTIAL = 1_400
"""Characters of the longest id of a passkey: 1,023 bytes in base64url."""


class SecondFactor(Model):
    """A passkey or an authenticator app of a person."""

    __tablename__ = "second_factor"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'passkey' AND credential_id IS NOT NULL AND public_key IS NOT NULL"
            " AND sign_count IS NOT NULL AND sealed_secret IS NULL AND last_step IS NULL)"
            " OR (kind = 'totp' AND credential_id IS NULL AND public_key IS NULL"
            " AND sign_count IS NULL AND sealed_secret IS NOT NULL AND last_step IS NOT NULL)",
            name="kind",
        ),
        CheckConstraint("sign_count >= 0", name="sign_count"),
        CheckConstraint("last_step >= 0", name="last_step"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    """What the person calls it, such as the name of a device."""
    credential_id: Mapped[str | None] = mapped_column(String(LONGEST_CREDENTIAL), unique=True)
    public_key: Mapped[bytes | None]
    sign_count: Mapped[int | None] = mapped_column(BigInteger)
    sealed_secret: Mapped[bytes | None]
    last_step: Mapped[int | None] = mapped_column(BigInteger)
    """The time step of the code that was accepted last: neither it nor an earlier one is accepted again."""
    added_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class RecoveryCode(Model):
    """A code that stands in once for a lost second factor."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


def has_factor_of(person_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Tell within a larger query whether a person has a second factor."""
    return exists().where(SecondFactor.person_id == person_id)


def factors_of(session: Session, person_id: int, kind: str | None = None) -> Sequence[SecondFactor]:
    """Return the second factors of a person, of one kind or of all, the first added first."""
    wanted = select(SecondFactor).where(SecondFactor.person_id == person_id)
    if kind is not None:
        wanted = wanted.where(SecondFactor.kind == kind)
    return session.scalars(wanted.order_by(SecondFactor.id)).all()


def has_factor(session: Session, person_id: int) -> bool:
    """Tell whether a person has a second factor."""
    return bool(session.scalar(select(exists().where(SecondFactor.person_id == person_id))))


def find_passkey(session: Session, person_id: int, credential_id: str) -> SecondFactor | None:
    """Return the passkey of a person with an id."""
    wanted = select(SecondFactor).where(
        SecondFactor.person_id == person_id, SecondFactor.credential_id == credential_id
    )
    return session.scalars(wanted).one_or_none()


def is_registered(session: Session, credential_id: str) -> bool:
    """Tell whether a passkey is anybody's already."""
    return bool(session.scalar(select(exists().where(SecondFactor.credential_id == credential_id))))


def use_step(session: Session, factor_id: int, step: int, now: datetime) -> bool:
    """Use up the code of a time step; tell whether this call did it, or the step was used before."""
    used = update(SecondFactor).where(SecondFactor.id == factor_id, SecondFactor.last_step < step)
    used = used.values(last_step=step, used_at=now)
    return session.scalar(used.returning(SecondFactor.id)) is not None


def use_passkey(session: Session, factor_id: int, sign_count: int, now: datetime) -> bool:
    """Note that a passkey was used; tell whether its counter went on, where it has one."""
    goes_on = or_(SecondFactor.sign_count < sign_count, (SecondFactor.sign_count == 0) & (sign_count == 0))
    used = update(SecondFactor).where(SecondFactor.id == factor_id, goes_on)
    used = used.values(sign_count=sign_count, used_at=now)
    return session.scalar(used.returning(SecondFactor.id)) is not None


def use_recovery_code(session: Session, person_id: int, code_sha256: str, now: datetime) -> bool:
    """Use up a recovery code of a person; tell whether this call did it."""
    used = update(RecoveryCode).where(
        RecoveryCode.person_id == person_id,
        RecoveryCode.code_sha256 == code_sha256,
        RecoveryCode.used_at.is_(None),
    )
    return session.scalar(used.values(used_at=now).returning(RecoveryCode.id)) is not None


def recovery_codes_left(session: Session, person_id: int) -> int:
    """Return how many recovery codes of a person were not used."""
    left = select(func.count()).where(RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))
    return session.scalar(left) or 0


def forget_recovery_codes(session: Session, person_id: int) -> None:
    """Delete the recovery codes of a person, used or not."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))


def forget_factors(session: Session, person_id: int) -> int:
    """Delete every second factor of a person, and return how many there were."""
    gone = delete(SecondFactor).where(SecondFactor.person_id == person_id)
    return len(session.scalars(gone.returning(SecondFactor.id)).all())
