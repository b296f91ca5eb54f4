"""A figure: what the answers of an area to one question, row and cell add up to, and who stands behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from survey.messages import Message, say, say_count

if TYPE_CHECKING:
    from survey.figures.areas import Area
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
    """An answer from which a figure was made."""

    reporter: str
    question: str
    row: str
    cell: str
    report_id: int


@dataclass(frozen=True, slots=True)
class Change:
    """Over how many reporters of both rounds a figure was compared, and what became of their answers.

    Only numbers and years rise and fall; everything can stay the same.
    """

    countries: int
    rose: int = 0
    fell: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class Parts:
    """Whether a total agrees with its parts along a breakdown, over those who gave it and all the parts.

    `given` of those who `answered` gave all the parts; `disagreeing` are those whose parts do not agree with
    their own total. Where the numbers add up, `total` and `parts` are their sums over all who gave both.
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


HIDDEN = say("figure/hidden", "Some figures are not shown here, because they would reveal single answers.")


def _no_answers() -> tuple[Source, ...]:
    return ()


def _no_parts() -> tuple[Parts, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Figure:
    """The statistics of one question, row and cell in one area, with what must be read beside them.

    `years` is the range of the reference years of its answers; `zero_wholes` counts the answers that a rate
    leaves out because their whole is zero. `withheld` says why a reader sees no statistics; `hidden` names
    those (code, currency) that this reader does not see though others are shown.
    """

    area: Area
    question: Question
    row: str
    cell: str
    statistics: tuple[Statistic, ...]
    coverage: Coverage
    years: tuple[int, int] | None = None
    change: Change | None = None
    zero_wholes: int = 0
    withheld: Message | None = None
    hidden: tuple[tuple[str, str], ...] = ()
    sources: Callable[[], tuple[Source, ...]] = field(default=_no_answers, compare=False, repr=False)
    parts: Callable[[], tuple[Parts, ...]] = field(default=_no_parts, compare=False, repr=False)

    @property
    def place(self) -> FigurePlace:
        """The area, question, row and cell of the figure."""
        return FigurePlace(self.area, self.question, self.row, self.cell)

    @property
    def hidden_note(self) -> Message | None:
        """A sentence where some statistics are not shown, though others are."""
        return HIDDEN if self.hidden else None

    def statistic(self, code: str, currency: str = "") -> Statistic | None:
        """One of its statistics by its code, if it has it."""
        return next((one for one in self.statistics if one.key == (code, currency)), None)
