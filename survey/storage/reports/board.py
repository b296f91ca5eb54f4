"""The reports of a round as its board shows them: the state of each, and the sections that have answers.

Knows rows of many reports at once. Of the answers it reads only those that decide which sections are asked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from survey.answers.replies import Reply
from survey.questionnaire.model import TOTAL, Questionnaire
from survey.storage.answers.answers import Answer, AnswerCell
from survey.storage.answers.replies import KEPT_AS
from survey.storage.reports.reports import Report
from survey.storage.rounds.reporters import Reporter


@dataclass(frozen=True, slots=True)
class BoardReport:
    """The state of one report of a round."""

    report_id: int
    reporter: str
    region: str
    names: Mapping[str, str]
    state: str
    version: int
    extended_to: date | None
    changed_at: datetime | None
    submitted_at: datetime | None


def board_reports(session: Session, round_id: int) -> Sequence[BoardReport]:
    """Return the reports of a round, by reporter."""
    columns = (
        Report.id, Report.reporter, Report.region, Reporter.names, Report.state, Report.version,
        Report.extended_to, Report.changed_at, Report.submitted_at,
    )  # fmt: skip
    joined = select(*columns).join(Reporter, Reporter.code == Report.reporter)
    rows = session.execute(joined.where(Report.round_id == round_id).order_by(Report.reporter))
    return [BoardReport(row[0], row[1], row[2], row[3] or {}, *row[4:]) for row in rows]


def answered_by_report(session: Session, report_ids: Collection[int]) -> Mapping[int, set[str]]:
    """Return the questions that have a value, or a reason for having none, in each report."""
    found: dict[int, set[str]] = {report_id: set() for report_id in report_ids}
    if not found:
        return found
    has_value = exists().where(AnswerCell.answer_id == Answer.id)
    wanted = select(Answer.report_id, Answer.question).where(
        Answer.report_id.in_(report_ids), or_(Answer.missing != "", has_value)
    )
    for report_id, question in session.execute(wanted):
        found[report_id].add(question)
    return found


def answers_by_report(
    session: Session, report_ids: Collection[int], questionnaire: Questionnaire, questions: Collection[str]
) -> Mapping[int, list[Reply]]:
    """Return the answers to a few questions in each report, as conditions and percentages use them."""
    found: dict[int, list[Reply]] = {report_id: [] for report_id in report_ids}
    if not found or not questions:
        return found
    place = (Answer.report_id, Answer.question, Answer.row)
    wanted = (
        select(*place, Answer.currency, AnswerCell.number, AnswerCell.code, AnswerCell.text)
        .join(AnswerCell, AnswerCell.answer_id == Answer.id)
        .where(Answer.report_id.in_(report_ids), Answer.question.in_(questions))
        .where(AnswerCell.cell == TOTAL, Answer.missing == "")
    )
    for row in session.execute(wanted):
        kept = KEPT_AS[questionnaire.questions[row.question].kind.name]
        value = kept.read(getattr(row, kept.column))
        found[row.report_id].append(Reply(row.question, row.row, {TOTAL: value}, row.currency))
    return found
