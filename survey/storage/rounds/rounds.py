"""Rounds: one for each questionnaire and year, with frozen copies of the edition and the catalogs.

Changed files do not alter an open round: pages read these copies.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    select,
)
from sqlalchemy.orm import Mapped, Session, defer, mapped_column, relationship

from survey.storage.engine.database import Model, Moment, connection_of


class Round(Model):
    """One year of one questionnaire: the edition as it was when the round opened, and its dates."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("form", "year"),
        CheckConstraint("closes_on >= opens_on", name="dates"),
        CheckConstraint("year BETWEEN 2000 AND 2200", name="year"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(String(40))
    year: Mapped[int]
    edition: Mapped[str] = mapped_column(String(40))
    source: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(default=1)
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    zone: Mapped[str] = mapped_column(String(60), default="Europe/Zurich")
    modules: Mapped[list[str]] = mapped_column(JSON, default=list)
    parameters: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    region_scheme: Mapped[str] = mapped_column(String(20), default="ILO")
    region_version: Mapped[str] = mapped_column(String(20), default="2020")
    opened_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    catalogs: Mapped[list[RoundCatalog]] = relationship(cascade="all, delete-orphan", lazy="raise")


class RoundCatalog(Model):
    """A catalog as it was when the round opened."""

    __tablename__ = "round_catalog"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    source: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))


class RoundRevision(Model):
    """What a round asked before its wording was corrected: the edition and catalogs that were replaced."""

    __tablename__ = "round_revision"
    __table_args__ = (
        CheckConstraint("revision >= 1", name="revision"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    catalogs: Mapped[dict[str, str]] = mapped_column(JSON)
    replaced_at: Mapped[datetime] = mapped_column(Moment)


_columns = cast(Table, Round.__table__).c
LIGHT_COLUMNS = tuple(column for column in _columns if column.name != "source")
"""The columns of a round without its source, which is large and rarely needed."""
_LIGHT = select(*LIGHT_COLUMNS).where(_columns.id == bindparam("round_id"))
"""The statement is built once: every page runs it."""


def rounds_of_year(session: Session, year: int) -> Sequence[Round]:
    """Return the rounds of a year, one for each questionnaire, without their sources."""
    wanted = select(Round).where(Round.year == year).options(defer(Round.source))
    return session.scalars(wanted.order_by(Round.form)).all()


def light_round(session: Session, round_id: int) -> Round | None:
    """Return a round without its source."""
    return session.scalars(
        select(Round).where(Round.id == round_id).options(defer(Round.source))
    ).one_or_none()


def round_columns(session: Session, round_id: int) -> tuple[Any, ...] | None:
    """Return the columns of a round without its source."""
    found = connection_of(session).execute(_LIGHT, {"round_id": round_id}).one_or_none()
    return tuple(found) if found else None


def round_from(columns: Iterable[Any]) -> Round:
    """Return a round made of its columns; it belongs to no session, so its changes are not stored."""
    return Round(**{column.name: value for column, value in zip(LIGHT_COLUMNS, columns, strict=True)})


def find_light_round(session: Session, form: str, year: int) -> int | None:
    """Return the id of the round of a questionnaire in a year."""
    return session.scalars(select(Round.id).where(Round.form == form, Round.year == year)).one_or_none()


def source_of(session: Session, round_id: int) -> bytes:
    """Return the frozen edition of a round."""
    return session.scalars(select(Round.source).where(Round.id == round_id)).one()


def rounds(session: Session) -> Sequence[Round]:
    """Return all rounds, the latest year first."""
    return session.scalars(select(Round).order_by(Round.year.desc(), Round.form)).all()


def find_round(session: Session, form: str, year: int) -> Round | None:
    """Return the round of a questionnaire in a year."""
    return session.scalars(select(Round).where(Round.form == form, Round.year == year)).one_or_none()


def forms_with_rounds(session: Session) -> Sequence[str]:
    """Return the questionnaires that have a round, by name."""
    return session.scalars(select(Round.form).distinct().order_by(Round.form)).all()


def rounds_of_form(session: Session, form: str) -> Sequence[int]:
    """Return the ids of all rounds of a questionnaire, the latest year first."""
    return session.scalars(select(Round.id).where(Round.form == form).order_by(Round.year.desc())).all()


def round_before(session: Session, this: Round) -> Round | None:
    """Return the last round of the same questionnaire before this one."""
    earlier = select(Round).where(Round.form == this.form, Round.year < this.year)
    return session.scalars(earlier.order_by(Round.year.desc()).limit(1)).one_or_none()


def round_in_hand(session: Session, round_id: int) -> Round | None:
    """Return a round with its source, locked until the transaction ends."""
    return session.scalars(select(Round).where(Round.id == round_id).with_for_update()).one_or_none()


def revisions_of(session: Session, round_id: int) -> Sequence[RoundRevision]:
    """Return what a round asked before each correction of its wording, the first one first."""
    wanted = select(RoundRevision).where(RoundRevision.round_id == round_id)
    return session.scalars(wanted.order_by(RoundRevision.revision)).all()


def catalogs_of(session: Session, round_id: int) -> Sequence[RoundCatalog]:
    """Return the frozen catalogs of a round."""
    return session.scalars(select(RoundCatalog).where(RoundCatalog.round_id == round_id)).all()
