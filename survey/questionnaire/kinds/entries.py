"""A list: entries that a person adds, each with the same few questions. These questions hold the values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from survey.messages import say
from survey.questionnaire.kinds.options import Given, whole, words
from survey.questionnaire.kinds.silent import Silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marshmallow.fields import Field

    from survey.messages import Text
    from survey.questionnaire.kinds.base import Draft

USUAL_MOST, MOST_ENTRIES = 50, 500
ENTRY = say("list/entry", "Entry", note="heading: an entry of a list").text


@dataclass(frozen=True, slots=True)
class Entries(Silent):
    """A list of entries: the least and the greatest number of entries, and the name of an entry."""

    name: ClassVar[str] = "list"
    options: ClassVar[dict[str, Field[Any]]] = {
        "item": Given(words),
        "min": Given(whole),
        "max": Given(whole),
    }

    item: Text = ENTRY
    min: int = 0
    max: int = USUAL_MOST

    @classmethod
    def build(cls, draft: Draft) -> Entries:
        """Build the kind from the options of its question."""
        least, most = draft.options.get("min", 0), draft.options.get("max", USUAL_MOST)
        odd = [key for key, number in (("min", least), ("max", most)) if not 0 <= number <= MOST_ENTRIES]
        for key in odd:
            draft.complain(key, f"'{key}' must be from 0 to {MOST_ENTRIES} entries, not {draft.options[key]}")
        if max(least, 1) > most and not odd:
            at = "min" if "min" in draft.options else "max"
            draft.complain(
                at, f"at least {least} and at most {most} entries cannot be; change 'min' or 'max'"
            )
        item = draft.options.get("item")
        return cls(draft.text("item", item) if item else ENTRY, least, most)

    def describe(self) -> dict[str, object]:
        """Describe it for the API; the fields of an entry are described beside it."""
        return {
            "schema": {
                "type": "array",
                "minItems": self.min,
                "maxItems": self.max,
                "items": {"type": "object"},
            },
            "item": self.item.english,
        }

    def texts(self) -> Iterator[tuple[str, Text]]:
        """Return the name of an entry, unless it is the interface's own word."""
        if self.item != ENTRY:
            yield "item", self.item
