"""Checks whether the figures of a reply agree: parts with their total, a rate with its two numbers.

A disagreement is never refused. The figures may be right; then a comment says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.answers.percentages import percentage
from survey.messages import Message, Percent, say
from survey.questionnaire.kinds.numbers.breakdowns import cell_key
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.answers.relevance import Relevance
    from survey.answers.replies import Reply
    from survey.questionnaire.declarations import Breakdown
    from survey.questionnaire.model import Question

ROUNDING = 0.006
"""How far the sum of the parts may miss the total, as a share of it: published figures are rounded."""

RATE_POINTS = 0.51
"""How many percentage points a stated rate may differ from the rate computed from its two numbers."""


def disagreements(relevance: Relevance, question: Question, reply: Reply) -> Iterator[tuple[str, Message]]:
    """Yield each disagreement between figures of a reply, with the cell to look at."""
    kind = question.kind
    if not isinstance(kind, Number) or not reply.cells:
        return
    if kind.by:
        yield from _parts_and_totals(kind, reply)
    if kind.rate_of is not None:
        yield from _rate(relevance, kind.rate_of, reply)


def _parts_and_totals(kind: Number, reply: Reply) -> Iterator[tuple[str, Message]]:
    """Compare each total with its parts, one breakdown at a time; report each total once."""
    named: set[str] = set()
    for total_cell, parts in sums_within(kind):
        total = _number(reply, total_cell)
        found = [_number(reply, cell) for cell in parts]
        values = [value for value in found if value is not None]
        if total is None or len(values) < len(parts) or total_cell in named:
            continue
        message = disagreement(kind, total, values)
        if message is not None:
            named.add(total_cell)
            yield total_cell, message


def disagreement(kind: Number, total: float, values: list[float]) -> Message | None:
    """Return how a total and its parts disagree, or None if they agree."""
    if kind.adds_up and abs(sum(values) - total) > ROUNDING * abs(total):
        return say(
            "problem/parts-and-total",
            "The parts add up to {parts}, but the total is {total}. Check these numbers.",
            parts=sum(values),
            total=total,
        )
    if kind.is_percent and not min(values) <= total <= max(values):
        return say(
            "problem/percentage-outside-parts",
            "The overall percentage, {total}, should lie between those of its parts, {least} and {most}. "
            "Check these percentages.",
            total=total,
            least=min(values),
            most=max(values),
        )
    return None


def sums_within(kind: Number) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every cell that is a total along some breakdown, with the cells that add up to it."""
    for breakdown in kind.by:
        others = [other for other in kind.by if other is not breakdown]
        for fixed in _combinations(others):
            parts = tuple(cell_key({**fixed, breakdown.code: option.code}) for option in breakdown.codes)
            yield cell_key(fixed), parts


def _combinations(breakdowns: list[Breakdown]) -> Iterator[dict[str, str]]:
    if not breakdowns:
        yield {}
        return
    first, rest = breakdowns[0], breakdowns[1:]
    for inner in _combinations(rest):
        yield inner
        for option in first.codes:
            yield {**inner, first.code: option.code}


def _number(reply: Reply, cell: str) -> float | None:
    value = reply.cells.get(cell)
    return float(value) if isinstance(value, (int, float)) else None


def _rate(relevance: Relevance, rate_of: tuple[str, str], reply: Reply) -> Iterator[tuple[str, Message]]:
    part, whole = (relevance.value_of(question, reply.row) for question in rate_of)
    stated = _number(reply, TOTAL)
    if stated is None or not isinstance(part, float) or not isinstance(whole, float) or whole <= 0:
        return
    computed = percentage(part, whole)
    if abs(computed - stated) > RATE_POINTS:
        yield (
            TOTAL,
            say(
                "problem/rate-and-numbers",
                "The numbers given above make {computed}, not {stated}. Check all three numbers.",
                computed=Percent(round(computed, 2)),
                stated=Percent(stated),
            ),
        )
