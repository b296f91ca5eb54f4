"""The audit: one line for each action, with ids only; batches of lines are sealed into a chain of hashes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.engine.database import Model, Moment
from survey.storage.people.people import Person
from survey.storage.reports.reports import Report
from survey.storage.rounds.reporters import Reporter
from survey.storage.rounds.rounds import Round


class AuditLine(Model):
    """Who did what to what, when; never a name, an address or an answer."""

    __tablename__ = "audit_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    action: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"), index=True)
    details: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)


class Seal(Model):
    """The hash over a batch of audit lines and the seal before it."""

    __tablename__ = "seal"
    __table_args__ = (
        CheckConstraint("last_line >= first_line", name="lines"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_line: Mapped[int] = mapped_column(unique=True)
    last_line: Mapped[int] = mapped_column(unique=True)
    sha256: Mapped[str] = mapped_column(String(64))
    sealed_at: Mapped[datetime] = mapped_column(Moment)
    key_id: Mapped[str] = mapped_column(String(16), default="", server_default="")
    """Which key it was made with; an empty text for none, as in earlier versions."""


@dataclass(frozen=True, slots=True)
class Told:
    """An audit line with what its ids stand for today."""

    line: AuditLine
    person: str
    round_id: int | None
    form: str
    year: int | None
    reporter: str
    names: Mapping[str, str]
    """What a reporter that is no country is called, by language."""


def told(session: Session, before: int | None, most: int, report_id: int | None = None) -> Sequence[Told]:
    """Return the latest audit lines, of one report or of all, the newest first, in one query."""
    its_round = func.coalesce(AuditLine.round_id, Report.round_id)
    wanted = (
        select(AuditLine, Person.name, its_round, Round.form, Round.year, Report.reporter, Reporter.names)
        .outerjoin(Person, Person.id == AuditLine.person_id)
        .outerjoin(Report, Report.id == AuditLine.report_id)
        .outerjoin(Reporter, Reporter.code == Report.reporter)
        .outerjoin(Round, Round.id == its_round)
    )
    if before is not None:
        wanted = wanted.where(AuditLine.id < before)
    if report_id is not None:
        wanted = wanted.where(AuditLine.report_id == report_id)
    rows = session.execute(wanted.order_by(AuditLine.id.desc()).limit(most))
    return [
        Told(line, name or "", of, form or "", year, by or "", names or {})
        for line, name, of, form, year, by, names in rows
    ]


def lines_after(session: Session, last_line: int, most: int) -> Sequence[AuditLine]:
    """Return the audit lines after a given line, in order."""
    return session.scalars(
        select(AuditLine).where(AuditLine.id > last_line).order_by(AuditLine.id).limit(most)
    ).all()


def last_seal(session: Session) -> Seal | None:
    """Return the latest seal."""
    return session.scalars(select(Seal).order_by(Seal.id.desc()).limit(1)).one_or_none()


def lines_between(session: Session, after: int, last: int) -> Iterator[AuditLine]:
    """Return the audit lines after one line up to another, in order, in batches."""
    wanted = select(AuditLine).where(AuditLine.id > after, AuditLine.id <= last).order_by(AuditLine.id)
    yield from session.scalars(wanted.execution_options(yield_per=500))


def seals_after(session: Session, sha256: str | None) -> Sequence[Seal] | None:
    """Return the seals after the one with this hash, or all; None if there is no such seal."""
    after = session.scalar(select(Seal.id).where(Seal.sha256 == sha256)) if sha256 is not None else 0
    if after is None:
        return None
    return session.scalars(select(Seal).where(Seal.id > after).order_by(Seal.id)).all()


def lacking(session: Session, hashes: Sequence[str]) -> Sequence[str]:
    """Return those of some hashes that no seal has."""
    there = set(session.scalars(select(Seal.sha256).where(Seal.sha256.in_(hashes))))
    return [each for each in hashes if each not in there]


def last_hash(session: Session) -> tuple[str, str] | None:
    """Return the lines and the hash of the last seal, also of tables of an earlier version."""
    wanted = select(Seal.first_line, Seal.last_line, Seal.sha256).order_by(Seal.id.desc()).limit(1)
    found = session.execute(wanted).one_or_none()
    return (f"{found.first_line}-{found.last_line}", found.sha256) if found is not None else None


def seals(session: Session) -> Sequence[Seal]:
    """Return all seals, the first one first."""
    return session.scalars(select(Seal).order_by(Seal.id)).all()
