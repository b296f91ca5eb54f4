"""The closed lists of codes that a column may hold, for descriptions of the tables. Knows no answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.exports.phrases import LEVELS, STATUSES
from survey.questionnaire.model import MISSING_REASONS, TOTAL
from survey.workflow import STATE_LABELS

if TYPE_CHECKING:
    from survey.questionnaire.model import Questionnaire


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
    }
    return tuple(closed.get(column, ()))


def codes_of_breakdown(form: Questionnaire, breakdown: str) -> tuple[str, ...]:
    """Return the codes of a breakdown, its total first."""
    return (TOTAL, *(option.code for option in form.breakdowns[breakdown].codes))
