"""Carrying: “no change” repeats last year's accepted answers, for one answer or a whole section.

Knows this year's questions and last year's replies; never overwrites an answer given this year.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from survey.answers.percentages import is_answered
from survey.answers.relevance import evaluate
from survey.answers.replies import Replies, Reply
from survey.answers.rows import rows_of
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import EVIDENCE_PARTS, TOTAL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from survey.answers.relevance import Relevance
    from survey.questionnaire.model import Question, Section
    from survey.questionnaire.values import Value

NOTHING_REMOVED: Mapping[str, Collection[str]] = MappingProxyType({})


@dataclass(frozen=True)
class Carried:
    """What “no change” adds to a section: replies, and entries of its lists, in order."""

    replies: tuple[Reply, ...] = ()
    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether there is anything to carry."""
        return bool(self.replies or self.entries)


def carried(reply: Reply, question: Question) -> Reply:
    """Return last year's answer as this year's, with its evidence and reference year, marked as carried.

    Cells, choices and reasons that this year's question no longer accepts are left out, so the result may
    be empty.
    """
    known = frozenset(question.kind.keys) if isinstance(question.kind, Number) else {TOTAL}
    cells = {
        cell: value for cell, value in reply.cells.items() if cell in known and _is_taken(question, value)
    }
    missing = reply.missing if reply.missing in question.missing else ""
    currency = reply.currency if cells else ""
    return replace(reply, cells=cells, missing=missing, currency=currency, unread={}, carried=True)


def can_carry(reply: Reply, question: Question) -> bool:
    """Tell whether last year has an answer that the question still accepts."""
    return question.kind.asks and bool(reply.cells or reply.missing) and carried(reply, question).answered


def keep_mark(reply: Reply, kept: Reply) -> Reply:
    """Return the reply, marked as carried if the stored reply was and the answer is unchanged.

    Saving a page again changes no answer; changing a carried answer makes it a new answer.
    """
    return replace(reply, carried=kept.carried and replace(reply, carried=True) == kept)


def carriable(
    relevance: Relevance,
    section: Section,
    last: Replies,
    removed: Mapping[str, Collection[str]] = NOTHING_REMOVED,
) -> Carried:
    """Return everything that “no change” fills in a section: questions answered last year and not yet now.

    A carried answer may make further questions relevant; these are carried too. `removed` names the list
    entries that were removed this year: they stay removed.
    """
    found: dict[tuple[str, str], Reply] = {}
    entries: dict[str, tuple[str, ...]] = {}
    while True:
        back = dict(_entries_back(relevance, section, last, removed))
        more = {} if back else dict(_places(relevance, section, last))
        if not back and not more:
            return Carried(tuple(found.values()), entries)
        entries.update(back)
        found.update(more)
        relevance = _with(relevance, more, back)


def _is_taken(question: Question, value: Value) -> bool:
    return next(question.kind.check(value), None) is None


def _places(relevance: Relevance, section: Section, last: Replies) -> Iterator[tuple[tuple[str, str], Reply]]:
    """Yield the answers that can be carried, given the present relevance."""
    for outer in section.questions:
        for question in (outer, *outer.fields):
            carries = False
            for row in rows_of(question, relevance.replies):
                before = last.of(question.id, row.code)
                if relevance.includes(question, row.code) and can_carry(before, question):
                    carries = True
                    if not is_answered(relevance, question, row.code):
                        yield (question.id, row.code), carried(before, question)
            if question.has_rows and carries:
                yield from _evidence(relevance, question, last)


def _evidence(
    relevance: Relevance, question: Question, last: Replies
) -> Iterator[tuple[tuple[str, str], Reply]]:
    """Yield the evidence that all rows of a question share."""
    before, now = last.of(question.id), relevance.replies.of(question.id)
    if _has_evidence(before) and not _has_evidence(now) and not now.unread:
        yield (question.id, ""), carried(before, question)


def _has_evidence(reply: Reply) -> bool:
    return any(getattr(reply, part) for part in EVIDENCE_PARTS)


def _entries_back(
    relevance: Relevance, section: Section, last: Replies, removed: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the list entries of last year that are missing this year, with their ids."""
    for question in section.questions:
        if isinstance(question.kind, Entries) and relevance.includes(question):
            there = {*relevance.replies.entries.get(question.id, ()), *removed.get(question.id, ())}
            back = tuple(code for code in last.entries.get(question.id, ()) if code not in there)
            if back:
                yield question.id, back


def carries_anything(
    relevance: Relevance,
    section: Section,
    last: Replies,
    removed: Mapping[str, Collection[str]] = NOTHING_REMOVED,
) -> bool:
    """Tell whether “no change” fills anything in a section, without working out everything it fills."""
    back = _entries_back(relevance, section, last, removed)
    return next(back, None) is not None or next(_places(relevance, section, last), None) is not None


def _with(
    relevance: Relevance, more: Mapping[tuple[str, str], Reply], back: Mapping[str, tuple[str, ...]]
) -> Relevance:
    """Evaluate the relevance again with the carried answers."""
    replies = relevance.replies
    entries = {name: (*replies.entries.get(name, ()), *codes) for name, codes in back.items()}
    wider = Replies({**replies.by_place, **more}, {**replies.entries, **entries}, replies.country_rows)
    return evaluate(relevance.questionnaire, wider, date.fromisoformat(relevance.today), relevance.modules)
