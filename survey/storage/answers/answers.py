"""Answers with their cells as they are now, and every earlier version, which is never altered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    select,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, Session, mapped_column

from survey.storage.engine.database import Model, Moment


class Answer(Model):
    """The answer to one question in one row of a report: its version, its evidence, why there is none."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("report_id", "question", "row"),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint(
            "missing IN ('', 'not_available', 'not_applicable', 'included_elsewhere', 'confidential')",
            name="missing",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    question: Mapped[str] = mapped_column(String(80))
    row: Mapped[str] = mapped_column(String(40), default="")
    version: Mapped[int]
    missing: Mapped[str] = mapped_column(String(20), default="")
    currency: Mapped[str] = mapped_column(String(3), default="")
    reference_year: Mapped[int | None]
    source: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(Text, default="")
    reported_to: Mapped[list[str]] = mapped_column(JSON, default=list)
    comment: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(12), default="")
    unread: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    carried: Mapped[bool] = mapped_column(default=False)
    saved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(Moment)


class AnswerCell(Model):
    """One value of an answer, by its canonical key: a number, codes or a text, and only one of these."""

    __tablename__ = "answer_cell"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN number IS NULL THEN 0 ELSE 1 END) + (CASE WHEN code IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN text IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_value",
        ),
    )

    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), primary_key=True)
    cell: Mapped[str] = mapped_column(String(400), primary_key=True)
    number: Mapped[float | None] = mapped_column(Float(53))
    code: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str | None] = mapped_column(Text)


class AnswerChange(Model):
    """One change of one answer: who, when, to what. Never altered, never removed."""

    __tablename__ = "answer_change"
    __table_args__ = (
        UniqueConstraint("report_id", "question", "row", "version"),
        CheckConstraint("version >= 1", name="version"),
        Index("ix_answer_change_report_saved", "report_id", "saved_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    question: Mapped[str] = mapped_column(String(80))
    row: Mapped[str] = mapped_column(String(40), default="")
    version: Mapped[int]
    content: Mapped[dict[str, object]] = mapped_column(JSON)
    saved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_at: Mapped[datetime] = mapped_column(Moment)


class Entry(Model):
    """An entry of a list: its code never changes, its position may; a removed entry leaves a tombstone.

    In a list that a report asks for (its priorities) it belongs to the report, and one that is carried over
    has the same code there; in a list that the reporter brings along (its next steps) it has no report.
    """

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("report_id", "list", "code"),
        Index(
            "uq_entry_own_code",
            "reporter",
            "list",
            "code",
            unique=True,
            sqlite_where=sql("report_id IS NULL"),
            postgresql_where=sql("report_id IS NULL"),
        ),
        CheckConstraint("length(code) >= 1", name="code"),
        CheckConstraint("position >= 0", name="position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reporter: Mapped[str] = mapped_column(ForeignKey("reporter.code"))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"))
    list: Mapped[str] = mapped_column(String(80))
    code: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text, default="")
    lang: Mapped[str] = mapped_column(String(12), default="")
    removed_at: Mapped[datetime | None] = mapped_column(Moment)


def answers_of(session: Session, report_id: int) -> Sequence[Answer]:
    """Return all answers of a report."""
    return session.scalars(select(Answer).where(Answer.report_id == report_id)).all()


def cells_of(session: Session, report_id: int) -> Sequence[AnswerCell]:
    """Return all cells of a report's answers."""
    return session.scalars(select(AnswerCell).join(Answer).where(Answer.report_id == report_id)).all()


def changes_of(
    session: Session,
    report_id: int,
    place: tuple[str, str],
    before: int | None = None,
    most: int | None = None,
) -> Sequence[AnswerChange]:
    """Return the latest changes of the answer at a question and row, before a version if one is given."""
    question, row = place
    wanted = select(AnswerChange).where(
        AnswerChange.report_id == report_id, AnswerChange.question == question, AnswerChange.row == row
    )
    if before is not None:
        wanted = wanted.where(AnswerChange.version < before)
    return session.scalars(wanted.order_by(AnswerChange.version.desc()).limit(most)).all()


def find_change(
    session: Session, report_id: int, question: str, row: str, version: int
) -> AnswerChange | None:
    """Return one earlier version of one answer."""
    wanted = select(AnswerChange).where(
        AnswerChange.report_id == report_id,
        AnswerChange.question == question,
        AnswerChange.row == row,
        AnswerChange.version == version,
    )
    return session.scalars(wanted).one_or_none()


def contents_of(
    session: Session, report_id: int, questions: Collection[str]
) -> Mapping[tuple[str, str, int], Mapping[str, object]]:
    """Return the content of each version of the answers to some questions."""
    wanted = select(
        AnswerChange.question, AnswerChange.row, AnswerChange.version, AnswerChange.content
    ).where(AnswerChange.report_id == report_id, AnswerChange.question.in_(questions))
    return {
        (version.question, version.row, version.version): version.content
        for version in session.execute(wanted)
    }
