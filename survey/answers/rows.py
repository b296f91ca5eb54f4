"""The rows that a question has in a report: fixed rows, rows of the country, or the entries of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.messages import Text
from survey.questionnaire.declarations import Option

if TYPE_CHECKING:
    from survey.answers.replies import Replies
    from survey.questionnaire.model import Question

NO_ROWS = (Option("", Text("", "")),)


def rows_of(question: Question, replies: Replies) -> tuple[Option, ...]:
    """Return the rows of a question; a single blank row if it has none."""
    if question.inside:
        return tuple(Option(entry, Text("", "")) for entry in replies.entries.get(question.inside, ()))
    if question.rows_from:
        return replies.country_rows.get(question.rows_from, ())
    return question.rows or NO_ROWS
