"""Tracing: the values of an answer through the years, for drawing a line.

Knows years and replies. A missing value is a gap, never zero; amounts in other currencies are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from survey.questionnaire.kinds.numbers.number import Number

if TYPE_CHECKING:
    from survey.answers.replies import Replies
    from survey.questionnaire.model import Question

Years = Mapping[int, "Replies"]
"""The answers of each year, the earliest first."""


class Point(NamedTuple):
    """A value in its year."""

    year: int
    value: float


def trace(question: Question, row: str, years: Years) -> tuple[Point, ...]:
    """Return the totals of a number through the years, in its latest currency."""
    if not isinstance(question.kind, Number):
        return ()
    given = [(year, replies.of(question.id, row)) for year, replies in years.items()]
    counted = [(year, reply) for year, reply in given if isinstance(reply.value, (int, float))]
    if not counted:
        return ()
    currency = counted[-1][1].currency
    return tuple(
        Point(year, float(reply.value))  # type: ignore[arg-type]
        for year, reply in counted
        if reply.currency == currency
    )
