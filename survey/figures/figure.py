"""A figure: what the answers of an area to a question, row and cell add up to, and who gave them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from survey.messages import Message, say, say_count

if TYPE_CHECKING:
    from survey.figures.areas import Area
    from survey.figures.beside.reference_years import ReferenceYears
    from survey.figures.coverage import Coverage
    from survey.figures.statistics import Statistic
    from survey.messages import Text
    from survey.questionnaire.model import Question


class FigurePlace(NamedTuple):
    """The place of a figure: an area, and a question with one of its rows and cells."""

    area: Area
    question: Question
    row: str
    cell: str


class Source(NamedTuple):
    """An answer that a figure was made from."""

    reporter: str
    question: str
    row: str
    cell: str
    report_id: int


@dataclass(frozen=True, slots=True)
class Change:
    """How many reporters of both rounds a figure was compared over, and how their answers changed.

    Only numbers and years rise and fall; everything can stay the same.
    """

    countries: int
    rose: int = 0
    fell: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class Parts:
    """Whether a total agrees with its parts along a breakdown, where a reporter gave it and all the parts.

    Of the reporters who `answered`, `given` gave all the parts; `disagreeing` are the reporters with parts
    that do not agree with their own total. Where the numbers add up, `total` and `parts` are the sums over
    all reporters who gave both.
    """

    breakdown: str
    label: Text
    given: int
    answered: int
    disagreeing: tuple[str, ...] = ()
    total: float | None = None
    parts: float | None = None

    def sentence(self) -> Message:
        """Say it in words."""
        if not self.disagreeing:
            return say(
                "figure/parts-agree",
                "{breakdown}: {given} of {answered} gave all the parts, which agree with the total.",
                breakdown=self.label,
                given=self.given,
                answered=self.answered,
            )
        return say_count(
            "figure/parts-disagree",
            "{breakdown}: {given} of {answered} gave all the parts; {count} does not agree with its total.",
            "{breakdown}: {given} of {answered} gave all the parts; {count} do not agree with their totals.",
            len(self.disagreeing),
            breakdown=self.label,
            given=self.given,
            answered=self.answered,
        )


ELSEWHERE = "included_elsewhere"
HIDDEN = say(
    "figure/hidden", "Some figures are not shown here, because they would reveal individual answers."
)


def _no_answers() -> tuple[Source, ...]:
    return ()


def _no_parts() -> tuple[Parts, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Figure:
    """The statistics of a question, row and cell in an area, with what must be read beside them.

    `reference` are the reference years of its answers, `rate_years` those of the two numbers of a rate, and
    `years` is their range; `is_calculated` tells that a country's percentage follows from its two numbers.
    `zero_wholes` counts the answers that a rate
    leaves out because their whole is zero. `withheld` says why a reader sees no statistics; `hidden` names
    the statistics (code, currency) that this reader does not see while others are shown.
    """

    area: Area
    question: Question
    row: str
    cell: str
    statistics: tuple[Statistic, ...]
    coverage: Coverage
    reference: ReferenceYears | None = None
    change: Change | None = None
    zero_wholes: int = 0
    rate_coverage: Coverage | None = None
    rate_years: ReferenceYears | None = None
    is_calculated: bool = False
    withheld: Message | None = None
    hidden: tuple[tuple[str, str], ...] = ()
    sources: Callable[[], tuple[Source, ...]] = field(default=_no_answers, compare=False, repr=False)
    parts: Callable[[], tuple[Parts, ...]] = field(default=_no_parts, compare=False, repr=False)

    @property
    def place(self) -> FigurePlace:
        """The area, question, row and cell of the figure."""
        return FigurePlace(self.area, self.question, self.row, self.cell)

    @property
    def years(self) -> tuple[int, int] | None:
        """The range of the reference years."""
        return (self.reference.first, self.reference.last) if self.reference else None

    @property
    def hidden_note(self) -> Message | None:
        """Return a sentence where some statistics are hidden and others are shown."""
        return HIDDEN if self.hidden else None

    def coverage_of(self, statistic: Statistic) -> Coverage:
        """Return the coverage of one of the statistics: who stands behind it, and why others do not."""
        whole = self.rate_coverage if statistic.code == "rate" else None
        return (whole or self.coverage).only(statistic.reporters)

    def years_of(self, statistic: Statistic) -> ReferenceYears | None:
        """Return the reference years of one of the statistics: of a rate, those of its two numbers."""
        return self.rate_years if statistic.code == "rate" else self.reference

    def is_lower_bound(self, statistic: Statistic) -> bool:
        """Tell whether a sum is at least this much, as some include their figure in another one."""
        return statistic.code == "sum" and self.coverage.missing.get(ELSEWHERE, 0) > 0

    def statistic(self, code: str, currency: str = "") -> Statistic | None:
        """Return a statistic by its code and currency, if the figure has it."""
        return next((found for found in self.statistics if found.key == (code, currency)), None)
