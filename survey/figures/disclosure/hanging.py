"""Hanging: the places whose answers decide whether another place is asked, or what it comes to.

Who was asked a question, and even who answered it, says what others said where its conditions look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.figures.asking import fixed_rows
from survey.figures.rates import rate_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.questionnaire.model import Question, Questionnaire

RowPlace = tuple[str, str]
"""The id of a question, and a row."""


def deciding(questionnaire: Questionnaire) -> frozenset[str]:
    """Return every question on which another one hangs."""
    return frozenset[str]().union(*questionnaire.gates.values())


def hangs_on(questionnaire: Questionnaire, question: Question, row: str) -> frozenset[RowPlace]:
    """Return the places on which a question hangs in a row; a rate hangs on what its two numbers hang on."""
    found = set(_gates(questionnaire, question, row))
    for number, at in rate_places(questionnaire, question, row):
        found.update(_gates(questionnaire, questionnaire.questions[number], at))
    return frozenset(found)


def _gates(questionnaire: Questionnaire, question: Question, row: str) -> Iterator[RowPlace]:
    """Yield the places on which a question hangs: in its own table the same row, elsewhere every row."""
    for name in questionnaire.gates[question.id]:
        gate = questionnaire.questions[name]
        rows = fixed_rows(gate)
        same = bool(gate.table) and gate.table == question.table and row in rows
        yield from ((name, at) for at in ((row,) if same else rows))
