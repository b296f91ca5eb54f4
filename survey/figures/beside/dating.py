"""Dating: finds the reference years of the answers behind a figure.

A rate has the years of its two numbers. Where they are of different years, this is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.figures.areas import COUNTRY
from survey.figures.beside.reference_years import ReferenceYears
from survey.figures.rates import by_key, rate_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from survey.figures.answers_by_area import AnswersByArea
    from survey.figures.columns import Column, Key
    from survey.figures.figure import FigurePlace
    from survey.figures.rates import Pairs


def years_of(answers: AnswersByArea, place: FigurePlace, column: Column) -> ReferenceYears | None:
    """Return the reference years of the answers in a column."""
    found = _by_key(answers, place, place.question.id, place.row)
    return _summed_up([_at(found, key) for key in by_key(column)]) if found else None


def years_of_rate(answers: AnswersByArea, place: FigurePlace, pairs: Pairs) -> ReferenceYears | None:
    """Return the reference years of the two numbers of a rate."""
    parts, wholes = (
        _by_key(answers, place, *at) for at in rate_places(answers.questionnaire, place.question, place.row)
    )
    both = [(_at(parts, key), _at(wholes, key)) for pair in pairs.of.values() for key in pair]
    found = _summed_up([part or whole for part, whole in both], [year for pair in both for year in pair])
    if found is None:
        return None
    differing = sum(part != whole for part, whole in both if part and whole)
    return ReferenceYears(found.first, found.last, found.given, found.of, differing)


def _by_key(answers: AnswersByArea, place: FigurePlace, question_id: str, row: str) -> Mapping[Key, int]:
    """Return the years that an area gave with a question, or with the question that has its evidence."""
    question = answers.questionnaire.questions[question_id]
    giver = answers.questionnaire.questions[question.evidence_from or question.id]
    at = "" if giver.has_rows else row
    found: dict[Key, int] = {}
    for block in answers.blocks(place.area):
        years = block.slot(giver.id, at).years
        if place.area.level == COUNTRY:
            years = years.only(answers.columns.number_of.get(place.area.code, -1))
        found.update(zip(zip(years.who, years.entries, strict=True), years.values, strict=True))
    return found


def _at(years: Mapping[Key, int], key: Key) -> int | None:
    """Return the year of an answer: its own, or that of all rows of its report."""
    return years.get(key) or years.get((key[0], ""))


def _summed_up(
    by_answer: list[int | None], every: Iterable[int | None] | None = None
) -> ReferenceYears | None:
    given = [year for year in by_answer if year]
    years = [year for year in (by_answer if every is None else every) if year]
    return ReferenceYears(min(years), max(years), len(given), len(by_answer)) if years else None
