"""What kinds without a value have in common: nothing to type, check, export or sum up."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from survey.questionnaire.kinds.base import Kind, Parsed, Speak, SummaryValue
from survey.questionnaire.values import Operand, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from survey.languages import ReaderLocale
    from survey.messages import Message


class Silent(Kind):
    """A kind that holds no value."""

    typed_by_hand: ClassVar[bool] = False

    def parse(self, typed: Sequence[str], place: ReaderLocale) -> Parsed:
        """Nothing, whatever is typed."""
        return Parsed()

    def check(self, value: Value) -> Iterator[Message]:
        """Nothing to complain of."""
        return iter(())

    def typed(self, value: Value, place: ReaderLocale) -> tuple[str, ...]:
        """Nothing."""
        return ()

    def read_back(self, value: Value, place: ReaderLocale, speak: Speak) -> str:
        """Nothing."""
        return ""

    def columns(self) -> tuple[str, ...]:
        """No column."""
        return ()

    def cells(self, value: Value) -> tuple[str | float | int | None, ...]:
        """No cell."""
        return ()

    def operand(self, value: Value) -> Operand:
        """A blank."""
        return None

    def summary(self, values: Sequence[Value]) -> tuple[SummaryValue, ...]:
        """No figures."""
        return ()
