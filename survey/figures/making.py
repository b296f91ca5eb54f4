"""Making a figure from the answers of an area: its statistics, with what must be read beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.figures.areas import COUNTRY
from survey.figures.beside.covering import coverage_of, coverage_of_rate
from survey.figures.beside.dating import years_of, years_of_rate
from survey.figures.breaking_down import parts_of
from survey.figures.changes import Both, both_of, comparable, counted, with_changes, with_rate_changes
from survey.figures.figure import Figure, FigurePlace, Source
from survey.figures.rates import Pairs, by_key, pairs_of, rate_places, rates
from survey.figures.statistics import Statistic, statistics_of

if TYPE_CHECKING:
    from survey.figures.answers_by_area import AnswersByArea
    from survey.figures.columns import Column
    from survey.questionnaire.model import Question


def make_figure(answers: AnswersByArea, place: FigurePlace) -> Figure:
    """Make the figure of an area for a question, a row and a cell."""
    area, question, row, cell = place
    column = answers.column(area, question.id, row, cell)
    made, both = statistics_of(question, column), both_rounds(answers, place)
    if both is not None and answers.before is not None:
        earlier = answers.before.questionnaire.questions[question.id]
        made = with_changes(question, earlier, both, made, answers.carried(area, question.id, row))
    pairs = rate_pairs(answers, place)
    return Figure(
        area,
        question,
        row,
        cell,
        (*made, *_rates(answers, place, pairs)),
        coverage_of(answers, place, column),
        years_of(answers, place, column),
        counted(both) if both is not None else None,
        len(pairs.zeros) if pairs is not None else 0,
        is_calculated=area.level == COUNTRY and bool(answers.calculated(area, question.id, row, cell)),
        rate_coverage=coverage_of_rate(answers, place, column, pairs) if pairs is not None else None,
        rate_years=years_of_rate(answers, place, pairs) if pairs is not None else None,
        sources=lambda: _sources(answers, place, column),
        parts=lambda: tuple(
            parts_of(
                question,
                cell,
                lambda part: by_key(answers.column(area, question.id, row, part)),
                lambda number: answers.columns.reports[number].reporter,
            )
        ),
    )


def both_rounds(answers: AnswersByArea, place: FigurePlace) -> Both | None:
    """Return the answers of those who answered in both rounds; None where nothing can be compared."""
    if answers.before is None:
        return None
    area, question, row, cell = place
    if not comparable(question, answers.before.questionnaire.questions.get(question.id)):
        return None
    column = answers.column(area, question.id, row, cell)
    both = both_of(by_key(column), answers.earlier(question.id, row, cell), money=bool(column.currencies))
    return both if both.now.who else None


def rate_pairs(answers: AnswersByArea, place: FigurePlace) -> Pairs | None:
    """Return the two numbers of all who gave both; None where the question is no rate of two numbers."""
    area, question, row, cell = place
    places = rate_places(answers.questionnaire, question, row)
    if not places:
        return None
    part, whole = (by_key(answers.column(area, number, at, cell)) for number, at in places)
    return pairs_of(part, whole, answers.silent(area, question.id, row))


def earlier_pairs(answers: AnswersByArea, question: Question, row: str, cell: str) -> Pairs | None:
    """Return the same two numbers from the round before; None where they cannot be compared."""
    if answers.before is None:
        return None
    places = rate_places(answers.questionnaire, question, row)
    for number, _ in places:
        now = answers.questionnaire.questions[number]
        if not comparable(now, answers.before.questionnaire.questions.get(number)):
            return None
    part, whole = (answers.earlier(number, at, cell) for number, at in places)
    return pairs_of(part, whole, answers.earlier_silent(question.id, row))


def _rates(answers: AnswersByArea, place: FigurePlace, pairs: Pairs | None) -> tuple[Statistic, ...]:
    if pairs is None:
        return ()
    _, question, row, cell = place
    unit: str = getattr(question.kind, "unit").code  # noqa: B009 - only a number with a unit is a rate
    made = tuple(rates(pairs, unit))
    then = earlier_pairs(answers, question, row, cell)
    if then is None:
        return made
    places = rate_places(answers.questionnaire, question, row)
    carried = {key for at in places for key in answers.carried(place.area, *at)}
    return with_rate_changes(made, pairs, then, unit, carried)


def _sources(answers: AnswersByArea, place: FigurePlace, column: Column) -> tuple[Source, ...]:
    entries = column.entries or [place.row] * len(column.who)
    return tuple(
        Source(report.reporter, place.question.id, entry, place.cell, report.report_id)
        for number, entry in zip(column.who, entries, strict=True)
        for report in (answers.columns.reports[number],)
    )
