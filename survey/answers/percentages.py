"""Percentages that follow from two numbers of the same report, where nobody stated them.

A question with `rate_of` names the part and the whole. Where a report gives both numbers and no percentage,
the percentage is calculated, cell by cell, and not asked; a stated percentage stays, and so does a stated
reason for having none. Pages, progress, checks, documents, files and figures all read them from here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from survey.answers.rows import rows_of
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from survey.answers.relevance import Relevance
    from survey.answers.replies import Replies, Reply
    from survey.questionnaire.model import Question, Questionnaire
    from survey.questionnaire.values import Value

Includes = Callable[["Question", str], bool]
"""Tells whether a question is asked in a row."""
SHOWN_DECIMALS = 1
"""How many decimals of a calculated percentage people read."""


def rate_of(question: Question) -> tuple[str, ...]:
    """Return the questions of the part and the whole of a percentage; nothing if it has none."""
    kind = question.kind
    return kind.rate_of if isinstance(kind, Number) and kind.rate_of is not None else ()


def is_rate(question: Question) -> bool:
    """Tell whether a question asks for a percentage that two other numbers make."""
    return bool(rate_of(question))


def percentage(part: float, whole: float) -> float:
    """Return the percentage that a part is of its whole, which is not zero."""
    return 100 * part / whole


def with_percentages(form: Questionnaire, replies: Replies, includes: Includes | None = None) -> Replies:
    """Return the replies with every percentage that follows from two numbers of theirs.

    `includes` tells what is asked; without it, all that was replied was asked (as in a snapshot).
    """
    found = calculated_replies(form, replies, includes)
    more = {(reply.question, reply.row): reply for reply in found}
    return replace(replies, by_place={**replies.by_place, **more}) if more else replies


def calculated_replies(
    form: Questionnaire, replies: Replies, includes: Includes | None = None
) -> list[Reply]:
    """Return the replies with percentages that follow from two numbers, in the order of the questions."""
    given = (
        with_percentage(form, replies, question, row.code, includes)
        for question in form.questions.values()
        if is_rate(question)
        for row in rows_of(question, replies)
    )
    return [reply for reply in given if reply.calculated]


def completed(relevance: Relevance) -> Relevance:
    """Return the relevance of a report, with percentages among its replies; what was asked stays."""
    told = with_percentages(relevance.questionnaire, relevance.replies, relevance.includes)
    return replace(relevance, replies=told)


def told(relevance: Relevance, question: Question, row: str = "") -> Reply:
    """Return the reply at a place of a report as people read it, with the percentages that follow."""
    return with_percentage(relevance.questionnaire, relevance.replies, question, row, relevance.includes)


def is_answered(relevance: Relevance, question: Question, row: str = "") -> bool:
    """Tell whether a place needs no more answer: it has a value or a reason, or its total is calculated."""
    reply = relevance.replies.of(question.id, row)
    return reply.answered or TOTAL in told(relevance, question, row).calculated


def with_percentage(
    form: Questionnaire, replies: Replies, question: Question, row: str, includes: Includes | None = None
) -> Reply:
    """Return the reply to a question in a row, with the percentages that follow from two numbers.

    This is the rule, for pages, progress, checks, documents, files and figures. Cell by cell, a percentage
    follows where it, its part and its whole are asked, both numbers have a value there (in one currency, the
    whole above zero), and nothing was typed for it. A reason at any of the three prevents it.
    """
    reply, kind = replies.of(question.id, row), question.kind
    if not isinstance(kind, Number) or kind.rate_of is None or reply.missing:
        return reply
    places = [(form.questions[id_], row if form.questions[id_].table else "") for id_ in kind.rate_of]
    if includes is not None and not all(includes(*place) for place in ((question, row), *places)):
        return reply
    part, whole = (replies.of(number.id, at) for number, at in places)
    found = _follow(kind, part, whole, {*reply.cells, *reply.unread})
    return replace(reply, cells={**reply.cells, **found}, calculated=frozenset(found)) if found else reply


def _follow(kind: Number, part: Reply, whole: Reply, typed: Collection[str]) -> dict[str, float]:
    """Return the percentages that follow from two replies, in the cells where nothing was typed."""
    if part.missing or whole.missing or part.currency != whole.currency:
        return {}
    return {
        cell: percentage(above, below)
        for cell in kind.keys
        if cell not in typed
        for above, below in [(_value(part.cells, cell), _value(whole.cells, cell))]
        if above is not None and below is not None and below > 0
    }


def shown(reply: Reply, cell: str, value: Value) -> Value:
    """Return a value as people read it: a calculated percentage has few decimals, a typed value its own."""
    if cell in reply.calculated and isinstance(value, int | float):
        return round(float(value), SHOWN_DECIMALS)
    return value


def _value(cells: Mapping[str, Value], cell: str) -> float | None:
    value = cells.get(cell)
    return float(value) if isinstance(value, int | float) else None
