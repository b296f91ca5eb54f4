"""The closed lists of codes that a column may hold, for descriptions of the tables. Knows no answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from survey.countries import ILO_REGIONS, M49_REGIONS
from survey.exports.phrases import LEVELS, NOT_A_STATISTIC, OTHER_UNITS, STATUSES
from survey.exports.tables.headings import PARTS_OF_COLUMNS
from survey.figures.areas import NO_REGION
from survey.figures.statistics import LABELS, of_choice
from survey.questionnaire.kinds.choosing.offering import Offering
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.model import MISSING_REASONS, TOTAL
from survey.workflow import STATE_LABELS

if TYPE_CHECKING:
    from survey.questionnaire.kinds.base import Kind
    from survey.questionnaire.model import Question, Questionnaire


def codes_of(form: Questionnaire, column: str) -> tuple[str, ...]:
    """Return all codes that a column may hold; none where the list is open, or where it holds no codes."""
    closed = {
        "section": [section.id for section in form.sections],
        "question": form.questions,
        "kind": dict.fromkeys(question.kind.name for question in form.questions.values()),
        "missing_reason": MISSING_REASONS,
        "state": map(str, STATE_LABELS),
        "status": STATUSES,
        "level": LEVELS,
        "statistic": _statistics(form),
        "region_code": (*ILO_REGIONS, *M49_REGIONS, NO_REGION),
        "unit": tuple(dict.fromkeys((*OTHER_UNITS, *form.units))),
        "list": (*form.lists, *(question.id for question in _lists(form))),
        "part": PARTS_OF_COLUMNS,
    }
    return tuple(closed.get(column, ()))


def _statistics(form: Questionnaire) -> Iterator[str]:
    """Yield the codes of all statistics, also of those of single choices, and what stands in place of one."""
    yield from (*NOT_A_STATISTIC, *LABELS)
    options = (option for kind in _kinds(form) if isinstance(kind, Offering) for option in kind.offered)
    yield from dict.fromkeys(code for option in options for code in of_choice(option))


def _kinds(form: Questionnaire) -> Iterator[Kind]:
    return (question.kind for question in form.questions.values())


def _lists(form: Questionnaire) -> Iterator[Question]:
    return (question for question in form.questions.values() if isinstance(question.kind, Entries))


def codes_of_breakdown(form: Questionnaire, breakdown: str) -> tuple[str, ...]:
    """Return the codes of a breakdown, its total first."""
    return (TOTAL, *(option.code for option in form.breakdowns[breakdown].codes))
