"""A figure: what the answers of an area to one question, row and cell add up to, and who stands behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from survey.figures.areas import Area
    from survey.figures.coverage import Coverage
    from survey.figures.statistics import Statistic
    from survey.messages import Message
    from survey.questionnaire.model import Question


class Source(NamedTuple):
    """An answer from which a figure was made."""

    reporter: str
    question: str
    row: str
    cell: str
    report_id: int


@dataclass(frozen=True, slots=True)
class Change:
    """Over how many reporters of both rounds a figure was compared, and how many answers rose or fell."""

    countries: int
    rose: int = 0
    fell: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class Parts:
    """Whether a total agrees with its parts along a breakdown, over those who gave it and all the parts.

    `disagreeing` are the reporters whose own parts do not agree with their own total.
    """

    breakdown: str
    total: float
    parts: float
    countries: int
    disagreeing: tuple[str, ...] = ()


def _no_answers() -> tuple[Source, ...]:
    return ()


def _no_parts() -> tuple[Parts, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Figure:
    """The statistics of one question, row and cell in one area, with what must be read beside them.

    `years` is the range of the reference years of its answers. `withheld` says why a reader sees no
    statistics; `hidden` names the statistics that this reader does not see though others are shown.
    """

    area: Area
    question: Question
    row: str
    cell: str
    statistics: tuple[Statistic, ...]
    coverage: Coverage
    years: tuple[int, int] | None = None
    change: Change | None = None
    withheld: Message | None = None
    hidden: tuple[str, ...] = ()
    sources: Callable[[], tuple[Source, ...]] = field(default=_no_answers, compare=False, repr=False)
    parts: Callable[[], tuple[Parts, ...]] = field(default=_no_parts, compare=False, repr=False)

    def statistic(self, code: str, currency: str = "") -> Statistic | None:
        """One of its statistics by its code, if it has it."""
        return next((one for one in self.statistics if one.key == (code, currency)), None)
