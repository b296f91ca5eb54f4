"""The replies of a report, kept while its version stays the same: not read anew at each page.

Every save raises the version of its report in its own transaction, and a change of a reporter's own lists
raises the version of all its reports. Every request reads the version first. So cached replies are never
older than what the request has seen, however many processes save.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, cast

from sqlalchemy import Engine, Table, bindparam, select
from sqlalchemy.orm import Session

from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.model import Questionnaire
from survey.storage.answers.replies import cell_rows, columns, from_columns
from survey.storage.answers.stored_replies import AnswerKey, Stored, StoredReplies, replies_of, stored
from survey.storage.cache import Cache, Key, Version
from survey.storage.engine.database import connection_of, database_of, only_reads, snapshot
from survey.storage.reports.reports import Report

if TYPE_CHECKING:
    from survey.answers.replies import Reply
    from survey.storage.answers.reply_writes import ReplyBatch, ReplyWrite

MOST_KEPT = 64
"""The number of reports whose replies are kept."""

_reports = cast(Table, Report.__table__).c
_VERSION = select(_reports.version, _reports.changed_at).where(_reports.id == bindparam("report_id"))


@dataclass(frozen=True, slots=True)
class _Cached:
    """Replies, and the questionnaire under which they were read."""

    questionnaire: Questionnaire
    replies: StoredReplies


_cache: Cache[_Cached] = Cache(MOST_KEPT)


def version_of(session: Session, report_id: int) -> Version:
    """Return the version of a report as it is now."""
    return Version(*connection_of(session).execute(_VERSION, {"report_id": report_id}).one())


def get(session: Session, report_id: int, version: Version, questionnaire: Questionnaire) -> StoredReplies:
    """Return all replies of a report as of a version, or of a later one; all of them as of the same one."""
    key = (database_of(session), report_id)
    found = _find(key, version, questionnaire)
    if found is None:
        with _cache.making(key):
            found = _find(key, version, questionnaire)
            if found is None:
                found = _read(session, report_id, version, questionnaire)
    return found


def apply_save(engine: Engine, batch: ReplyBatch, before: Version, ids: Mapping[AnswerKey, int]) -> None:
    """Bring cached replies up to date with a save that was committed; where lists are in it, do nothing.

    `before` is the version of the report that the save found when it locked the report, so nobody saved in
    between. `ids` are those of the answers' rows. What is not brought up to date is read again later.
    """
    key = (engine.pool, batch.report_id)
    cached = _cache.get(key, before)
    if cached is None:
        return
    form = cached.questionnaire
    if not all(write.said is None and _is_plain(form, write.reply.question) for write in batch.writes):
        return
    replies = {write.place: _as_read(write) for write in batch.writes}
    versions = {write.place: write.version for write in batch.writes}
    saved = (batch.person_id, batch.now.astimezone(UTC))
    after = cached.replies.following(replies, versions, saved, ids)
    _cache.put(key, _Cached(form, after), before.after_save(batch.now))


def get_after_save(
    session: Session, report_id: int, versions: Mapping[AnswerKey, int]
) -> StoredReplies | None:
    """Return the cached replies of a report if they have these versions, as `apply_save` leaves them."""
    found = _cache.latest((database_of(session), report_id))
    if found is None:
        return None
    replies = found[1].replies
    is_after = all(replies.versions.get(key) == number for key, number in versions.items())
    return replies if is_after else None


def get_stored(
    session: Session,
    report_id: int,
    version: Version,
    questionnaire: Questionnaire,
    questions: Collection[str],
) -> dict[AnswerKey, Stored]:
    """Return the answers to some questions of a locked report, from the cache where that is possible."""
    found = _find((database_of(session), report_id), version, questionnaire)
    if found is None or not all(_is_plain(questionnaire, question) for question in questions):
        return stored(session, report_id, questionnaire, questions)
    return found.stored(questions)


def _find(key: Key, version: Version, questionnaire: Questionnaire) -> StoredReplies | None:
    """Return cached replies, if they are what reading them again would give."""
    found = _cache.get(key, version)
    return found.replies if found is not None and found.questionnaire is questionnaire else None


def _read(session: Session, report_id: int, version: Version, questionnaire: Questionnaire) -> StoredReplies:
    """Read all replies as of one version, and keep them.

    Where each statement sees what was committed before it, a save may come between the statements. Then the
    replies are read once more, and after that in a snapshot. A transaction that writes may have changed the
    report itself: what it sees under a later version is not committed, so it is not kept.
    """
    replies = replies_of(session, report_id, questionnaire)
    found = version_of(session, report_id)
    if found != version and only_reads(session):
        found, replies = _read_again(session, report_id, found, questionnaire)
        version = found
    if found == version:
        _cache.put((database_of(session), report_id), _Cached(questionnaire, replies), found)
    return replies


def _read_again(
    session: Session, report_id: int, version: Version, questionnaire: Questionnaire
) -> tuple[Version, StoredReplies]:
    replies = replies_of(session, report_id, questionnaire)
    if version_of(session, report_id) == version:
        return version, replies
    with snapshot(session) as one_state:
        return version_of(one_state, report_id), replies_of(one_state, report_id, questionnaire)


def _is_plain(questionnaire: Questionnaire, name: str) -> bool:
    """Tell whether a question has nothing to do with lists, whose entries come and go."""
    question = questionnaire.questions.get(name)
    return question is not None and not question.inside and not isinstance(question.kind, Entries)


def _as_read(write: ReplyWrite) -> Reply:
    """Return a reply as it will be read: out of its columns, not as it was held while it was saved."""
    cells = [tuple(row.values()) for row in cell_rows(write.reply, write.kind)]
    return from_columns(write.reply.question, write.reply.row, write.kind, columns(write.reply), cells)
