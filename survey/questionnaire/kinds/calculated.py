"""A value that is calculated from other answers: shown, never typed. The reader compiles the calculation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from survey.questionnaire.kinds.numbers.measures import NO_UNIT, decimals_of, plain, unit_of
from survey.questionnaire.kinds.numbers.statistics import number_of_answers, spread
from survey.questionnaire.kinds.options import Given, whole, words
from survey.questionnaire.kinds.silent import Silent
from survey.questionnaire.numbers import write_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marshmallow.fields import Field

    from survey.languages import ReaderLocale
    from survey.questionnaire.declarations import Unit
    from survey.questionnaire.kinds.base import Draft, Speak, SummaryValue
    from survey.questionnaire.values import Operand, Value


@dataclass(frozen=True, slots=True)
class Calculated(Silent):
    """The outcome of a calculation, a number or a text, with the unit and decimals to show it in."""

    name: ClassVar[str] = "calculated"
    options: ClassVar[dict[str, Field[Any]]] = {
        "calculation": Given(words),
        "unit": Given(words),
        "decimals": Given(whole),
    }
    asks: ClassVar[bool] = False

    source: str
    unit: Unit | None = None
    decimals: int = 0

    @classmethod
    def build(cls, draft: Draft) -> Calculated:
        """Build the kind from the options of its question."""
        source: str = draft.options.get("calculation", "")
        if not source:
            draft.complain("calculation", "a calculated question needs 'calculation', such as ${a} + ${b}")
        unit = unit_of(draft)
        return cls(source, unit, decimals_of(draft, unit or NO_UNIT))

    def typed(self, value: Value, place: ReaderLocale) -> tuple[str, ...]:
        """Nothing: it is never typed."""
        return ()

    def read_back(self, value: Value, place: ReaderLocale, speak: Speak) -> str:
        """A number rounded to its decimals, anything else as it is."""
        if isinstance(value, (int, float)):
            return write_number(value, place.locale, most_decimals=self.decimals)
        return ", ".join(value) if isinstance(value, tuple) else str(value)

    def describe(self) -> dict[str, object]:
        """Describe it for the API."""
        described: dict[str, object] = {
            "schema": {"type": ["number", "string", "null"], "readOnly": True},
            "calculation": self.source,
            "decimals": self.decimals,
        }
        if self.unit is not None:
            described["unit"] = self.unit.code
            described["measure"] = self.unit.measure
        return described

    def columns(self) -> tuple[str, ...]:
        """Fill a single column."""
        return ("",)

    def cells(self, value: Value) -> tuple[str | float | int | None, ...]:
        """The number rounded to its decimals, or the text."""
        if isinstance(value, (int, float)):
            return (plain(round(float(value), self.decimals)),)
        return (" ".join(value) if isinstance(value, tuple) else str(value),)

    def operand(self, value: Value) -> Operand:
        """The value, numbers as doubles."""
        if isinstance(value, (int, float)):
            return float(value)
        return value if isinstance(value, (str, tuple)) else value.isoformat()

    def summary(self, values: Sequence[Value]) -> tuple[SummaryValue, ...]:
        """The spread of numbers; whether they add up is not known, so there is no sum."""
        numbers = [float(value) for value in values if isinstance(value, (int, float))]
        return spread(numbers, adds_up=False) if len(numbers) == len(values) else number_of_answers(values)
