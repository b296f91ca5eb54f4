"""A number that counts something: persons, cases, a percentage, money; perhaps broken down."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, cast

from survey.messages import say, say_count
from survey.questionnaire.kinds.base import Draft, Kind, Parsed, Speak, SummaryValue, box, number_of
from survey.questionnaire.kinds.numbers.breakdowns import cell_count, cell_keys
from survey.questionnaire.kinds.numbers.measures import (
    MEASURES,
    NO_UNIT,
    Measure,
    decimals_of,
    plain,
    unit_of,
)
from survey.questionnaire.kinds.numbers.statistics import spread
from survey.questionnaire.kinds.options import (
    Given,
    decimal,
    names,
    part_and_whole,
    unknown,
    whole,
    words,
    yes_or_no,
)
from survey.questionnaire.numbers import read_number, two_readings, write_number
from survey.questionnaire.values import Operand, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from marshmallow.fields import Field

    from survey.languages import ReaderLocale
    from survey.messages import Message
    from survey.questionnaire.declarations import Breakdown, Unit

MOST_CELLS = 500
EITHER = " | "
"""Between the two readings of a number that somebody has still to choose from."""
ALL_DECIMALS = 15


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """A number in a unit, within bounds, with a greatest number of decimals."""

    name: ClassVar[str] = "number"
    options: ClassVar[dict[str, Field[Any]]] = {
        "unit": Given(words),
        "decimals": Given(whole),
        "min": Given(decimal),
        "max": Given(decimal),
        "by": Given(names),
        "adds_up": Given(yes_or_no),
        "rate_of": Given(part_and_whole),
    }

    unit: Unit
    decimals: int = 0
    min: float | None = None
    max: float | None = None
    by: tuple[Breakdown, ...] = ()
    adds_up: bool = False
    rate_of: tuple[str, str] | None = None
    _keys: list[tuple[str, ...]] = field(default_factory=list, init=False, compare=False, repr=False)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all its cells, computed once."""
        if not self._keys:
            self._keys.append(cell_keys(self.by))
        return self._keys[0]

    @classmethod
    def build(cls, draft: Draft) -> Number:
        """Build the kind from the options of its question, and from the defaults of its measure."""
        unit = unit_of(draft)
        if unit is None and "unit" not in draft.options:
            draft.complain("unit", f"a number needs 'unit', what it counts: {_listed(draft.units)}")
        least, most = _bounds(draft, MEASURES[(unit or NO_UNIT).measure])
        return cls(
            unit=unit or NO_UNIT,
            decimals=decimals_of(draft, unit or NO_UNIT),
            min=least,
            max=most,
            by=_breakdowns(draft),
            adds_up=_adds_up(draft, unit),
            rate_of=_rate_of(draft, unit),
        )

    @property
    def is_money(self) -> bool:
        """Tell whether it is an amount of money."""
        return self.unit.measure == "money"

    @property
    def is_percent(self) -> bool:
        """Tell whether it is a percentage."""
        return self.unit.measure == "percent"

    def parse(self, typed: Sequence[str], place: ReaderLocale) -> Parsed:
        """Understand a number; a reading of a percentage beyond the bounds cannot be meant."""
        text = box(typed)
        if not text:
            return Parsed()
        whole_only = self.decimals == 0 and not self.is_percent
        if EITHER in text:
            both = [read_number(part, place.locale).value for part in text.split(EITHER)]
            if len(both) == 2 and both[0] is not None and both[1] is not None:
                return Parsed(complaint=two_readings(both[0], both[1]), readings=(both[0], both[1]))
        reading = read_number(text, place.locale, percent=self.is_percent, whole=whole_only)
        if reading.readings and self.is_percent:
            possible = [value for value in reading.readings if self._is_within(value)]
            if len(possible) == 1:
                return Parsed(possible[0])
        return Parsed(reading.value, reading.complaint, reading.readings)

    def check(self, value: Value) -> Iterator[Message]:
        """Complain of what is below or above the bounds, or has too many decimals."""
        number = number_of(value)
        if not math.isfinite(number):
            yield say("number/not-finite", "Type a number in digits.")
        elif round(number, self.decimals) != number:
            yield self._too_many_decimals(number)
        if self.min is not None and number < self.min:
            yield say(
                "number/least",
                "Type a number that is at least {least}; you typed {value}.",
                least=plain(self.min),
                value=plain(number),
            )
        if self.max is not None and number > self.max:
            yield say(
                "number/most",
                "Type a number that is at most {most}; you typed {value}.",
                most=plain(self.max),
                value=plain(number),
            )

    def typed(self, value: Value, place: ReaderLocale) -> tuple[str, ...]:
        """Write it without groups, which other languages would read otherwise."""
        return (write_number(number_of(value), place.locale, grouping=False, most_decimals=ALL_DECIMALS),)

    def read_back(self, value: Value, place: ReaderLocale, speak: Speak) -> str:
        """Write it with groups; the unit is the page's."""
        return write_number(
            number_of(value), place.locale, most_decimals=ALL_DECIMALS, to_be_read_again=False
        )

    def describe(self) -> dict[str, object]:
        """Describe it for the API."""
        schema: dict[str, object] = {"type": "integer" if self.decimals == 0 else "number"}
        if self.min is not None:
            schema["minimum"] = plain(self.min)
        if self.max is not None:
            schema["maximum"] = plain(self.max)
        described: dict[str, object] = {
            "schema": schema,
            "unit": self.unit.code,
            "measure": self.unit.measure,
            "decimals": self.decimals,
            "adds_up": self.adds_up,
        }
        if self.by:
            described["by"] = [breakdown.code for breakdown in self.by]
        if self.rate_of:
            described["rate_of"] = dict(zip(("part", "whole"), self.rate_of, strict=True))
        return described

    def columns(self) -> tuple[str, ...]:
        """Fill a single column."""
        return ("",)

    def cells(self, value: Value) -> tuple[str | float | int | None, ...]:
        """Return the number, a whole number without a point."""
        return (plain(number_of(value)),)

    def operand(self, value: Value) -> Operand:
        """The double."""
        return number_of(value)

    def summary(self, values: Sequence[Value]) -> tuple[SummaryValue, ...]:
        """Count, median, quartiles, range; the sum only if it adds up."""
        return spread(cast("Sequence[float]", values), adds_up=self.adds_up)

    def _is_within(self, value: float) -> bool:
        return (self.min is None or value >= self.min) and (self.max is None or value <= self.max)

    def _too_many_decimals(self, number: float) -> Message:
        if self.decimals == 0:
            return say("number/whole", "Type a whole number; {value} has decimals.", value=number)
        return say_count(
            "number/decimals",
            "Round this number to {count} decimal; {value} has more.",
            "Round this number to {count} decimals; {value} has more.",
            self.decimals,
            value=number,
        )


def _bounds(draft: Draft, usual: Measure) -> tuple[float | None, float | None]:
    least: float | None = draft.options.get("min", usual.min)
    most: float | None = draft.options.get("max", usual.max)
    if least is not None and most is not None and least > most:
        at = "min" if "min" in draft.options else "max"
        draft.complain(at, f"'min' ({least:g}) is above 'max' ({most:g}), so no number would do")
    return least, most


def _breakdowns(draft: Draft) -> tuple[Breakdown, ...]:
    wanted: tuple[str, ...] = draft.options.get("by", ())
    for name in dict.fromkeys(wanted):
        if name not in draft.breakdowns:
            draft.complain("by", unknown("breakdown", name, draft.breakdowns))
        if wanted.count(name) > 1:
            draft.complain("by", f"breakdown '{name}' stands twice in 'by'; take one out")
    found = tuple(draft.breakdowns[name] for name in dict.fromkeys(wanted) if name in draft.breakdowns)
    if (cells := cell_count(found)) > MOST_CELLS:
        draft.complain(
            "by", f"these breakdowns make {cells} cells, more than {MOST_CELLS}; leave one out of 'by'"
        )
        return ()
    return found


def _adds_up(draft: Draft, unit: Unit | None) -> bool:
    said: bool | None = draft.options.get("adds_up")
    if unit is not None and unit.measure == "percent":
        if said:
            draft.complain("adds_up", "percentages never add up; take 'adds_up' out")
        return False
    if unit is not None and said is None:
        draft.complain(
            "adds_up", "say whether countries' numbers may be summed: 'adds_up: yes' or 'adds_up: no'"
        )
    return bool(said)


def _rate_of(draft: Draft, unit: Unit | None) -> tuple[str, str] | None:
    rate: tuple[str, str] | None = draft.options.get("rate_of")
    if rate is None or unit is None:
        return None
    if unit.measure != "percent":
        draft.complain("rate_of", f"only a percentage is the rate of two numbers, and '{unit.code}' is none")
        return None
    if rate[0] == rate[1]:
        draft.complain("rate_of", f"'part' and 'whole' are the same question '{rate[0]}'; name two")
        return None
    return rate


def _listed(known: Mapping[str, object]) -> str:
    return ", ".join(known) if known else "declare one under 'units' first"
