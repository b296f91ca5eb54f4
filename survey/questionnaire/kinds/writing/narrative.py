"""A text with paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from survey.messages import say
from survey.questionnaire.kinds.base import Parsed, box
from survey.questionnaire.kinds.options import Given, whole
from survey.questionnaire.kinds.writing.own_words import WrittenText
from survey.questionnaire.kinds.writing.written_words import paragraphs, word_count
from survey.questionnaire.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marshmallow.fields import Field

    from survey.languages import ReaderLocale
    from survey.messages import Message
    from survey.questionnaire.kinds.base import Draft

USUAL_WORDS, MOST_WORDS = 500, 10_000


@dataclass(frozen=True, slots=True)
class Narrative(WrittenText):
    """A text with a greatest number of words."""

    name: ClassVar[str] = "narrative"
    options: ClassVar[dict[str, Field[Any]]] = {"words": Given(whole)}

    words: int = USUAL_WORDS

    @classmethod
    def build(cls, draft: Draft) -> Narrative:
        """Build the kind from the options of its question."""
        words: int = draft.options.get("words", USUAL_WORDS)
        if not 1 <= words <= MOST_WORDS:
            draft.complain("words", f"'words' must be from 1 to {MOST_WORDS}, not {words}")
        return cls(words)

    def parse(self, typed: Sequence[str], place: ReaderLocale) -> Parsed:
        """Take the text, its paragraphs kept."""
        return Parsed(paragraphs(box(typed)) or None)

    def check(self, value: Value) -> Iterator[Message]:
        """Complain of too many words."""
        found = word_count(str(value))
        if found > self.words:
            yield say(
                "narrative/long",
                "Shorten this text to {most} words; it has {found}.",
                found=found,
                most=self.words,
            )

    def describe(self) -> dict[str, object]:
        """Describe it for the API."""
        return {"schema": {"type": "string", "minLength": 1}, "words": self.words}
