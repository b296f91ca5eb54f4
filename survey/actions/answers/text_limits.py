"""How long the texts of an answer may be: far beyond what a person types, and what a document can hold.

A question's own limit of words is advice (`checking` says it); this limit refuses the save.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.errors import TooLarge
from survey.messages import say
from survey.questionnaire.kinds.writing.narrative import Narrative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.answers.replies import Reply
    from survey.questionnaire.model import Question

MOST_IN_NARRATIVE = 40_000
"""Characters: some fifteen pages."""

MOST_IN_TEXT = 8_000
"""Characters of any other text: a line, a comment, a source, or what was not understood."""


def demand_length(question: Question, reply: Reply) -> None:
    """Refuse a reply with a text that is too long."""
    for text in _texts(reply):
        most = _most(question, reply, text)
        if len(text) > most:
            raise TooLarge(
                say(
                    "saving/too-many-characters",
                    "“{question}”: your text has {found} characters, "
                    "and only {most} can be saved. Shorten it.",
                    question=question.label,
                    found=len(text),
                    most=most,
                )
            )


def _most(question: Question, reply: Reply, text: str) -> int:
    """Return how many characters a text of a reply may have: only the answer itself may be a narrative."""
    is_narrative = isinstance(question.kind, Narrative) and text in reply.cells.values()
    return MOST_IN_NARRATIVE if is_narrative else MOST_IN_TEXT


def _texts(reply: Reply) -> Iterator[str]:
    """Yield every text of a reply."""
    yield from (value for value in reply.cells.values() if isinstance(value, str))
    yield from (reply.source, reply.link, reply.comment)
    for unread in reply.unread.values():
        yield from unread.typed
