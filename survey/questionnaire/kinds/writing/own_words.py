"""What the kinds that people answer in their own words have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.questionnaire.kinds.base import Kind, Speak, SummaryValue
from survey.questionnaire.kinds.numbers.statistics import number_of_answers
from survey.questionnaire.values import Operand, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.languages import ReaderLocale


class WrittenText(Kind):
    """A kind with text as its value."""

    def typed(self, value: Value, place: ReaderLocale) -> tuple[str, ...]:
        """The text."""
        return (str(value),)

    def read_back(self, value: Value, place: ReaderLocale, speak: Speak) -> str:
        """The text."""
        return str(value)

    def columns(self) -> tuple[str, ...]:
        """Fill a single column."""
        return ("",)

    def cells(self, value: Value) -> tuple[str | float | int | None, ...]:
        """The text."""
        return (str(value),)

    def operand(self, value: Value) -> Operand:
        """The text."""
        return str(value)

    def summary(self, values: Sequence[Value]) -> tuple[SummaryValue, ...]:
        """Return only the number of answers."""
        return number_of_answers(values)
