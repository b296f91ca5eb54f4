"""Adding up: the figures of a round, made one by one as they are asked for and then kept.

Knows columns and who is expected; never who may see what (`withholding` does).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from survey.figures.areas import COUNTRY, REGION, THE_WORLD, Area, Areas, areas_of
from survey.figures.candidates import Candidates, candidates_of
from survey.figures.cases import Case, Expected
from survey.figures.columns import NOTHING, Block, Column, Columns, places_of, read_cases
from survey.figures.making import make_figure
from survey.figures.rates import Values, by_key
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from survey.countries import Scheme
    from survey.figures.figure import Figure
    from survey.questionnaire.model import Questionnaire

Given = tuple["Questionnaire", Iterable[Expected], Iterable[Case]]
"""A round as it is added up: its questionnaire, who is expected, and the reports that count."""

Spot = tuple[Area, str, str, str]
"""An area, a question, a row and a cell."""


@dataclass
class Figures:
    """All figures of a round: of the world and its regions in question order, and of each country."""

    questionnaire: Questionnaire
    areas: Areas
    columns: Columns
    before: Figures | None = None
    _made: dict[Spot, Figure] = field(default_factory=dict, repr=False)
    _earlier: tuple[tuple[str, str, str], Values] = field(default=(("", "", ""), {}), repr=False)
    """The place looked at last; its areas follow each other. Replaced as a whole, for the sake of threads."""

    def of(self, area: Area, question: str, row: str = "", cell: str = TOTAL) -> Figure:
        """The figure of an area for a question, a row and a cell; of a country too."""
        spot = (area, question, row, cell)
        found = self._made.get(spot)
        if found is None:
            asked = self.questionnaire.questions[question]
            found = self._made[spot] = make_figure(self, area, asked, row, cell)
        return found

    def __iter__(self) -> Iterator[Figure]:
        """Every figure of the world and the regions: by question, row and cell, then by area."""
        for question, row, cell in places_of(self.questionnaire):
            for area in self.areas.larger:
                yield self.of(area, question.id, row, cell)

    def in_area(self, area: Area) -> Iterator[Figure]:
        """Every figure of one area, a country too, in question order."""
        for question, row, cell in places_of(self.questionnaire):
            yield self.of(area, question.id, row, cell)

    def column(self, area: Area, question: str, row: str, cell: str) -> Column:
        """The answers of an area, side by side."""
        blocks = self.blocks(area)
        if area.level == COUNTRY:
            number = self.columns.number_of.get(area.code, -1)
            return blocks[0].column(question, row, cell).only(number) if blocks else NOTHING
        if len(blocks) == 1:
            return blocks[0].column(question, row, cell)
        merged = Column()
        for block in blocks:
            merged.extend(block.column(question, row, cell))
        return merged

    def blocks(self, area: Area) -> list[Block]:
        """The blocks of which an area consists (that of its region, for a country)."""
        if area.level not in (COUNTRY, REGION):
            return list(self.columns.blocks.values())
        code = area.code if area.level == REGION else self.areas.region_of.get(area.code, "")
        return [self.columns.blocks[code]] if code in self.columns.blocks else []

    def earlier(self, question: str, row: str, cell: str) -> Values:
        """What the round before said, by the numbers that its reporters have in this one."""
        place = (question, row, cell)
        kept, values = self._earlier
        if self.before is None or kept == place:
            return values
        numbers = self._numbers_now
        said = by_key(self.before.column(THE_WORLD, *place))
        values = {(numbers[who], entry): one for (who, entry), one in said.items() if who in numbers}
        self._earlier = (place, values)
        return values

    @cached_property
    def candidates(self) -> Candidates:
        """What the round could show to readers who may not read all answers, with who is behind it."""
        return candidates_of(self)

    @cached_property
    def _numbers_now(self) -> dict[int, int]:
        """By a report's number in the round before, its number now, where its reporter reported again."""
        if self.before is None:
            return {}
        earlier, now = self.before.columns.number_of, self.columns.number_of
        return {number: now[reporter] for reporter, number in earlier.items() if reporter in now}


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
