"""Covering: counts every reporter who is expected in an area once, by what is known of the answer.

Knows the answers of a round; what the counts mean is said in `coverage`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.figures.areas import COUNTRY
from survey.figures.coverage import Coverage
from survey.figures.rates import rate_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.figures.answers_by_area import AnswersByArea
    from survey.figures.areas import Area
    from survey.figures.columns import Column, Slot
    from survey.figures.figure import FigurePlace
    from survey.figures.rates import Pairs

Place = tuple[str, str]
"""A question and a row of it."""


def coverage_of(answers: AnswersByArea, place: FigurePlace, column: Column) -> Coverage:
    """Count the reporters of an area by their answer to a question (of a country, in an entry too)."""
    if answers.is_entry(place.question.id, place.row):
        return _of_entry(answers, place, column)
    return _counted(answers, place.area, set(column.who), [(place.question.id, place.row)])


def coverage_of_rate(answers: AnswersByArea, place: FigurePlace, column: Column, pairs: Pairs) -> Coverage:
    """Count the reporters of an area by whether they gave both numbers; of reasons, the first counts."""
    parts = rate_places(answers.questionnaire, place.question, place.row)
    at = [(place.question.id, place.row), *parts]
    answered = set(column.who) | pairs.who | pairs.without_rate
    return _counted(answers, place.area, answered, at).only(len(pairs.who))


def _of_entry(answers: AnswersByArea, place: FigurePlace, column: Column) -> Coverage:
    """Return the coverage of a country's own row or entry: a value, a reason, or nothing."""
    number = answers.columns.number_of.get(place.area.code, -1)
    reason = answers.silent(place.area, place.question.id, place.row).get((number, place.row), "")
    said = len(set(column.who))
    missing = {reason: 1} if reason and not said else {}
    return Coverage(1, 1, said, missing, 0, 1 - said - len(missing), answers.areas.are_countries)


def _counted(answers: AnswersByArea, area: Area, answered: set[int], places: Sequence[Place]) -> Coverage:
    expected, inside = len(answers.areas.reporters_in(area)), _reports(answers, area)
    missing: dict[str, int] = {}
    left = inside - answered
    not_asked = 0
    for place in places:
        slots = [block.slot(*place) for block in answers.blocks(area)]
        left = _take_reasons(slots, left, missing)
    for place in places:
        unasked = {number for block in answers.blocks(area) for number in block.slot(*place).unasked}
        not_asked += len(left & unasked)
        left -= unasked
    return Coverage(
        expected, len(inside), len(answered), missing, not_asked, len(left), answers.areas.are_countries
    )


def _reports(answers: AnswersByArea, area: Area) -> set[int]:
    """Return the numbers of the reports of an area."""
    if area.level == COUNTRY:
        number = answers.columns.number_of.get(area.code)
        return set() if number is None else {number}
    return {number for block in answers.blocks(area) for number in block.reports}


def _take_reasons(slots: Sequence[Slot], left: set[int], missing: dict[str, int]) -> set[int]:
    """Count the reasons of those who gave no value, each reporter once; return who is still left."""
    for slot in slots:
        for reason, who in sorted(slot.missing.items()):
            silent = left.intersection(who)
            left = left - silent
            if silent:
                missing[reason] = missing.get(reason, 0) + len(silent)
    return left
