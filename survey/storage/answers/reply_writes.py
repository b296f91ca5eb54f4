"""Answers and lists as they are changed: one statement a table, however many answers, each with its history.

Knows rows; who may change what, and which version was seen, is decided before.
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
"""All are put together once: putting one together costs as much as running it."""


@dataclass(frozen=True, slots=True)
class ReplyWrite:
    """An answer to be kept in place of what stands there; `said` is the history's line, if not the reply."""

    reply: Reply
    kind: str
    before: Stored
    said: Mapping[str, object] | None = None

    @property
    def place(self) -> AnswerKey:
        """Where it stands."""
        return self.reply.question, self.reply.row

    @property
    def version(self) -> int:
        """The version that it becomes."""
        return self.before.version + 1


def write_answers(
    session: Session, report_id: int, written: Sequence[ReplyWrite], person_id: int, now: datetime
) -> dict[AnswerKey, int]:
    """Keep answers, with their cells and a line of history each; return the ids of their rows."""
    ids = _new_answers(session, report_id, written, person_id, now)
    ids.update(_changed_answers(session, written, person_id, now))
    _write_cells(session, written, ids)
    lines = [_line(report_id, one, person_id, now) for one in written]
    _run(session, _NEW_LINES, lines)
    return ids


def write_entries(session: Session, added: Sequence[dict[str, Any]], moved: Sequence[dict[str, Any]]) -> None:
    """Keep new entries, and the positions and tombstones of those that there are."""
    if added:
        _run(session, insert(_ENTRIES), added)
    if moved:
        moving = update(_ENTRIES).where(_ENTRIES.c.id == bindparam("entry_id"))
        _run(session, moving.values(position=bindparam("place"), removed_at=bindparam("removed")), moved)


def write_own_entries(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Keep entries of lists that reporters bring along; their reports stand otherwise than before."""
    _run(session, insert(_ENTRIES), rows)
    own = _REPORTS.c.reporter.in_({row["reporter"] for row in rows})
    connection_of(session).execute(update(_REPORTS).where(own).values(version=_REPORTS.c.version + 1))


def entries_ever(session: Session, reporter: str, listed: str) -> Sequence[Entry]:
    """Every entry that a reporter's list ever had in any report, removed ones too, in order."""
    wanted = select(Entry).where(Entry.reporter == reporter, Entry.list == listed)
    return session.scalars(wanted.order_by(Entry.position, Entry.id)).all()


def touch_report(session: Session, report_id: int, now: datetime, **values: object) -> None:
    """Count one more change of a report."""
    _run(session, _TOUCHED, [{"touched": report_id, "changed_at": now, **values}])


def _new_answers(
    session: Session, report_id: int, written: Sequence[ReplyWrite], person_id: int, now: datetime
) -> dict[AnswerKey, int]:
    rows = [
        {
            **columns(one.reply),
            "report_id": report_id,
            "question": one.reply.question,
            "row": one.reply.row,
            "version": one.version,
            "saved_by": person_id,
            "saved_at": now,
        }
        for one in written
        if not one.before.version
    ]
    if not rows:
        return {}
    if len(rows) == 1:
        made = connection_of(session).execute(_NEW_ANSWER, rows[0])
    else:
        connection_of(session).execute(_NEW_ANSWERS, rows)
        made = connection_of(session).execute(_JUST_MADE, {"made_in": report_id, "made_at": now})
    return {(question, row): answer_id for question, row, answer_id in made}


def _changed_answers(
    session: Session, written: Sequence[ReplyWrite], person_id: int, now: datetime
) -> dict[AnswerKey, int]:
    changed = [one for one in written if one.before.version]
    if not changed:
        return {}
    rows = [
        {
            **columns(one.reply),
            "answer_id": one.before.answer_id,
            "version": one.version,
            "saved_by": person_id,
            "saved_at": now,
        }
        for one in changed
    ]
    _run(session, _CHANGED_ANSWERS, rows)
    return {one.place: one.before.answer_id for one in changed}


def _write_cells(session: Session, written: Sequence[ReplyWrite], ids: Mapping[AnswerKey, int]) -> None:
    """Take out the cells that went, change those that differ, add the new ones; mostly one changes."""
    before = {key: row for one in written for key, row in _cells_by_key(one.before.reply, one, ids)}
    after = {key: row for one in written for key, row in _cells_by_key(one.reply, one, ids)}
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
    reply: Reply, one: ReplyWrite, ids: Mapping[AnswerKey, int]
) -> Iterator[tuple[tuple[int, str], dict[str, Any]]]:
    return (((ids[one.place], row["cell"]), row) for row in cell_rows(reply, one.kind))


def _key(key: tuple[int, str]) -> dict[str, Any]:
    return {"of_answer": key[0], "of_cell": key[1]}


def _line(report_id: int, one: ReplyWrite, person_id: int, now: datetime) -> dict[str, object]:
    return {
        "report_id": report_id,
        "question": one.reply.question,
        "row": one.reply.row,
        "version": one.version,
        "content": dict(one.said) if one.said is not None else content(one.reply, one.kind),
        "saved_by": person_id,
        "saved_at": now,
    }


def _run(session: Session, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> Any:
    """Run a statement for rows; a single one needs no batch, which PostgreSQL would set up at some cost."""
    given = rows[0] if len(rows) == 1 else list(rows)
    return connection_of(session).execute(statement, given)
