"""All answers of a report, read in three queries, however many there are.

Knows how answers, cells and entries make replies, and nothing of who may read them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from survey.answers.relevance import Relevance, evaluate, reevaluate
from survey.answers.replies import Replies, Reply
from survey.messages import Text
from survey.questionnaire.declarations import Option
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.model import Questionnaire
from survey.storage.answers.answers import Answer, AnswerCell, Entry
from survey.storage.answers.replies import PLAIN, from_columns
from survey.storage.cache import Cache
from survey.storage.engine.database import connection_of
from survey.storage.reports.reports import Report

AnswerKey = tuple[str, str]
"""A question and a row."""
MOST_RELEVANCES = 2
"""The number of days for which it is kept what is asked: today, and yesterday around midnight."""

_ANSWER = Answer.__table__.c
_CELL = AnswerCell.__table__.c
ANSWER_COLUMNS = (
    _ANSWER.id, _ANSWER.question, _ANSWER.row, _ANSWER.version, _ANSWER.saved_by, _ANSWER.saved_at,
    _ANSWER.reported_to, _ANSWER.unread, *(_ANSWER[part] for part in PLAIN),
)  # fmt: skip
CELL_COLUMNS = (_CELL.answer_id, _CELL.cell, _CELL.number, _CELL.code, _CELL.text)
_ENTRY, _REPORT = Entry.__table__.c, Report.__table__.c
ENTRY_COLUMNS = (_ENTRY.report_id, _ENTRY.list, _ENTRY.code, _ENTRY.text, _ENTRY.removed_at)
ENTRY_ORDER = (_ENTRY.list, _ENTRY.position, _ENTRY.id)
_MINE = _ANSWER.report_id == bindparam("report_id")
_ANSWERS = select(*ANSWER_COLUMNS).where(_MINE)
_CELLS = select(*CELL_COLUMNS).join_from(
    AnswerCell.__table__, Answer.__table__, _ANSWER.id == _CELL.answer_id
)
_CELLS = _CELLS.where(_MINE)
_STORED = (
    select(*ANSWER_COLUMNS, *CELL_COLUMNS)
    .outerjoin_from(Answer.__table__, AnswerCell.__table__, _CELL.answer_id == _ANSWER.id)
    .where(_MINE, _ANSWER.question.in_(bindparam("questions", expanding=True)))
)
_REPORTER = select(_REPORT.reporter).where(_REPORT.id == bindparam("report_id")).scalar_subquery()
_LISTS = (
    select(*ENTRY_COLUMNS)
    .where(
        or_(
            _ENTRY.report_id == bindparam("report_id"),
            and_(_ENTRY.report_id.is_(None), _ENTRY.reporter == _REPORTER),
        )
    )
    .order_by(*ENTRY_ORDER)
)
"""The statements are built once: building a statement costs as much as running it."""


@dataclass(frozen=True, slots=True)
class StoredReplies:
    """The stored replies of a report, with the version of each, who saved it last, and when.

    The version of a list is that of its question, without a row; `removed` holds its tombstones.
    """

    replies: Replies
    versions: Mapping[AnswerKey, int] = field(default_factory=dict)
    saved: Mapping[AnswerKey, tuple[int, datetime]] = field(default_factory=dict)
    ids: Mapping[AnswerKey, int] = field(default_factory=dict)
    removed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _relevances: Cache[Relevance] = field(
        default_factory=lambda: Cache(MOST_RELEVANCES), init=False, compare=False, repr=False
    )

    def relevance(self, questionnaire: Questionnaire, today: date, modules: Sequence[str]) -> Relevance:
        """Return what is asked, given these replies; it is worked out once for each day."""
        # The relevance that is kept holds the questionnaire, so that nothing else can have its id.
        key = (id(questionnaire), today, tuple(modules))
        return self._relevances.get_or_make(
            key, lambda: evaluate(questionnaire, self.replies, today, tuple(modules))
        )

    def stored(self, questions: Collection[str]) -> dict[AnswerKey, Stored]:
        """Return the answers to some plain questions (not of lists), in all their rows."""
        return {
            place: Stored(reply, self.versions[place], self.ids[place], *self.saved[place])
            for place, reply in self.replies.by_place.items()
            if place[0] in questions
        }

    def following(
        self,
        said: Mapping[AnswerKey, Reply],
        versions: Mapping[AnswerKey, int],
        saved: tuple[int, datetime],
        ids: Mapping[AnswerKey, int],
    ) -> StoredReplies:
        """Return the replies after somebody saved plain answers (not of lists), and what is asked then."""
        after = replace(
            self,
            replies=replace(self.replies, by_place={**self.replies.by_place, **said}),
            versions={**self.versions, **versions},
            saved={**self.saved, **dict.fromkeys(said, saved)},
            ids={**self.ids, **ids},
        )
        changed = {question for question, _ in said}
        for key, relevance in self._relevances.values():
            after._relevances.put(key, reevaluate(relevance, after.replies, changed))
        return after


@dataclass(frozen=True, slots=True)
class Stored:
    """One stored answer; its version is 0 if there is none."""

    reply: Reply
    version: int = 0
    answer_id: int = 0
    saved_by: int = 0
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Lists:
    """The entries of a report's lists and of its reporter's own lists, in order, and the removed ones."""

    entries: Mapping[str, tuple[str, ...]]
    own: Mapping[str, tuple[Option, ...]]
    removed: Mapping[str, tuple[str, ...]]


def replies_of(
    session: Session,
    report_id: int,
    questionnaire: Questionnaire,
    country_rows: Mapping[str, tuple[Option, ...]] | None = None,
) -> StoredReplies:
    """Return all replies of a report; the reporter's own rows are read too, unless they are given."""
    lists = lists_of(session, report_id)
    if country_rows is not None:
        lists = replace(lists, own=country_rows)
    return replies_with(session, report_id, questionnaire, lists)


def replies_with(
    session: Session, report_id: int, questionnaire: Questionnaire, lists: Lists
) -> StoredReplies:
    """Return all replies of a report whose lists were read already, in two queries."""
    answers = connection_of(session).execute(_ANSWERS, {"report_id": report_id}).all()
    cells = connection_of(session).execute(_CELLS, {"report_id": report_id}).all()
    by_place = replies_from(questionnaire, answers, cells, lists)
    return StoredReplies(
        Replies(by_place, lists.entries, lists.own),
        {(answer.question, answer.row): answer.version for answer in answers},
        {(answer.question, answer.row): (answer.saved_by, answer.saved_at) for answer in answers},
        {(answer.question, answer.row): answer.id for answer in answers},
        lists.removed,
    )


def lists_of(session: Session, report_id: int) -> Lists:
    """Return the entries of all lists of a report and of its reporter, in one query."""
    return lists_from(connection_of(session).execute(_LISTS, {"report_id": report_id}))


def lists_from(rows: Iterable[Any]) -> Lists:
    """Return the lists that the rows of a report's entries make, in the order of the rows."""
    entries: dict[str, tuple[str, ...]] = {}
    own: dict[str, tuple[Option, ...]] = {}
    removed: dict[str, tuple[str, ...]] = {}
    for report, listed, code, label, removed_at in rows:
        if removed_at is not None:
            removed[listed] = (*removed.get(listed, ()), code)
        elif report is None:
            own[listed] = (*own.get(listed, ()), Option(code, Text("", label)))
        else:
            entries[listed] = (*entries.get(listed, ()), code)
    return Lists(entries, own, removed)


def stored(
    session: Session, report_id: int, questionnaire: Questionnaire, questions: Collection[str]
) -> dict[AnswerKey, Stored]:
    """Return the answers to some questions, in all their rows and with their cells, in one query."""
    asked = {"report_id": report_id, "questions": sorted(questions)}
    rows = connection_of(session).execute(_STORED, asked)
    found: dict[int, tuple[Any, list[Sequence[Any]]]] = {}
    for row in rows:
        cells = found.setdefault(row[0], (row, []))[1]
        if row[-5] is not None:
            cells.append(row[-4:])
    return {
        (row.question, row.row): Stored(
            _one(questionnaire, row, cells), row.version, row[0], row.saved_by, row.saved_at
        )
        for row, cells in found.values()
    }


def _one(questionnaire: Questionnaire, row: Row[Any], cells: Iterable[Sequence[Any]]) -> Reply:
    kind = questionnaire.questions[row.question].kind
    if isinstance(kind, Entries):
        return Reply(row.question)
    return from_columns(row.question, row.row, kind.name, row._mapping, cells)


def replies_from(
    questionnaire: Questionnaire, answers: Iterable[Any], cells: Iterable[Any], lists: Lists
) -> dict[AnswerKey, Reply]:
    """Return the replies by question and row; those of removed entries stay in the database, for the undo."""
    of_answer: dict[int, list[Sequence[Any]]] = {}
    for cell in cells:
        of_answer.setdefault(cell[0], []).append(cell[1:])
    by_place: dict[AnswerKey, Reply] = {}
    for row in answers:
        question = questionnaire.questions.get(row.question)
        if question is None or isinstance(question.kind, Entries):
            continue
        if question.inside and row.row not in lists.entries.get(question.inside, ()):
            continue
        by_place[row.question, row.row] = from_columns(
            row.question, row.row, question.kind.name, row._mapping, of_answer.get(row.id, ())
        )
    return by_place
