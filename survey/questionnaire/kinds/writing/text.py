"""A line of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from survey.messages import say
from survey.questionnaire.kinds.base import Parsed, box
from survey.questionnaire.kinds.options import Given, whole
from survey.questionnaire.kinds.writing.own_words import WrittenText
from survey.questionnaire.kinds.writing.written_words import one_line
from survey.questionnaire.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marshmallow.fields import Field

    from survey.languages import ReaderLocale
    from survey.messages import Message
    from survey.questionnaire.kinds.base import Draft

USUAL_LENGTH, MOST_LENGTH = 200, 2000


@dataclass(frozen=True, slots=True)
class ShortText(WrittenText):
    """A line of text with a greatest number of characters."""

    name: ClassVar[str] = "text"
    options: ClassVar[dict[str, Field[Any]]] = {"max_length": Given(whole)}

    max_length: int = USUAL_LENGTH

    @classmethod
    def build(cls, draft: Draft) -> ShortText:
        """Build the kind from the options of its question."""
        length: int = draft.options.get("max_length", USUAL_LENGTH)
        if not 1 <= length <= MOST_LENGTH:
            draft.complain(
                "max_length",
                f"'max_length' must be from 1 to {MOST_LENGTH}, not {length}; for more, ask a narrative",
            )
        return cls(length)

    def parse(self, typed: Sequence[str], place: ReaderLocale) -> Parsed:
        """Take the line, its ends trimmed."""
        return Parsed(one_line(box(typed)) or None)

    def check(self, value: Value) -> Iterator[Message]:
        """Complain of a text that is too long."""
        found = len(str(value))
        if found > self.max_length:
            yield say(
                "text/long",
                "Shorten this text to {most} characters; it has {found}.",
                most=self.max_length,
                found=found,
            )

    def describe(self) -> dict[str, object]:
        """Describe it for the API."""
        return {"schema": {"type": "string", "minLength": 1, "maxLength": self.max_length}}
