"""Invented figures: plausible, round and consistent. Parts add up, rates fit their numbers, years drift."""

from __future__ import annotations

import math
from collections.abc import Mapping
from random import Random
from typing import TYPE_CHECKING

from survey.answers.arithmetic import sums_within
from survey.questionnaire.kinds.base import number_of
from survey.questionnaire.kinds.numbers.breakdowns import cell_keys
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from survey.answers.relevance import Relevance
    from survey.questionnaire.model import Question
    from survey.questionnaire.values import Value
    from survey.samples.countries import SampleCountry

FIRST_YEAR = 2018
LESS = ("done", "disbursed", "spent", "women", "girls", "exploitation", "kinds")
"""The last words of ids of figures that are a part of another one, such as the activities that are done."""

SHARES = {"economic": 0.05, "chores": 0.06, "national": 0.04, "agriculture": 0.016, "hazardous": 0.01}
"""The invented shares of children by the word in the id that tells them apart."""

FOLLOWS: Mapping[str, tuple[str, str]] = {
    "cl.prevalence.agriculture.percent": ("cl.prevalence.agriculture.number", "cl.prevalence.national.number")
}
"""Percentages that follow from two numbers although the form does not say so."""

OTHER_SHARE = 0.002
LARGE = 100_000
HUNDREDS = ("persons", "cases")


def figures(
    question: Question, country: SampleCountry, year: int, relevance: Relevance, row: str
) -> dict[str, Value]:
    """Invent the cells of a number; a question of another kind has none."""
    kind = question.kind
    if not isinstance(kind, Number):
        return {}
    if numbers_of(question):
        return _rate(question, kind, relevance, row)
    place = (country.iso3, question.id, *([row] if not question.rows else ()))
    chance = Random("/".join(place))  # noqa: S311 - invented data, no secret
    if kind.is_percent:
        return {TOTAL: _within(kind, round(_percent(question, chance) / _rank(question, row), 2))}
    if kind.unit.code == "age":
        return {TOTAL: _within(kind, float(chance.randint(14, 16)))}
    drift = _drift(question, kind, chance) ** (year - FIRST_YEAR)
    total = _size(question, kind, country, chance) * drift / _rank(question, row)
    if not kind.by:
        return {TOTAL: _within(kind, rounded(total, _step(kind, total)))}
    return _parts(question, kind, country, total)


def numbers_of(question: Question) -> tuple[str, ...]:
    """Return the two numbers that a percentage follows from, the part first; none for another question."""
    kind = question.kind
    if isinstance(kind, Number) and kind.rate_of is not None:
        return kind.rate_of
    return FOLLOWS.get(question.id, ())


def _percent(question: Question, chance: Random) -> float:
    """Invent a percentage that no two numbers give: a small one of the gross domestic product."""
    if question.id.endswith(".gdp"):
        return chance.randint(4, 40) / 100
    return float(chance.randrange(10, 60, 5))


def _drift(question: Question, kind: Number, chance: Random) -> float:
    """Return by how much a figure changes in a year: child labour falls, so that no trend discredits."""
    if question.id.endswith(".children"):
        return chance.uniform(1, 1.02)
    if kind.unit.code == "children":
        return chance.uniform(0.9, 0.97)
    return chance.uniform(0.92, 1.1)


def _size(question: Question, kind: Number, country: SampleCountry, chance: Random) -> float:
    """Return a plausible size of a number, given its unit and the country."""
    children = country.children * 1000.0
    factor = chance.uniform(0.2, 0.4) if question.id.endswith(LESS) else chance.uniform(0.7, 1)
    if question.id.endswith(".children"):
        return children
    if kind.unit.code == "children":
        share = next((share for word, share in SHARES.items() if word in question.id), OTHER_SHARE)
        between = chance.uniform(0.9, 1.1) if share != OTHER_SHARE else factor
        return children * share * between
    if kind.unit.measure == "money":
        return children * 10 * factor
    if kind.unit.code in HUNDREDS:
        return chance.randint(8, 20) * 100 * factor
    return 40 * factor


def _rank(question: Question, row: str) -> int:
    """Divide what belongs together, such as investigations, prosecutions and convictions."""
    codes = [code.code for code in question.rows]
    return 1 + codes.index(row) if row in codes else 1


def _step(kind: Number, size: float) -> int:
    """Return the step to which a number is rounded: it keeps two digits, or three if it is large."""
    least = 100 if kind.unit.code in HUNDREDS else 10 if size >= 100 else 5 if size >= 20 else 1
    digits = len(str(int(size)))
    return max(least, int(10.0 ** (digits - (2 if size < LARGE else 3))))


def rounded(value: float, step: int) -> float:
    """Return a number rounded to a step, and never to zero."""
    return float(max(1, round(value / step)) * step)


def _within(kind: Number, value: float) -> float:
    least = kind.min if kind.min is not None else value
    most = kind.max if kind.max is not None else value
    return min(max(value, least), most)


def _parts(question: Question, kind: Number, country: SampleCountry, total: float) -> dict[str, Value]:
    """Fill the innermost cells, then add up every total from its parts.

    A country's cells lean the same way in every question, so that a part never exceeds its whole.
    """
    keys = cell_keys(kind.by)
    inner = [key for key in keys if key != TOTAL and key.count("=") == len(kind.by)]
    spread, step = 0.05 if question.id.endswith(".children") else 0.3, _step(kind, 1.6 * total)
    cells: dict[str, Value] = {}
    for key in inner:
        lean = Random(f"{country.iso3}/{key}").uniform(1 - spread, 1 + spread)  # noqa: S311 - invented data
        cells[key] = rounded(total / len(inner) * lean, step)
    sums = sorted(sums_within(kind), key=lambda total: -(0 if total[0] == TOTAL else total[0].count("=")))
    for total_key, parts in sums:
        cells[total_key] = math.fsum(number_of(cells[part]) for part in parts)
    return {key: cells[key] for key in keys}


def _rate(question: Question, kind: Number, relevance: Relevance, row: str) -> dict[str, Value]:
    """Compute the rate from the two numbers in the same report; no cells if a number is missing."""
    part, whole = (relevance.replies.of(number, row).cells for number in numbers_of(question))
    cells: dict[str, Value] = {}
    for key in cell_keys(kind.by):
        above, below = part.get(key), whole.get(key)
        if isinstance(above, (int, float)) and isinstance(below, (int, float)) and below:
            cells[key] = _within(kind, round(100 * above / below, min(kind.decimals, 2)))
    return cells
