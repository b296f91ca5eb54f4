"""Withholding: the rule of three, which holds for readers who may not read the answers themselves.

No figure from fewer than three reporters is shown to them, nor one that subtraction would reveal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from survey.figures.areas import COUNTRY, Area, Areas
from survey.figures.columns import places_of
from survey.figures.coverage import Coverage
from survey.figures.figure import Figure
from survey.messages import say
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from survey.figures.adding_up import Figures

LEAST = 3
"""Of so many reporters, at least, a figure is made."""

TOO_FEW = say("figure/too-few", "Not shown, because fewer than three have answered.")


@dataclass(frozen=True)
class Seen:
    """The figures of a round as a reader may see them: as `Figures`, with nothing in what is withheld."""

    figures: Figures
    entitled: frozenset[str] | None

    @property
    def areas(self) -> Areas:
        """The areas of the round."""
        return self.figures.areas

    def of(self, area: Area, question: str, row: str = "", cell: str = TOTAL) -> Figure:
        """A figure as this reader may see it."""
        figure = self.figures.of(area, question, row, cell)
        if self.entitled is None:
            return figure
        behind = self.figures.reporters(self.figures.column(area, question, row, cell))
        unknown = behind - self.entitled
        if not unknown and (area.level != COUNTRY or area.code in self.entitled):
            return figure
        if len(unknown) < LEAST:
            return _withheld(figure)
        return figure

    def __iter__(self) -> Iterator[Figure]:
        """Every figure of the world and the regions, as this reader may see it."""
        for question, row, cell in places_of(self.figures.questionnaire):
            for area in self.areas.larger:
                yield self.of(area, question.id, row, cell)

    def in_area(self, area: Area) -> Iterator[Figure]:
        """Every figure of one area, as this reader may see it."""
        for question, row, cell in places_of(self.figures.questionnaire):
            yield self.of(area, question.id, row, cell)


def seen_by(figures: Figures, entitled: Collection[str] | None) -> Seen:
    """The figures as somebody sees them who may read the answers of these reporters (None: of all)."""
    return Seen(figures, None if entitled is None else frozenset(entitled))


def _withheld(figure: Figure) -> Figure:
    coverage = figure.coverage
    bare = Coverage(
        coverage.expected,
        coverage.reports,
        coverage.reporting,
        are_countries=coverage.are_countries,
        told=False,
    )
    return replace(
        figure,
        statistics=(),
        coverage=bare,
        years=None,
        change=None,
        withheld=TOO_FEW,
        sources=tuple,
        parts=tuple,
    )
