"""Annual reviews with all their versions, and the decisions about a country's status.

Knows rows; when a hold may be considered is the workflow's to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.engine.database import Model, Moment
from survey.storage.people.people import Person
from survey.storage.reports.reports import Report
from survey.storage.rounds.rounds import Round


class AnnualReview(Model):
    """The finding about a country's year. A correction is a new row; the highest number counts."""

    __tablename__ = "annual_review"
    __table_args__ = (
        UniqueConstraint("report_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("substantial = (justified IS NULL)", name="justified"),
        CheckConstraint("(justified IS TRUE AND justification <> '') OR justified IS NOT TRUE", name="words"),
        CheckConstraint("observations <> ''", name="observations"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    number: Mapped[int]
    substantial: Mapped[bool]
    justified: Mapped[bool | None]
    """Asked only where progress was not substantial."""
    justification: Mapped[str] = mapped_column(Text, default="")
    observations: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(12))
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class StatusDecision(Model):
    """A decision about a country's status, and the reviewed report it is based on. Never altered."""

    __tablename__ = "status_decision"
    __table_args__ = (
        UniqueConstraint("reporter", "number"),
        CheckConstraint("decision IN ('hold', 'keep', 'lift')", name="decision"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("reason <> ''", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reporter: Mapped[str] = mapped_column(ForeignKey("reporter.code"))
    number: Mapped[int]
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    """The report that was reviewed last when this was decided."""
    decision: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(12))
    decided_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review as it is read: who made it, and about which round."""

    row: AnnualReview
    name: str
    year: int
    form: str


@dataclass(frozen=True, slots=True)
class StatusDecided:
    """A decision as it is read: who took it, and the year of the review that was the last one then."""

    row: StatusDecision
    name: str
    year: int


def reviews_of_report(session: Session, report_id: int) -> list[Reviewed]:
    """Return every version of a report's review, the first one first."""
    return _reviews(session, AnnualReview.report_id == report_id)


def reviews_of_country(session: Session, reporter: str) -> dict[int, list[Reviewed]]:
    """Return every version of each review of a country by report, from the earliest on."""
    found: dict[int, list[Reviewed]] = {}
    for review in _reviews(session, Report.reporter == reporter):
        found.setdefault(review.row.report_id, []).append(review)
    return found


def _reviews(session: Session, where: object) -> list[Reviewed]:
    wanted = (
        select(AnnualReview, Person.name, Round.year, Round.form)
        .join(Person, Person.id == AnnualReview.made_by)
        .join(Report, Report.id == AnnualReview.report_id)
        .join(Round, Round.id == Report.round_id)
        .where(where)  # type: ignore[arg-type]
        .order_by(Round.year, AnnualReview.report_id, AnnualReview.number)
    )
    return [Reviewed(*row) for row in session.execute(wanted)]


def decisions_about(session: Session, reporter: str) -> Sequence[StatusDecided]:
    """Return the decisions about a country's status, the first one first."""
    wanted = (
        select(StatusDecision, Person.name, Round.year)
        .join(Person, Person.id == StatusDecision.decided_by)
        .join(Report, Report.id == StatusDecision.report_id)
        .join(Round, Round.id == Report.round_id)
        .where(StatusDecision.reporter == reporter)
        .order_by(StatusDecision.number)
    )
    return [StatusDecided(*row) for row in session.execute(wanted)]
