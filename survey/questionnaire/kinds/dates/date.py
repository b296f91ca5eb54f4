"""A day of the common calendar."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from survey.languages import long_date
from survey.messages import Message, say
from survey.questionnaire.kinds.base import Kind, Parsed, Speak, SummaryValue, box
from survey.questionnaire.kinds.dates.written_dates import read_date
from survey.questionnaire.kinds.numbers.statistics import earliest_and_latest
from survey.questionnaire.kinds.options import Given, day
from survey.questionnaire.values import Operand, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marshmallow.fields import Field

    from survey.languages import ReaderLocale
    from survey.questionnaire.kinds.base import Draft


@dataclass(frozen=True, slots=True)
class Date(Kind):
    """A day, perhaps between two others."""

    name: ClassVar[str] = "date"
    options: ClassVar[dict[str, Field[Any]]] = {"min": Given(day), "max": Given(day)}

    min: datetime.date | None = None
    max: datetime.date | None = None

    @classmethod
    def build(cls, draft: Draft) -> Date:
        """Build the kind from the options of its question."""
        first, last = draft.options.get("min"), draft.options.get("max")
        if first is not None and last is not None and first > last:
            draft.complain("min", f"'min' ({first}) is after 'max' ({last}), so no day would do")
        return cls(first, last)

    def parse(self, typed: Sequence[str], place: ReaderLocale) -> Parsed:
        """Understand a date as it is written in the language and country."""
        text = box(typed)
        if not text:
            return Parsed()
        found = read_date(text, place.locale)
        return Parsed(complaint=found) if isinstance(found, Message) else Parsed(found)

    def check(self, value: Value) -> Iterator[Message]:
        """Complain of a day too early or too late."""
        given = day_of(value)
        if self.min is not None and given < self.min:
            yield say(
                "date/early",
                "Give a date not before {first}; you typed {value}.",
                first=self.min,
                value=given,
            )
        if self.max is not None and given > self.max:
            yield say(
                "date/late", "Give a date not after {last}; you typed {value}.", last=self.max, value=given
            )

    def typed(self, value: Value, place: ReaderLocale) -> tuple[str, ...]:
        """As ISO 8601 has it, which stays the same day when the page changes its language."""
        return (day_of(value).isoformat(),)

    def read_back(self, value: Value, place: ReaderLocale, speak: Speak) -> str:
        """With the month in words."""
        return long_date(day_of(value), place)

    def describe(self) -> dict[str, object]:
        """Describe it for the API."""
        described: dict[str, object] = {"schema": {"type": "string", "format": "date"}}
        if self.min is not None:
            described["min"] = self.min.isoformat()
        if self.max is not None:
            described["max"] = self.max.isoformat()
        return described

    def columns(self) -> tuple[str, ...]:
        """Fill a single column."""
        return ("",)

    def cells(self, value: Value) -> tuple[str | float | int | None, ...]:
        """The date as ISO 8601 has it."""
        return (day_of(value).isoformat(),)

    def operand(self, value: Value) -> Operand:
        """The date as ISO 8601 has it."""
        return day_of(value).isoformat()

    def summary(self, values: Sequence[Value]) -> tuple[SummaryValue, ...]:
        """Count, earliest and latest, as days since 31 December of the year 0 (`date.fromordinal`)."""
        return earliest_and_latest([day_of(value).toordinal() for value in values], median=False)


def day_of(value: Value) -> datetime.date:
    """A value that is a date, or a date's ISO text."""
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))
