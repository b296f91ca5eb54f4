"""What kinds with a single answer out of several have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.questionnaire.kinds.choosing.offering import Offering, not_offered, single_code
from survey.questionnaire.kinds.numbers.statistics import shares

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from survey.languages import ReaderLocale
    from survey.messages import Message
    from survey.questionnaire.kinds.base import Parsed, Speak, SummaryValue
    from survey.questionnaire.values import Operand, Value


class SingleChoice(Offering):
    """A kind with the code of a single choice as its value."""

    def parse(self, typed: Sequence[str], place: ReaderLocale) -> Parsed:
        """Understand the code chosen."""
        return single_code(self.codes, typed)

    def check(self, value: Value) -> Iterator[Message]:
        """Complain of a code that is not offered."""
        if value not in self.codes:
            yield not_offered()

    def typed(self, value: Value, place: ReaderLocale) -> tuple[str, ...]:
        """Return the code of the input that is chosen."""
        return (str(value),)

    def read_back(self, value: Value, place: ReaderLocale, speak: Speak) -> str:
        """The label of the choice."""
        return self.said(str(value), speak)

    def describe(self) -> dict[str, object]:
        """Describe it for the API."""
        return {"schema": {"type": "string", "enum": list(self.codes)}, "choices": self.labels()}

    def columns(self) -> tuple[str, ...]:
        """Fill a single column."""
        return ("",)

    def cells(self, value: Value) -> tuple[str | float | int | None, ...]:
        """The code."""
        return (str(value),)

    def operand(self, value: Value) -> Operand:
        """The code."""
        return str(value)

    def summary(self, values: Sequence[Value]) -> tuple[SummaryValue, ...]:
        """Count per choice, and its share of those who answered."""
        return shares(self.codes, [(str(value),) for value in values])
