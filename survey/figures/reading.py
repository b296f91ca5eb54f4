"""Reading: one figure of the world or a region, with what a reader may see who may not read all answers.

Applies the table of `withholding`: which statistics are kept, and what of everything that stands beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from survey.figures.candidates import CHANGE, RATE, RATE_CHANGE, REASONS, SUM, has_sums
from survey.figures.coverage import Coverage
from survey.figures.groups import LEAST
from survey.figures.making import both_rounds
from survey.messages import say

if TYPE_CHECKING:
    from survey.figures.admitting import Admitted
    from survey.figures.candidates import Place
    from survey.figures.changes import Both
    from survey.figures.columns import Column
    from survey.figures.figure import Figure, Source
    from survey.figures.statistics import Statistic
    from survey.messages import Message

ENOUGH = {"median": 5, "q1": 9, "q3": 9}
"""How many must have answered for three to be on either side; for other values none are enough."""

TOO_FEW = say("figure/too-few", "Not shown, because fewer than three have answered.")
DERIVABLE = say(
    "figure/derivable", "Not shown, because the answers of one or two could be worked out from it."
)


def readable(admitted: Admitted, figure: Figure) -> Figure:
    """A figure with what the reader may see of it for whom this was admitted."""
    return _Reading(admitted, figure).readable()


def bare(figure: Figure, why: Message, coverage: Coverage) -> Figure:
    """A figure without anything in it but who was expected, and why nothing is shown."""
    return replace(
        figure,
        statistics=(),
        coverage=replace(coverage, missing={}, not_asked=0, blank=0, told=False),
        years=None,
        change=None,
        zero_wholes=0,
        withheld=why,
        sources=tuple,
        parts=tuple,
    )


@dataclass(frozen=True)
class _Reading:
    """A figure about to be read."""

    admitted: Admitted
    figure: Figure

    def readable(self) -> Figure:
        figure, known = self.figure, not any(self.strangers.values())
        kept = [one for one in figure.statistics if self.shows(one)]
        if figure.statistics and not kept:
            return self.withheld()
        shown = {one.key for one in kept}
        has_answers = any(one.code != "rate" for one in kept)
        return replace(
            figure,
            statistics=tuple(self.with_change(one) for one in kept),
            coverage=self.coverage(),
            years=figure.years if has_answers else None,
            change=figure.change if self.shows_all_changes else None,
            zero_wholes=figure.zero_wholes if self.knows_wholes else 0,
            hidden=tuple(one.key for one in figure.statistics if one.key not in shown),
            sources=self.sources,
            parts=figure.parts if known else tuple,
        )

    def withheld(self) -> Figure:
        """The figure without its statistics; who may read some of its answers still finds these."""
        why = TOO_FEW if sum(self.strangers.values()) < LEAST else DERIVABLE
        return replace(
            bare(self.figure, why, self.coverage()), coverage=self.coverage(), sources=self.sources
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

    @property
    def shows_all_changes(self) -> bool:
        """Tell whether it may be seen how many rose and fell, in all currencies together."""
        if self.both is None:
            return False
        return all(self.holds(CHANGE, one) for one in set(self.both.now.currencies) or {""})

    @property
    def knows_wholes(self) -> bool:
        """Tell whether the reader may read all the answers that a rate of this area is made of."""
        return set(self.admitted.figures.areas.reporters_in(self.figure.area)) <= self.entitled

    def coverage(self) -> Coverage:
        """How many answered; why the others did not, only if no one or two can be told apart by it."""
        area, found = self.figure.area, self.figure.coverage
        if self.admitted.holds(REASONS, area, ("", "", "")):
            return found
        return replace(found, missing={}, not_asked=0, blank=0, told=False)

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

    @property
    def entitled(self) -> frozenset[str]:
        """Whose answers the reader may read."""
        return self.admitted.entitled

    @cached_property
    def column(self) -> Column:
        """The answers behind the figure."""
        return self.admitted.figures.column(self.figure.area, *self.place)

    @cached_property
    def both(self) -> Both | None:
        """The answers behind its change."""
        figure = self.figure
        return both_rounds(self.admitted.figures, figure.area, figure.question, figure.row, figure.cell)

    @cached_property
    def strangers(self) -> dict[str, int]:
        """Of how many the reader may not read the answers behind the figure, by currency."""
        return self.admitted.strangers(self.figure.area, self.place)
