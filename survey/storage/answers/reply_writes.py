"""Writing answers and lists: one statement for each table, however many answers, each with its history.

Knows rows. Who may change what, and whether a newer version exists, is decided before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Executable, Table, and_, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from survey.answers.replies import Reply
from survey.storage.answers.answers import Answer, AnswerCell, AnswerChange, Entry
from survey.storage.answers.replies import cell_rows, columns, content
from survey.storage.answers.stored_replies import AnswerKey, Stored
from survey.storage.engine.database import connection_of
from survey.storage.reports.reports import Report

_ANSWERS, _CELLS, _CHANGES, _ENTRIES, _REPORTS = (
    cast(Table, noun.__table__) for noun in (Answer, AnswerCell, AnswerChange, Entry, Report)
)

_PLACED = (_ANSWERS.c.question, _ANSWERS.c.row, _ANSWERS.c.id)
_NEW_ANSWERS = insert(_ANSWERS)
_NEW_ANSWER = _NEW_ANSWERS.returning(*_PLACED)
_JUST_MADE = select(*_PLACED).where(
    _ANSWERS.c.report_id == bindparam("made_in"), _ANSWERS.c.saved_at == bindparam("made_at")
)
_CHANGED_ANSWERS = update(_ANSWERS).where(_ANSWERS.c.id == bindparam("answer_id"))
_THIS_CELL = and_(_CELLS.c.answer_id == bindparam("of_answer"), _CELLS.c.cell == bindparam("of_cell"))
_GONE_CELLS, _CHANGED_CELLS = delete(_CELLS).where(_THIS_CELL), update(_CELLS).where(_THIS_CELL)
_NEW_CELLS, _NEW_LINES = insert(_CELLS), insert(_CHANGES)
_TOUCHED = update(_REPORTS).where(_REPORTS.c.id == bindparam("touched"))
_TOUCHED = _TOUCHED.values(version=_REPORTS.c.version + 1)
"""The statements are built once: building a statement costs as much as running it."""


@dataclass(frozen=True, slots=True)
class ReplyWrite:
    """A reply that replaces the stored answer; `said`, if given, replaces it in the history."""

    reply: Reply
    kind: str
    before: Stored
    said: Mapping[str, object] | None = None

    @property
    def place(self) -> AnswerKey:
        """Return the question and the row of the answer."""
        return self.reply.question, self.reply.row

    @property
    def version(self) -> int:
        """Return the version that the answer will have."""
        return self.before.version + 1


@dataclass(frozen=True, slots=True)
class ReplyBatch:
    """Answers that one person saves together in one report."""

    report_id: int
    person_id: int
    now: datetime
    writes: Sequence[ReplyWrite]

    def columns_of(self, write: ReplyWrite) -> dict[str, Any]:
        """Return the columns of one answer as they will be."""
        return {
            **columns(write.reply),
            "version": write.version,
            "saved_by": self.person_id,
            "saved_at": self.now,
        }


def write_answers(session: Session, batch: ReplyBatch) -> dict[AnswerKey, int]:
    """Store answers, with their cells and a line of history each; return the ids of their rows."""
    ids = _new_answers(session, batch)
    ids.update(_changed_answers(session, batch))
    _write_cells(session, batch.writes, ids)
    _run(session, _NEW_LINES, [_line(batch, write) for write in batch.writes])
    return ids


def write_entries(session: Session, added: Sequence[dict[str, Any]], moved: Sequence[dict[str, Any]]) -> None:
    """Store new entries, and new positions and tombstones of existing ones."""
    if added:
        _run(session, insert(_ENTRIES), added)
    if moved:
        moving = update(_ENTRIES).where(_ENTRIES.c.id == bindparam("entry_id"))
        _run(session, moving.values(position=bindparam("place"), removed_at=bindparam("removed")), moved)


def write_own_entries(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Store entries of lists that belong to reporters; this raises the version of all their reports."""
    _run(session, insert(_ENTRIES), rows)
    own = _REPORTS.c.reporter.in_({row["reporter"] for row in rows})
    connection_of(session).execute(update(_REPORTS).where(own).values(version=_REPORTS.c.version + 1))


def entries_ever(session: Session, reporter: str, listed: str) -> Sequence[Entry]:
    """Return all entries that a reporter's list ever had in any report, in order, with the removed ones."""
    wanted = select(Entry).where(Entry.reporter == reporter, Entry.list == listed)
    return session.scalars(wanted.order_by(Entry.position, Entry.id)).all()


def touch_report(session: Session, report_id: int, now: datetime, **values: object) -> None:
    """Raise the version of a report."""
    _run(session, _TOUCHED, [{"touched": report_id, "changed_at": now, **values}])


def _new_answers(session: Session, batch: ReplyBatch) -> dict[AnswerKey, int]:
    rows = [
        {
            **batch.columns_of(write),
            "report_id": batch.report_id,
            "question": write.reply.question,
            "row": write.reply.row,
        }
        for write in batch.writes
        if not write.before.version
    ]
    if not rows:
        return {}
    if len(rows) == 1:
        made = connection_of(session).execute(_NEW_ANSWER, rows[0])
    else:
        connection_of(session).execute(_NEW_ANSWERS, rows)
        asked = {"made_in": batch.report_id, "made_at": batch.now}
        made = connection_of(session).execute(_JUST_MADE, asked)
    return {(question, row): answer_id for question, row, answer_id in made}


def _changed_answers(session: Session, batch: ReplyBatch) -> dict[AnswerKey, int]:
    changed = [write for write in batch.writes if write.before.version]
    if not changed:
        return {}
    rows = [{**batch.columns_of(write), "answer_id": write.before.answer_id} for write in changed]
    _run(session, _CHANGED_ANSWERS, rows)
    return {write.place: write.before.answer_id for write in changed}


def _write_cells(session: Session, written: Sequence[ReplyWrite], ids: Mapping[AnswerKey, int]) -> None:
    """Delete, change and add the cells that differ; in most saves that is one cell."""
    before = {key: row for write in written for key, row in _cells_by_key(write.before.reply, write, ids)}
    after = {key: row for write in written for key, row in _cells_by_key(write.reply, write, ids)}
    steps = (
        (_GONE_CELLS, [_key(key) for key in before if key not in after]),
        (
            _CHANGED_CELLS,
            [{**row, **_key(key)} for key, row in after.items() if before.get(key, row) != row],
        ),
        (_NEW_CELLS, [{**row, "answer_id": key[0]} for key, row in after.items() if key not in before]),
    )
    for statement, rows in steps:
        if rows:
            _run(session, statement, rows)


def _cells_by_key(
    reply: Reply, write: ReplyWrite, ids: Mapping[AnswerKey, int]
) -> Iterator[tuple[tuple[int, str], dict[str, Any]]]:
    return (((ids[write.place], row["cell"]), row) for row in cell_rows(reply, write.kind))


def _key(key: tuple[int, str]) -> dict[str, Any]:
    return {"of_answer": key[0], "of_cell": key[1]}


def _line(batch: ReplyBatch, write: ReplyWrite) -> dict[str, object]:
    """Return the line of history of one answer."""
    said = content(write.reply, write.kind) if write.said is None else dict(write.said)
    return {
        "report_id": batch.report_id,
        "question": write.reply.question,
        "row": write.reply.row,
        "version": write.version,
        "content": said,
        "saved_by": batch.person_id,
        "saved_at": batch.now,
    }


def _run(session: Session, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> Any:
    """Run a statement for rows; a single row avoids the cost of a batch on PostgreSQL."""
    given = rows[0] if len(rows) == 1 else list(rows)
    return connection_of(session).execute(statement, given)
