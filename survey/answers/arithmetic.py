"""Whether a reply's figures agree with each other: parts with their total, a rate with its two numbers.

Disagreement is asked about, never refused: the figures may well be right, and then a comment says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.messages import Message, say
from survey.questionnaire.kinds.number import Number
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from survey.answers.replies import Reply
    from survey.answers.standing import Standing
    from survey.questionnaire.model import Breakdown, Question

ROUNDING = 0.006
"""How far, as a share of the total, parts may miss it before it is asked about (published figures are rounded)."""

RATE_POINTS = 0.51
"""How many percentage points a rate may differ from the one its two numbers give."""


def disagreements(standing: Standing, question: Question, reply: Reply) -> Iterator[tuple[str, Message]]:
    """Name the figures of a reply that do not agree, by the cell to look at."""
    kind = question.kind
    if not isinstance(kind, Number) or not reply.cells:
        return
    if kind.by:
        yield from _parts_and_totals(kind, reply)
    if kind.rate_of is not None:
        yield from _rate(standing, kind.rate_of, reply)


def _parts_and_totals(kind: Number, reply: Reply) -> Iterator[tuple[str, Message]]:
    """Compare each total with its parts, along one breakdown at a time."""
    for total_cell, parts in sums_within(kind):
        total = _number(reply, total_cell)
        found = [_number(reply, cell) for cell in parts]
        values = [value for value in found if value is not None]
        if total is None or len(values) < len(parts):
            continue
        if kind.adds_up and abs(sum(values) - total) > ROUNDING * abs(total):
            yield (
                total_cell,
                say(
                    "problem/parts-and-total",
                    "The parts add up to {parts}, the total is {total}. If both are right, say why in the comment.",
                    parts=sum(values),
                    total=total,
                ),
            )
        elif kind.unit.measure == "percent" and not min(values) <= total <= max(values):
            yield (
                total_cell,
                say(
                    "problem/percentage-outside-parts",
                    "The overall percentage, {total}, should lie between those of its parts, {least} and {most}. "
                    "If it is right, say why in the comment.",
                    total=total,
                    least=min(values),
                    most=max(values),
                ),
            )


def sums_within(kind: Number) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every cell that is a total along some breakdown, with the cells that make it up."""
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


def cell_key(codes: dict[str, str]) -> str:
    """Write the canonical key of a cell: breakdowns in alphabetical order, totals left out."""
    return ";".join(f"{name}={codes[name]}" for name in sorted(codes)) or TOTAL


def _number(reply: Reply, cell: str) -> float | None:
    value = reply.cells.get(cell)
    return float(value) if isinstance(value, (int, float)) else None


def _rate(standing: Standing, rate_of: tuple[str, str], reply: Reply) -> Iterator[tuple[str, Message]]:
    part, whole = (standing.value_of(question, reply.row) for question in rate_of)
    stated = _number(reply, TOTAL)
    if stated is None or not isinstance(part, float) or not isinstance(whole, float) or whole <= 0:
        return
    computed = 100 * part / whole
    if abs(computed - stated) > RATE_POINTS:
        yield (
            TOTAL,
            say(
                "problem/rate-and-numbers",
                "The numbers given above make {computed} %, not {stated} %. If both are right, say why in the comment.",
                computed=round(computed, 2),
                stated=stated,
            ),
        )
