"""Comparing: how a report's answers differ from last year's. Only answers given in both years are compared.

A number that jumps needs a comment; it is never refused. A jump is a change of more than half of last year's
number and also of more than a floor, since small numbers vary a lot. After a zero only the floor counts:

    measure    a jump is more than 50 % and more than
    count      10
    percent    10 percentage points
    money      10,000, in the same currency
    amount     10
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from survey.answers.names import field_name
from survey.answers.rows import rows_of
from survey.messages import say
from survey.problems import Problem, Severity
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from survey.answers.relevance import Relevance
    from survey.answers.replies import Replies, Reply
    from survey.messages import Message
    from survey.questionnaire.model import Question, Section
    from survey.questionnaire.values import Value

JUMP_PERCENT = 50.0
FLOORS: Mapping[str, float] = MappingProxyType(
    {"count": 10.0, "percent": 10.0, "money": 10_000.0, "amount": 10.0}
)
EXACT = 9
"""The most decimals that a difference keeps, so that 0.3 - 0.1 is 0.2."""


@dataclass(frozen=True, slots=True)
class Change:
    """How the value of a cell changed since last year; both years have a value.

    `difference` is in the number's unit (percentage points for a percentage), in years for a year, in days
    for a date; `percent` is relative to last year's number.
    `came` and `went` are the choices added and dropped.
    Amounts in different currencies are not comparable and have no difference.
    """

    question: str
    row: str
    cell: str
    before: Value
    now: Value
    difference: float | None = None
    percent: float | None = None
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    comparable: bool = True
    is_jump: bool = False

    @property
    def same(self) -> bool:
        """Tell whether nothing changed."""
        return self.comparable and self.before == self.now


def change(question: Question, before: Reply, now: Reply, cell: str = TOTAL) -> Change | None:
    """Compare the value of a cell with last year's; None if a year has no value."""
    if before.missing or now.missing or cell not in before.cells or cell not in now.cells:
        return None
    then, value = before.cells[cell], now.cells[cell]
    found = Change(now.question, now.row, cell, then, value)
    if before.currency != now.currency:
        return replace(found, comparable=False)
    if isinstance(then, date) and isinstance(value, date):
        return replace(found, difference=float((value - then).days))
    if isinstance(then, tuple) and isinstance(value, tuple):
        came = tuple(code for code in value if code not in then)
        return replace(found, came=came, went=tuple(code for code in then if code not in value))
    if isinstance(then, (int, float)) and isinstance(value, (int, float)):
        return _number_change(question, found, float(then), float(value))
    return found


def changes(relevance: Relevance, last: Replies, sections: Iterable[Section] | None = None) -> list[Change]:
    """Return what changed since last year in the relevant questions of these sections, in question order."""
    return [found for _, found in _compared(relevance, last, sections) if not found.same]


def jumps(relevance: Relevance, last: Replies, sections: Iterable[Section] | None = None) -> list[Problem]:
    """Return a problem for every jump without a comment; only a remark if no comment is possible."""
    return [
        problem
        for question, found in _compared(relevance, last, sections)
        if found.is_jump and (problem := _jump_problem(relevance, question, found))
    ]


def _number_change(question: Question, found: Change, then: float, value: float) -> Change:
    """Add the difference; a number (not a year) also has a percentage and may jump."""
    if not isinstance(question.kind, Number):
        return replace(found, difference=round(value - then, EXACT))
    difference = round(value - then, min(question.kind.decimals, EXACT))
    percent = 100 * difference / abs(then) if then else None
    above_floor = abs(difference) > FLOORS[question.kind.unit.measure]
    return replace(
        found,
        difference=difference,
        percent=percent,
        is_jump=above_floor and (percent is None or abs(percent) > JUMP_PERCENT),
    )


def _compared(
    relevance: Relevance, last: Replies, sections: Iterable[Section] | None
) -> Iterator[tuple[Question, Change]]:
    for section in relevance.questionnaire.sections if sections is None else sections:
        for outer in section.questions:
            for question in (outer, *outer.fields):
                yield from ((question, found) for found in _question_changes(relevance, question, last))


def _question_changes(relevance: Relevance, question: Question, last: Replies) -> Iterator[Change]:
    for row in rows_of(question, relevance.replies):
        if question.kind.asks and relevance.includes(question, row.code):
            now, before = relevance.replies.of(question.id, row.code), last.of(question.id, row.code)
            compared = (change(question, before, now, cell) for cell in now.cells)
            yield from (found for found in compared if found is not None)


def _jump_problem(relevance: Relevance, question: Question, found: Change) -> Problem | None:
    """Return the problem of a jump: None if it has a comment, a remark if no comment is possible."""
    field = field_name(found.question, found.row, found.cell)
    giver = relevance.questionnaire.questions[question.evidence_from or question.id]
    if "comment" not in giver.evidence:
        return Problem(found.question, field, _jump_message(found), Severity.REMARKS)
    row = "" if giver.has_rows else found.row
    if relevance.replies.of(giver.id, row).comment:
        return None
    asking = say(
        "problem/jump-or-comment", "{jump} If it is right, say why in the comment.", jump=_jump_message(found)
    )
    return Problem(found.question, field, asking, Severity.ASKS)


def _jump_message(found: Change) -> Message:
    return say(
        "problem/jump",
        "This is {now}; last year it was {before}. Check this number.",
        now=found.now,
        before=found.before,
    )
