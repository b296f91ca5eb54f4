"""Reading: one figure of the world or a region, with what a reader may see who may not read all answers.

Applies the table of `withholding`: which statistics are kept, and what of everything that stands beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from survey.figures.disclosure.candidates import CHANGE, RATE, RATE_CHANGE, SUM, has_sums
from survey.figures.disclosure.groups import LEAST, Reporters
from survey.figures.making import both_rounds
from survey.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.figures.changes import Both
    from survey.figures.columns import Column
    from survey.figures.disclosure.admitting import Admitted
    from survey.figures.disclosure.candidates import Place
    from survey.figures.figure import Figure, Source
    from survey.figures.statistics import Statistic
    from survey.messages import Message

ENOUGH = {"median": 5, "q1": 9, "q3": 9}
"""How many must have answered for three to be on either side; for other values none are enough."""

FEW_REPORTS = say(
    "figure/few-reports", "Not shown, so that the answers of single countries cannot be deduced."
)
TOO_FEW = say("figure/too-few", "Not shown, because fewer than three have answered.")
DERIVABLE = say("figure/derivable", "Not shown, because the answers of one or two could be deduced from it.")


def readable(admitted: Admitted, figure: Figure, entitled: Reporters) -> Figure:
    """A figure with what the reader may see of it for whom this was admitted.

    Behind it stand the answers of the `entitled`, as far as the reader is concerned.
    """
    return _Reading(admitted, figure, entitled).readable()


def bare(figure: Figure, why: Message) -> Figure:
    """A figure without anything in it but how many are expected, and why nothing is shown."""
    coverage = replace(figure.coverage, reports=0, reporting=0, missing={}, not_asked=0, blank=0, told=False)
    return replace(_withheld(figure, why), coverage=coverage, sources=tuple)


def _withheld(figure: Figure, why: Message) -> Figure:
    """A figure without its statistics and all that stands beside them but the coverage."""
    return replace(figure, statistics=(), years=None, change=None, zero_wholes=0, withheld=why, parts=tuple)


@dataclass(frozen=True)
class _Reading:
    """A figure about to be read."""

    admitted: Admitted
    figure: Figure
    entitled: Reporters

    def readable(self) -> Figure:
        figure, known = self.figure, not any(self.strangers.values())
        if not self.admitted.tells_of(figure.area):
            return replace(bare(figure, FEW_REPORTS), sources=self.sources)
        kept = [one for one in figure.statistics if self.shows(one)]
        if figure.statistics and not kept:
            why = TOO_FEW if sum(self.strangers.values()) < LEAST else DERIVABLE
            return replace(_withheld(figure, why), sources=self.sources)
        shown = {one.key for one in kept}
        return replace(
            figure,
            statistics=tuple(self.with_change(one) for one in kept),
            years=figure.years if self.shows_years(kept) else None,
            change=figure.change if self.shows_all_changes else None,
            zero_wholes=figure.zero_wholes if self.knows_wholes else 0,
            hidden=tuple(one.key for one in figure.statistics if one.key not in shown),
            sources=self.sources,
            parts=figure.parts if known else tuple,
        )

    def shows(self, one: Statistic) -> bool:
        """Tell whether a statistic may be seen."""
        if one.code == "rate":
            return self.holds(RATE, one.currency)
        strangers = self.strangers.get(one.currency, 0)
        if not strangers:
            return True
        if strangers < LEAST or (has_sums(self.figure.question) and not self.holds(SUM, one.currency)):
            return False
        return one.is_linear or one.code == "count" or self.is_in_the_middle(one, self.column, one.value)

    def is_in_the_middle(self, one: Statistic, column: Column, middle: Any) -> bool:
        """Tell whether enough others stand behind a middle value, three of them on either side."""
        if one.code not in ENOUGH:
            return False
        if self.is_far_from_the_edge(one, column):
            return True
        found = self.of_strangers(column, one.currency)
        below = {number for number, value in found if value <= middle}
        above = {number for number, value in found if value >= middle}
        return len(below | above) >= ENOUGH[one.code] and min(len(below), len(above)) >= LEAST

    def is_far_from_the_edge(self, one: Statistic, column: Column) -> bool:
        """Tell whether so many answered that three others are on either side, whoever is known."""
        if column.entries or column.currencies:
            return False
        known = len(self.admitted.numbers_known.intersection(column.who))
        return (len(column.who) - 1) // 4 + 1 - known >= LEAST and len(column.who) - known >= ENOUGH[one.code]

    def with_change(self, one: Statistic) -> Statistic:
        """A statistic with its change, if that may be seen."""
        if one.change is None or self.shows_change(one):
            return one
        return replace(one, change=None, before=None, compared=0)

    def shows_change(self, one: Statistic) -> bool:
        """Tell whether the change of a statistic may be seen."""
        if one.code == "rate":
            return self.holds(RATE_CHANGE, one.currency)
        if not self.holds(CHANGE, one.currency):
            return False
        return one.is_linear or self.both is None or self.is_middle_change(one, self.both)

    def is_middle_change(self, one: Statistic, both: Both) -> bool:
        """Tell whether enough others stand behind the middle one of the changes."""
        if not self.of_strangers(both.now, one.currency):
            return True
        return self.is_in_the_middle(one, both.differences(), one.change)

    def shows_years(self, kept: Sequence[Statistic]) -> bool:
        """Tell whether the range of reference years is of answers that are all in what is shown."""
        shown = {one.currency for one in kept if one.code != "rate"}
        return shown >= {one.currency for one in self.figure.statistics if one.code != "rate"} != set()

    @property
    def shows_all_changes(self) -> bool:
        """Tell whether it may be seen how many rose and fell, in all currencies together."""
        if self.both is None:
            return False
        return all(self.holds(CHANGE, one) for one in set(self.both.now.currencies) or {""})

    @property
    def knows_wholes(self) -> bool:
        """Tell whether the reader may read all the answers that a rate of this area is made of."""
        return set(self.admitted.figures.areas.reporters_in(self.figure.area)) <= self.admitted.entitled

    def sources(self) -> tuple[Source, ...]:
        """The answers behind the figure that the reader may read."""
        return tuple(one for one in self.figure.sources() if one.reporter in self.entitled)

    def holds(self, what: str, currency: str) -> bool:
        """Tell whether something of this figure is admitted."""
        return self.admitted.holds(what, self.figure.area, self.place, currency)

    @property
    def place(self) -> Place:
        """The question, row and cell of the figure."""
        return self.figure.question.id, self.figure.row, self.figure.cell

    def of_strangers(self, column: Column, currency: str) -> list[tuple[int, Any]]:
        """The values that the reader may not read, with whose they are."""
        known, values = self.admitted.numbers_known, zip(column.who, column.values, strict=True)
        if not column.currencies:
            return [(number, value) for number, value in values if number not in known]
        return [
            (number, value)
            for (number, value), one in zip(values, column.currencies, strict=True)
            if one == currency and number not in known
        ]

    @cached_property
    def column(self) -> Column:
        """The answers behind the figure."""
        return self.admitted.figures.column(self.figure.area, *self.place)

    @cached_property
    def both(self) -> Both | None:
        """The answers behind its change."""
        return both_rounds(self.admitted.figures, self.figure.place)

    @cached_property
    def strangers(self) -> dict[str, int]:
        """Of how many the reader may not read the answers behind the figure, by currency."""
        return self.admitted.strangers(self.figure.area, self.place)
