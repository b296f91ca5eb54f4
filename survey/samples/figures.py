"""Invented figures that are consistent: parts add up, rates fit their numbers, years drift."""

from __future__ import annotations

import math
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


def figures(
    question: Question, country: SampleCountry, year: int, relevance: Relevance, row: str
) -> dict[str, Value]:
    """Invent the cells of a number; a question of another kind has none."""
    kind = question.kind
    if not isinstance(kind, Number):
        return {}
    chance = Random("/".join((country.iso3, question.id, row)))  # noqa: S311 - invented data, no secret
    drift = (1 + chance.uniform(-0.08, 0.1)) ** (year - FIRST_YEAR)
    if kind.rate_of is not None:
        return _rate(kind, relevance, row)
    if kind.is_percent:
        return {TOTAL: _within(kind, round(chance.uniform(2, 60) * drift, min(kind.decimals, 1)))}
    total = _size(question, kind, country, chance) * drift
    if not kind.by:
        digits = -3 if kind.unit.measure == "money" else 0 if kind.decimals == 0 else 2
        return {TOTAL: _within(kind, float(round(total, digits)))}
    return _parts(kind, total, chance)


def _size(question: Question, kind: Number, country: SampleCountry, chance: Random) -> float:
    """Return a plausible size of a number, given its unit and the country."""
    children = country.children * 1000.0
    if question.id.endswith(".children"):
        return children
    if kind.unit.code == "children":
        share = 0.02 if "hazardous" in question.id else 0.12
        return children * share * chance.uniform(0.5, 1.5)
    if kind.unit.measure == "money":
        return round(children * chance.uniform(2, 20), -4)
    if kind.min is not None and kind.max is not None and kind.max - kind.min < 100:
        return chance.uniform(kind.min, kind.max)
    if kind.unit.code in ("persons", "cases"):
        return children / 20_000 * chance.uniform(0.3, 2)
    return chance.randint(1, 24)


def _within(kind: Number, value: float) -> float:
    least = kind.min if kind.min is not None else value
    most = kind.max if kind.max is not None else value
    return min(max(value, least), most)


def _parts(kind: Number, total: float, chance: Random) -> dict[str, Value]:
    """Fill the innermost cells, then add up every total from its parts."""
    dimensions = len(kind.by)
    keys = cell_keys(kind.by)
    inner = [key for key in keys if key != TOTAL and key.count("=") == dimensions]
    cells: dict[str, Value] = {
        key: float(round(total / len(inner) * chance.uniform(0.7, 1.3))) for key in inner
    }
    sums = sorted(sums_within(kind), key=lambda total: -(0 if total[0] == TOTAL else total[0].count("=")))
    for total_key, parts in sums:
        cells[total_key] = math.fsum(number_of(cells[part]) for part in parts)
    return {key: cells[key] for key in keys}


def _rate(kind: Number, relevance: Relevance, row: str) -> dict[str, Value]:
    """Compute the rate from the two numbers in the same report; no cells if a number is missing."""
    part_id, whole_id = kind.rate_of or ("", "")
    part, whole = (relevance.replies.of(question, row).cells for question in (part_id, whole_id))
    cells: dict[str, Value] = {}
    for key in cell_keys(kind.by):
        above, below = part.get(key), whole.get(key)
        if isinstance(above, (int, float)) and isinstance(below, (int, float)) and below:
            cells[key] = _within(kind, round(100 * above / below, min(kind.decimals, 2)))
    return cells
