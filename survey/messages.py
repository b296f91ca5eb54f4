"""Messages to people: whole English sentences, each with a context by which translations find it.

Knows only the source language, and no catalog: the layers above choose the language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Text:
    """An English source text, and the context (unique in its domain) by which translations find it."""

    context: str
    english: str
    plural: str = ""
    note: str = field(default="", compare=False)
    """What translators read above the text; nobody else sees it."""

    def __bool__(self) -> bool:
        """Tell whether the text is not empty."""
        return bool(self.english)

    def __str__(self) -> str:
        """Return the English text (for the command line and for logs)."""
        return self.english


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage inside a message, written with its sign as the reader's country does."""

    number: float

    def __str__(self) -> str:
        """Return the percentage in English (for the command line and for logs)."""
        return f"{self.number:.15g}%"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the interface with the values of its `{placeholders}`, not yet in any language."""

    text: Text
    values: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    count: int | None = None

    def __str__(self) -> str:
        """Return the English text (for the command line and for logs)."""
        singular = self.count is None or self.count == 1 or not self.text.plural
        pattern = self.text.english if singular else self.text.plural
        values = self.values if self.count is None else {**self.values, "count": self.count}
        return pattern.format_map(values) if values else pattern


def say(context: str, english: str, *, note: str = "", **values: object) -> Message:
    """Make a message; translations find it by its context, and translators read the note above it."""
    return Message(Text(context, english), values)


def say_count(
    context: str, singular: str, plural: str, count: int, *, note: str = "", **values: object
) -> Message:
    """Make a message that depends on a number; both forms may contain `{count}`."""
    return Message(Text(context, singular, plural), values, count)
