"""The replies of a report kept at hand while its version stands: read once a process, not at each page.

Every save counts the version of its report in its own transaction, whoever changes a reporter's own lists
counts that of all its reports, and every request reads that version first. So what is at hand is never
older than what the request has seen, however many processes save.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, cast

from sqlalchemy import Engine, Table, bindparam, select
from sqlalchemy.orm import Session

from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.model import Questionnaire
from survey.storage.answers.replies import cell_rows, columns, from_columns
from survey.storage.answers.stored_replies import AnswerKey, Stored, StoredReplies, replies_of, stored
from survey.storage.engine.database import connection_of, database_of
from survey.storage.reports.reports import Report

if TYPE_CHECKING:
    from survey.answers.replies import Reply
    from survey.storage.answers.reply_writes import ReplyWrite

MOST_KEPT = 64
"""So many reports are at hand, each once; the one that was used least recently makes room."""

_reports = cast(Table, Report.__table__).c
_STAMP = select(_reports.version, _reports.changed_at).where(_reports.id == bindparam("report_id"))


class Stamp(NamedTuple):
    """Which state a report is in: how often it was changed, and when last (a restored backup differs)."""

    version: int
    changed_at: datetime | None

    def after(self, now: datetime) -> Stamp:
        """The stamp after one more change."""
        return Stamp(self.version + 1, now.astimezone(UTC))


@dataclass(frozen=True, slots=True)
class _AtHand:
    """Replies at hand: as of which state of the report, under which questionnaire."""

    stamp: Stamp
    questionnaire: Questionnaire
    kept: StoredReplies

    def is_good(self, stamp: Stamp, questionnaire: Questionnaire) -> bool:
        """Tell whether these replies are what reading them anew would give."""
        return self.stamp == stamp and self.questionnaire is questionnaire


_at_hand: OrderedDict[tuple[object, int], _AtHand] = OrderedDict()
_turn = Lock()


def stamp_of(session: Session, report_id: int) -> Stamp:
    """The state that a report is in now."""
    return Stamp(*connection_of(session).execute(_STAMP, {"report_id": report_id}).one())


def get(session: Session, report_id: int, stamp: Stamp, questionnaire: Questionnaire) -> StoredReplies:
    """All replies of a report in the state of a stamp, or a later one."""
    key = (database_of(session), report_id)
    with _turn:
        found = _at_hand.get(key)
        if found is not None:
            _at_hand.move_to_end(key)
    if found is not None and found.is_good(stamp, questionnaire):
        return found.kept
    kept = replies_of(session, report_id, questionnaire)
    # Somebody may have saved between the stamp and the reading: then these replies belong to a later one.
    if stamp_of(session, report_id) == stamp:
        _put(key, _AtHand(stamp, questionnaire, kept))
    return kept


def apply_save(
    engine: Engine,
    report_id: int,
    before: Stamp,
    written: Sequence[ReplyWrite],
    ids: Mapping[AnswerKey, int],
    person_id: int,
    now: datetime,
) -> None:
    """Bring what is at hand up to date with a save that is kept, where that is simple; else it is read anew.

    `before` is the report's stamp as the save found it, with the report in hand: nobody saved in between.
    `ids` are those of the answers' rows.
    """
    key = (engine.pool, report_id)
    with _turn:
        found = _at_hand.get(key)
    if found is None or found.stamp != before:
        return
    if not all(one.said is None and _is_plain(found.questionnaire, one.reply.question) for one in written):
        return
    said = {one.place: _as_read(one) for one in written}
    versions = {one.place: one.version for one in written}
    kept = found.kept.following(said, versions, person_id, now.astimezone(UTC), ids)
    _put(key, replace(found, stamp=before.after(now), kept=kept))


def get_after_save(
    session: Session, report_id: int, versions: Mapping[AnswerKey, int]
) -> StoredReplies | None:
    """All replies of a report at hand, if they hold these versions: so they do after a save was followed."""
    with _turn:
        found = _at_hand.get((database_of(session), report_id))
    is_after = found is not None and all(found.kept.versions.get(at) == one for at, one in versions.items())
    return found.kept if found is not None and is_after else None


def get_stored(
    session: Session, report_id: int, stamp: Stamp, questionnaire: Questionnaire, questions: Collection[str]
) -> dict[AnswerKey, Stored]:
    """The answers to some questions in a report in hand, whose state is that of the stamp: mostly at hand."""
    with _turn:
        found = _at_hand.get((database_of(session), report_id))
    if found is None or not found.is_good(stamp, questionnaire):
        return stored(session, report_id, questionnaire, questions)
    if not all(_is_plain(questionnaire, one) for one in questions):
        return stored(session, report_id, questionnaire, questions)
    return found.kept.stored(questions)


def _is_plain(questionnaire: Questionnaire, name: str) -> bool:
    """Tell whether a question has nothing to do with lists, whose entries come and go."""
    question = questionnaire.questions.get(name)
    return question is not None and not question.inside and not isinstance(question.kind, Entries)


def _as_read(one: ReplyWrite) -> Reply:
    """A reply as it will be read: out of its columns, not as it was held while it was saved."""
    cells = [tuple(row.values()) for row in cell_rows(one.reply, one.kind)]
    return from_columns(one.reply.question, one.reply.row, one.kind, columns(one.reply), cells)


def _put(key: tuple[object, int], found: _AtHand) -> None:
    with _turn:
        _at_hand[key] = found
        _at_hand.move_to_end(key)
        while len(_at_hand) > MOST_KEPT:
            _at_hand.popitem(last=False)
