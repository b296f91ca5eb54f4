"""Adding up: the figures of a round, each made when it is first needed and then kept.

Knows columns and the expected reporters; never who may see what (`withholding` does).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from survey.figures.answers_by_area import AnswersByArea
from survey.figures.areas import Area, areas_of, region_in
from survey.figures.cases import Case, Expected
from survey.figures.columns import places_of, read_cases
from survey.figures.disclosure.candidates import Candidates, candidates_of
from survey.figures.figure import Figure, FigurePlace
from survey.figures.making import make_figure
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from survey.countries import Scheme
    from survey.questionnaire.model import Questionnaire

Given = tuple["Questionnaire", Iterable[Expected], Iterable[Case]]
"""A round to add up: its questionnaire, the expected reporters, and the reports that count."""

FigureKey = tuple[Area, str, str, str]
"""The area, the question's id, the row and the cell of a figure."""


@dataclass
class Figures(AnswersByArea):
    """All figures of a round: of the world, of its regions, and of each country."""

    _made: dict[FigureKey, Figure] = field(default_factory=dict, repr=False)

    def of(self, area: Area, question: str, row: str = "", cell: str = TOTAL) -> Figure:
        """Return the figure of an area (a country too) for a question, a row and a cell."""
        key = (area, question, row, cell)
        figure = self._made.get(key)
        if figure is None:
            place = FigurePlace(area, self.questionnaire.questions[question], row, cell)
            figure = self._made[key] = make_figure(self, place)
        return figure

    def __iter__(self) -> Iterator[Figure]:
        """Yield every figure of the world and the regions: by question, row and cell, then by area."""
        for question, row, cell in places_of(self.questionnaire):
            for area in self.areas.larger:
                yield self.of(area, question.id, row, cell)

    def in_area(self, area: Area) -> Iterator[Figure]:
        """Yield every figure of an area in question order; of a country, its own rows and entries too."""
        for question, row, cell in places_of(self.questionnaire):
            for at in self.rows(area, question, row):
                yield self.of(area, question.id, at, cell)

    @cached_property
    def candidates(self) -> Candidates:
        """All that the round could show to readers who may not read all answers, and who gave it."""
        return candidates_of(self)


def add_up(
    questionnaire: Questionnaire,
    expected: Iterable[Expected],
    cases: Iterable[Case],
    scheme: Scheme | None = None,
    before: Given | None = None,
    earlier: Given | None = None,
) -> Figures:
    """Add up the reports of a round, and compare it with the round `before`.

    `earlier` is the round before `before`: what other readers may see depends on the changes shown then.
    `cases` may be a stream: their contents are read once and not kept. A reporter with a report counts as
    expected, even if the list leaves it out.
    """
    known = {entry.reporter: entry for entry in expected}

    def region_of(case: Case) -> str:
        entry = known.setdefault(case.reporter, Expected(case.reporter, case.region, case.names))
        return region_in(scheme, entry.reporter, entry.region)

    columns = read_cases(questionnaire, cases, region_of)
    compared = add_up(*before, scheme=scheme, before=earlier) if before is not None else None
    return Figures(questionnaire, areas_of(known.values(), scheme), columns, compared)
