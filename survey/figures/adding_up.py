"""Adding up: the figures of a round, made one by one as they are asked for and then kept.

Knows columns and who is expected; never who may see what (`withholding` does).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from survey.figures.answers_by_area import AnswersByArea
from survey.figures.areas import Area, areas_of
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
"""A round as it is added up: its questionnaire, who is expected, and the reports that count."""

FigureKey = tuple[Area, str, str, str]
"""The area, the question's id, the row and the cell of a figure."""


@dataclass
class Figures(AnswersByArea):
    """All figures of a round: of the world and its regions in question order, and of each country."""

    _made: dict[FigureKey, Figure] = field(default_factory=dict, repr=False)

    def of(self, area: Area, question: str, row: str = "", cell: str = TOTAL) -> Figure:
        """The figure of an area for a question, a row and a cell; of a country too."""
        key = (area, question, row, cell)
        figure = self._made.get(key)
        if figure is None:
            place = FigurePlace(area, self.questionnaire.questions[question], row, cell)
            figure = self._made[key] = make_figure(self, place)
        return figure

    def __iter__(self) -> Iterator[Figure]:
        """Every figure of the world and the regions: by question, row and cell, then by area."""
        for question, row, cell in places_of(self.questionnaire):
            for area in self.areas.larger:
                yield self.of(area, question.id, row, cell)

    def in_area(self, area: Area) -> Iterator[Figure]:
        """Every figure of one area, a country too, in question order."""
        for question, row, cell in places_of(self.questionnaire):
            yield self.of(area, question.id, row, cell)

    @cached_property
    def candidates(self) -> Candidates:
        """What the round could show to readers who may not read all answers, with who is behind it."""
        return candidates_of(self)


def add_up(
    questionnaire: Questionnaire,
    expected: Iterable[Expected],
    cases: Iterable[Case],
    scheme: Scheme | None = None,
    before: Given | None = None,
    earlier: Given | None = None,
) -> Figures:
    """Add up the reports of a round; `before` is the round before it, with which it is compared.

    `earlier` is the round before that one: what others may see hangs on the changes that were shown then.
    `cases` may be a stream: their contents are read once and not kept. One whose report came was expected,
    whatever the list says.
    """
    known = {one.reporter: one for one in expected}

    def region_of(case: Case) -> str:
        one = known.setdefault(case.reporter, Expected(case.reporter, case.region, case.names))
        return one.region if scheme is None else scheme.region(one.reporter)

    columns = read_cases(questionnaire, cases, region_of)
    compared = add_up(*before, scheme=scheme, before=earlier) if before is not None else None
    return Figures(questionnaire, areas_of(known.values(), scheme), columns, compared)
