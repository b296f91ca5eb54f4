"""The defaults of a measure (count, percent, money, amount), and how questions name units."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from survey.questionnaire.declarations import SOURCE_TEXT, Unit
from survey.questionnaire.kinds.options import unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from survey.questionnaire.kinds.base import Draft

MOST_DECIMALS = 6


class Measure(NamedTuple):
    """The defaults of a measure: its decimals and its bounds."""

    decimals: int
    min: float | None
    max: float | None


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "count": Measure(0, 0.0, None),
        "percent": Measure(2, 0.0, 100.0),
        "money": Measure(2, None, None),
        "amount": Measure(MOST_DECIMALS, None, None),
    }
)
NO_UNIT = Unit("", SOURCE_TEXT, "amount")


def plain(value: float) -> float | int:
    """Return a whole number as an integer, any other number as it is."""
    return int(value) if value.is_integer() else value


def unit_of(draft: Draft) -> Unit | None:
    """Return the unit that the file names; complain when it is not declared."""
    name = draft.options.get("unit")
    if name is None:
        return None
    if name not in draft.units:
        draft.complain("unit", unknown("unit", name, draft.units))
        return None
    return draft.units[name]


def decimals_of(draft: Draft, unit: Unit) -> int:
    """Return how many decimals are stored; complain of too many."""
    usual = MEASURES[unit.measure].decimals
    wanted: int = draft.options.get("decimals", usual)
    if unit.measure == "count" and wanted:
        draft.complain(
            "decimals", f"'{unit.code}' counts whole things, so there are no decimals; take 'decimals' out"
        )
        return 0
    if not 0 <= wanted <= MOST_DECIMALS:
        draft.complain("decimals", f"'decimals' must be from 0 to {MOST_DECIMALS}, not {wanted}")
        return usual
    return wanted
