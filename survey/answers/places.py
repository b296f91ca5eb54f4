"""Places in a report (a question, with its row if it has rows): whether there is one, what it is called.

Knows questions and replies; says nothing in any language yet.
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
    """Tell whether something can be said about a place: one answer, one row, or one entry of a list."""
    question = questionnaire.questions.get(question_id)
    if question is None or question.inside or question.kind.name == "note":
        return False
    return row in codes_at(question, replies)


def codes_at(question: Question, replies: Replies) -> tuple[str, ...]:
    """The codes of a question's rows, or of a list's entries; for a list, that of the whole list as well."""
    if isinstance(question.kind, Entries):
        return ("", *replies.entries.get(question.id, ()))
    return tuple(option.code for option in rows_of(question, replies))


def name_of_place(
    questionnaire: Questionnaire, replies: Replies, question_id: str, row: str
) -> Message | Text | str:
    """What a place is called: by its question and its row, by its list and the number of its entry."""
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
    named = next((one.label for one in rows_of(question, replies) if one.code == row), None)
    if not row or not named:
        return question.label
    return say("place/row", "{row}: {question}", row=named, question=question.label)
