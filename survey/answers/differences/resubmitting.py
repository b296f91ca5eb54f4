"""Resubmitting: finds the places that differ between two submissions of a report, in question order.

Knows two sets of replies; not who asked for a change, or why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.answers.differences.revising import differences
from survey.answers.places import codes_at
from survey.questionnaire.kinds.entries import Entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.answers.replies import Replies, Reply
    from survey.questionnaire.model import Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Revised:
    """A place that differs: a question and row, or a list entry that was added, removed or changed."""

    question: str
    row: str = ""


def revised(questionnaire: Questionnaire, before: Replies, now: Replies) -> list[Revised]:
    """Return the places that differ between two submissions."""
    return [place for question in questionnaire.asked() for place in _in_question(question, before, now)]


def _in_question(question: Question, before: Replies, now: Replies) -> Iterator[Revised]:
    codes = dict.fromkeys((*codes_at(question, before), *codes_at(question, now), ""))
    for code in codes:
        if isinstance(question.kind, Entries):
            if code and _entry(question, code, before) != _entry(question, code, now):
                yield Revised(question.id, code)
        elif differences(before.of(question.id, code), now.of(question.id, code)):
            yield Revised(question.id, code)


def _entry(question: Question, code: str, replies: Replies) -> tuple[Reply, ...] | None:
    """Return the replies of a list entry, or None if there is no such entry."""
    if code not in replies.entries.get(question.id, ()):
        return None
    return tuple(replies.of(inner.id, code) for inner in question.fields)
