"""What is said to people: whole sentences in English, each with the key its translators know it by.

Knows no language but the source's, and no catalog: who speaks is decided at the edge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Text:
    """An English source text and the context (unique in its domain) by which translations find it."""

    context: str
    english: str
    plural: str = ""

    def __bool__(self) -> bool:
        """Tell whether there is anything to say."""
        return bool(self.english)

    def __str__(self) -> str:
        """Say it in English (for the command line and for logs)."""
        return self.english


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the interface with the values of its `{placeholders}`, not yet in any language."""

    text: Text
    values: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    count: int | None = None

    def __str__(self) -> str:
        """Say it in English (for the command line and for logs)."""
        one = self.count is None or self.count == 1 or not self.text.plural
        pattern = self.text.english if one else self.text.plural
        values = self.values if self.count is None else {**self.values, "count": self.count}
        return pattern.format_map(values) if values else pattern


def say(context: str, english: str, **values: object) -> Message:
    """Compose a message; translators find it by its context."""
    return Message(Text(context, english), values)


def say_count(context: str, one: str, many: str, count: int, **values: object) -> Message:
    """Compose a message whose wording depends on a number, which both forms may hold as `{count}`."""
    return Message(Text(context, one, many), values, count)
