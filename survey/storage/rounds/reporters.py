"""Reporters: the countries and other bodies that report. They own their answers, whoever typed them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import JSON, CheckConstraint, String, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.countries import COUNTRIES
from survey.storage.engine.database import Model, connection_of


class Reporter(Model):
    """A country (by its alpha-3 code) or another body, with its name in each language if it is no country."""

    __tablename__ = "reporter"
    __table_args__ = (
        CheckConstraint("kind IN ('country', 'group')", name="kind"),
        CheckConstraint("kind <> 'country' OR length(code) = 3", name="country_code"),
    )

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    names: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    language: Mapped[str] = mapped_column(String(12), default="en")


_NAMES = select(Reporter.names).where(Reporter.code == bindparam("of"))


def reporters(session: Session) -> Sequence[Reporter]:
    """Return all reporters, by code."""
    return session.scalars(select(Reporter).order_by(Reporter.code)).all()


def find_reporter(session: Session, code: str) -> Reporter | None:
    """Return one reporter."""
    return session.get(Reporter, code)


def names_of_reporter(session: Session, code: str) -> Mapping[str, str]:
    """Return the names that a reporter gave itself, by language; none for a country."""
    if code in COUNTRIES:
        return {}
    return connection_of(session).scalar(_NAMES, {"of": code}) or {}
