"""The drafts of many reports, read together in three queries and frozen for a preview.

Knows answers that were not submitted yet, and nothing of who may read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from survey.answers.freezing import freeze
from survey.answers.relevance import evaluate
from survey.answers.replies import Replies
from survey.storage.answers.answers import Answer, Entry
from survey.storage.answers.stored_replies import (
    ANSWER_COLUMNS,
    CELL_COLUMNS,
    ENTRY_COLUMNS,
    ENTRY_ORDER,
    lists_from,
    replies_from,
)
from survey.storage.rounds.frozen import FrozenRound


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of a report: its reporter, and the day for which conditions are evaluated."""

    report_id: int
    reporter: str
    region: str
    today: date


def frozen_drafts(session: Session, this: FrozenRound, drafts: Sequence[Draft]) -> Mapping[int, bytes]:
    """Return what each report would say if it were submitted now."""
    replies = _replies_of(session, this, drafts)
    modules = tuple(this.round.modules)
    return {
        draft.report_id: freeze(
            evaluate(this.questionnaire, replies[draft.report_id], draft.today, modules),
            edition_sha256=this.round.sha256,
            reporter=draft.reporter,
            region=draft.region,
            year=this.round.year,
        )
        for draft in drafts
    }


def _replies_of(session: Session, this: FrozenRound, drafts: Sequence[Draft]) -> dict[int, Replies]:
    ids = [draft.report_id for draft in drafts]
    answers = _by_report(session, select(Answer.report_id, *ANSWER_COLUMNS).where(Answer.report_id.in_(ids)))
    wanted = select(Answer.report_id, *CELL_COLUMNS).join(Answer, Answer.id == CELL_COLUMNS[0])
    cells = _by_report(session, wanted.where(Answer.report_id.in_(ids)))
    entries = _entries(session, drafts)
    found = {}
    for draft in drafts:
        lists = lists_from(entries.get(draft.report_id, ()))
        of_report = (row[1:] for row in cells.get(draft.report_id, ()))
        by_place = replies_from(this.questionnaire, answers.get(draft.report_id, ()), of_report, lists)
        found[draft.report_id] = Replies(by_place, lists.entries, lists.own)
    return found


def _by_report(session: Session, wanted: Any) -> dict[int, list[Any]]:
    """Return the rows of a query by their first column."""
    rows = session.execute(wanted.order_by(Answer.report_id, Answer.id)).all()
    return {report: list(group) for report, group in groupby(rows, itemgetter(0))}


def _entries(session: Session, drafts: Sequence[Draft]) -> dict[int, list[Any]]:
    """Return the entries of each report's lists, and those of its reporter's own lists."""
    of_reports = Entry.report_id.in_([draft.report_id for draft in drafts])
    of_reporters = and_(Entry.report_id.is_(None), Entry.reporter.in_([draft.reporter for draft in drafts]))
    wanted = select(*ENTRY_COLUMNS, Entry.reporter).where(or_(of_reports, of_reporters))
    rows = session.execute(wanted.order_by(*ENTRY_ORDER)).all()
    return {draft.report_id: list(_concerning(draft, rows)) for draft in drafts}


def _concerning(draft: Draft, rows: Iterable[Any]) -> Iterator[Any]:
    return (
        row[:-1]
        for row in rows
        if row[0] == draft.report_id or (row[0] is None and row[-1] == draft.reporter)
    )
