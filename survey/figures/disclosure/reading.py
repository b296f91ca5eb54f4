"""Reading: a figure of the world or a region, as a reader may see it who may not read all answers.

Applies the table of `withholding`: which statistics are kept, and what is kept beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from survey.figures.disclosure.candidates import CHANGE, MIDDLE, RATE, RATE_CHANGE, SUM, TOLD, has_sums
from survey.figures.disclosure.groups import LEAST, Reporters
from survey.figures.making import both_rounds
from survey.messages import say
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.figures.changes import Both
    from survey.figures.columns import Column
    from survey.figures.coverage import Coverage
    from survey.figures.disclosure.admitting import Admitted
    from survey.figures.disclosure.candidates import QuestionCell
    from survey.figures.figure import Figure, Source
    from survey.figures.statistics import Statistic
    from survey.messages import Message

ENOUGH = {"median": 5, "q1": 9, "q3": 9}
"""How many must have answered for three to be on either side; for other statistics no number is enough."""

FEW_REPORTS = say(
    "figure/few-reports", "Not shown, because the answers of individual countries could be deduced."
)
TOO_FEW = say("figure/too-few", "Not shown, because fewer than three have answered.")
DERIVABLE = say(
    "figure/derivable",
    "Not shown, because the answers of one or two countries or bodies could be deduced from it.",
)


def readable(admitted: Admitted, figure: Figure, entitled: Reporters) -> Figure:
    """Return a figure with what the reader of these admitted figures may see.

    Its sources are the answers of the `entitled` reporters.
    """
    return _ReadableFigure(admitted, figure, entitled).readable()


def bare(figure: Figure, why: Message) -> Figure:
    """Return a figure that holds only the number expected, and why nothing is shown."""
    return replace(
        figure,
        statistics=(),
        coverage=figure.coverage.untold(),
        rate_coverage=None,
        reference=None,
        rate_years=None,
        change=None,
        zero_wholes=0,
        withheld=why,
        sources=tuple,
        parts=tuple,
    )


def _blurred(coverage: Coverage | None) -> Coverage | None:
    """Return the coverage of a rate without telling apart whose whole is zero and who gave no numbers."""
    return coverage and replace(coverage, blank=coverage.blank + coverage.apart, apart=0)


@dataclass(frozen=True)
class _ReadableFigure:
    """A figure and its reader."""

    admitted: Admitted
    figure: Figure
    entitled: Reporters

    def readable(self) -> Figure:
        figure, known = self.figure, not any(self.strangers.values())
        if not self.admitted.tells_of(figure.area):
            return replace(bare(figure, FEW_REPORTS), sources=self.sources)
        if self.has_editions and not self.admitted.holds(TOLD, figure.area, (*self.place[:2], TOTAL)):
            return replace(bare(figure, DERIVABLE), sources=self.sources)
        if not self.admitted.tells_who_was_asked(figure.area, figure.question, figure.row):
            return replace(bare(figure, DERIVABLE), sources=self.sources)
        kept = [statistic for statistic in figure.statistics if self.shows(statistic)]
        if figure.statistics and not kept:
            why = TOO_FEW if sum(self.strangers.values()) < LEAST else DERIVABLE
            return replace(bare(figure, why), sources=self.sources)
        shown = {statistic.key for statistic in kept}
        return replace(
            figure,
            statistics=tuple(self.with_change(statistic) for statistic in kept),
            reference=figure.reference if self.shows_years(kept) else None,
            rate_years=figure.rate_years if self.shows_rate_years(kept) else None,
            change=figure.change if self.shows_all_changes else None,
            zero_wholes=figure.zero_wholes if self.knows_wholes else 0,
            rate_coverage=figure.rate_coverage if self.knows_wholes else _blurred(figure.rate_coverage),
            hidden=tuple(statistic.key for statistic in figure.statistics if statistic.key not in shown),
            sources=self.sources,
            parts=figure.parts if known else tuple,
        )

    def shows(self, statistic: Statistic) -> bool:
        """Tell whether a statistic may be seen."""
        if statistic.code == "rate":
            return self.holds(RATE, statistic.currency)
        strangers = self.strangers.get(statistic.currency, 0)
        if not strangers:
            return True
        if self.is_calculated and not self.holds(RATE, statistic.currency):
            return False
        if strangers < LEAST or (has_sums(self.figure.question) and not self.holds(SUM, statistic.currency)):
            return False
        if statistic.is_linear or statistic.code == "count":
            return True
        if self.has_editions and not self.holds(MIDDLE, statistic.currency):
            return False
        return self.is_in_the_middle(statistic, self.column, statistic.value)

    @property
    def has_editions(self) -> bool:
        """Tell whether readers may have kept earlier editions of these figures."""
        return bool(self.admitted.figures.editions)

    @property
    def is_calculated(self) -> bool:
        """Tell whether percentages here follow from two numbers: then they need what their rate needs."""
        figures, (question, row, cell) = self.admitted.figures, self.place
        return bool(figures.calculated(self.figure.area, question, row, cell))

    def is_in_the_middle(self, statistic: Statistic, column: Column, middle: Any) -> bool:
        """Tell whether enough others gave a value, at least three on either side of the middle."""
        if statistic.code not in ENOUGH:
            return False
        if self.is_far_from_the_edge(statistic, column):
            return True
        found = self.of_strangers(column, statistic.currency)
        below = {number for number, value in found if value <= middle}
        above = {number for number, value in found if value >= middle}
        return len(below | above) >= ENOUGH[statistic.code] and min(len(below), len(above)) >= LEAST

    def is_far_from_the_edge(self, statistic: Statistic, column: Column) -> bool:
        """Tell whether enough answered for three others on either side, whoever the reader knows."""
        if column.entries or column.currencies:
            return False
        known = len(self.admitted.numbers_known.intersection(column.who))
        return (len(column.who) - 1) // 4 + 1 - known >= LEAST and len(column.who) - known >= ENOUGH[
            statistic.code
        ]

    def with_change(self, statistic: Statistic) -> Statistic:
        """Return a statistic, with its change only if that may be seen."""
        if statistic.change is None or not self.shows_change(statistic):
            return replace(statistic, change=None, before=None, compared=0, carried=None)
        return statistic if self.shows_carried(statistic) else replace(statistic, carried=None)

    def shows_carried(self, statistic: Statistic) -> bool:
        """Tell whether it may be seen how many answers were carried over: they are among the equal ones."""
        known = not any(self.strangers.values())
        return known or (statistic.code != "rate" and self.shows_all_changes)

    def shows_change(self, statistic: Statistic) -> bool:
        """Tell whether the change of a statistic may be seen."""
        if statistic.code == "rate":
            return self.holds(RATE_CHANGE, statistic.currency)
        if not self.holds(CHANGE, statistic.currency):
            return False
        return statistic.is_linear or self.both is None or self.is_middle_change(statistic, self.both)

    def is_middle_change(self, statistic: Statistic, both: Both) -> bool:
        """Tell whether enough others are behind the median of the changes."""
        if not self.of_strangers(both.now, statistic.currency):
            return True
        return self.is_in_the_middle(statistic, both.differences(), statistic.change)

    def shows_years(self, kept: Sequence[Statistic]) -> bool:
        """Tell whether the range of reference years covers only answers that are shown."""
        shown = {statistic.currency for statistic in kept if statistic.code != "rate"}
        return (
            shown
            >= {statistic.currency for statistic in self.figure.statistics if statistic.code != "rate"}
            != set()
        )

    def shows_rate_years(self, kept: Sequence[Statistic]) -> bool:
        """Tell whether the reference years of rates cover only rates that are shown."""
        return {found.key for found in self.figure.statistics if found.code == "rate"} <= {
            found.key for found in kept
        }

    @property
    def shows_all_changes(self) -> bool:
        """Tell whether it may be seen how many rose and fell, in all currencies together."""
        if self.both is None:
            return False
        return all(self.holds(CHANGE, currency) for currency in set(self.both.now.currencies) or {""})

    @property
    def knows_wholes(self) -> bool:
        """Tell whether the reader may read all the answers behind a rate of this area."""
        return set(self.admitted.figures.areas.reporters_in(self.figure.area)) <= self.admitted.entitled

    def sources(self) -> tuple[Source, ...]:
        """Return the answers behind the figure that the reader may read."""
        return tuple(source for source in self.figure.sources() if source.reporter in self.entitled)

    def holds(self, what: str, currency: str) -> bool:
        """Tell whether something of this figure is admitted."""
        return self.admitted.holds(what, self.figure.area, self.place, currency)

    @property
    def place(self) -> QuestionCell:
        """The question, row and cell of the figure."""
        return self.figure.question.id, self.figure.row, self.figure.cell

    def of_strangers(self, column: Column, currency: str) -> list[tuple[int, Any]]:
        """Return the values that the reader may not read, with the numbers of their reports."""
        known, values = self.admitted.numbers_known, zip(column.who, column.values, strict=True)
        if not column.currencies:
            return [(number, value) for number, value in values if number not in known]
        return [
            (number, value)
            for (number, value), unit in zip(values, column.currencies, strict=True)
            if unit == currency and number not in known
        ]

    @cached_property
    def column(self) -> Column:
        """The answers behind the figure."""
        return self.admitted.figures.column(self.figure.area, *self.place)

    @cached_property
    def both(self) -> Both | None:
        """The answers behind the figure's change."""
        return both_rounds(self.admitted.figures, self.figure.place)

    @cached_property
    def strangers(self) -> dict[str, int]:
        """How many reporters gave answers to the figure that the reader may not read, by currency."""
        return self.admitted.strangers(self.figure.area, self.place)
