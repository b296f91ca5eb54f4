"""Percentages on the page of a section that follow from two numbers: shown by input, and not asked.

This module knows words by the names of inputs; `answers.percentages` has the rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.answers.percentages import is_rate, told
from survey.answers.rows import rows_of
from survey.web.section.answer_words import marked_as_calculated, said_cell
from survey.web.section.inputs import inputs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.answers.relevance import Relevance
    from survey.answers.replies import Reply
    from survey.questionnaire.model import Question, Section
    from survey.web.request.visit import Visit


def rates_shown(visit: Visit, relevance: Relevance, section: Section) -> dict[str, str]:
    """Return what is calculated in place of each input of a section's percentages; blank if nothing."""
    return {
        name: _in_words(visit, question, reply, cell)
        for question in _rates(section)
        for row in rows_of(question, relevance.replies)
        for reply in [told(relevance, question, row.code)]
        for cell, name in inputs_of(question, row.code).cells.items()
    }


def _rates(section: Section) -> Iterator[Question]:
    for outer in section.questions:
        yield from (question for question in (outer, *outer.fields) if is_rate(question))


def _in_words(visit: Visit, question: Question, reply: Reply, cell: str) -> str:
    """Return a percentage; where it is the only one of its answer, with the words that it is calculated."""
    if cell not in reply.calculated:
        return ""
    text = said_cell(visit, question, reply, cell)
    return text if getattr(question.kind, "by", ()) else marked_as_calculated(visit, reply, text)
