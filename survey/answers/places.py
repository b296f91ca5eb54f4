"""Places in a report (a question, with its row if it has rows): which exist, and what they are called.

Knows questions and replies; returns messages, which are translated elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.answers.rows import rows_of
from survey.messages import Message, say
from survey.questionnaire.kinds.entries import Entries

if TYPE_CHECKING:
    from survey.answers.replies import Replies
    from survey.messages import Text
    from survey.questionnaire.model import Question, Questionnaire


def place_exists(questionnaire: Questionnaire, replies: Replies, question_id: str, row: str) -> bool:
    """Tell whether a place exists: an answer, a row, or an entry of a list."""
    question = questionnaire.questions.get(question_id)
    if question is None or question.inside or question.kind.name == "note":
        return False
    return row in codes_at(question, replies)


def codes_at(question: Question, replies: Replies) -> tuple[str, ...]:
    """Return the codes of a question's rows, or of a list's entries (a blank code is the whole list)."""
    if isinstance(question.kind, Entries):
        return ("", *replies.entries.get(question.id, ()))
    return tuple(option.code for option in rows_of(question, replies))


def name_of_place(
    questionnaire: Questionnaire, replies: Replies, question_id: str, row: str
) -> Message | Text | str:
    """Return the name of a place: its question and row, or its list and the number of the entry."""
    question = questionnaire.questions.get(question_id)
    if question is None:
        return question_id
    if isinstance(question.kind, Entries):
        entries = replies.entries.get(question.id, ())
        if row not in entries:
            return question.label
        return say(
            "place/entry", "{list}, number {number}", list=question.label, number=entries.index(row) + 1
        )
    named = next((option.label for option in rows_of(question, replies) if option.code == row), None)
    if not row or not named:
        return question.label
    return say("place/row", "{row}: {question}", row=named, question=question.label)
