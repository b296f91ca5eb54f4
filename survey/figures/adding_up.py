"""Adding up: the figures of a round, made one by one as they are asked for and then kept.

Knows columns and who is expected; never who may see what (`withholding` does).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from survey.figures.areas import COUNTRY, REGION, Area, Areas, areas_of
from survey.figures.cases import Case, Expected
from survey.figures.columns import NOTHING, Block, Column, Columns, places_of, read_cases
from survey.figures.coverage import Coverage
from survey.figures.figure import Figure, Source
from survey.figures.statistics import statistics_of
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from survey.countries import Scheme
    from survey.questionnaire.model import Question, Questionnaire

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

    def of(self, area: Area, question: str, row: str = "", cell: str = TOTAL) -> Figure:
        """The figure of an area for a question, a row and a cell; of a country too."""
        spot = (area, question, row, cell)
        found = self._made.get(spot)
        if found is None:
            found = self._made[spot] = self._make(area, self.questionnaire.questions[question], row, cell)
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
        if area.level == COUNTRY:
            number = self.columns.number_of.get(area.code, -1)
            found = [block.column(question, row, cell).only(number) for block in self.blocks(area)]
            return found[0] if found else NOTHING
        blocks = self.blocks(area)
        if len(blocks) == 1:
            return blocks[0].column(question, row, cell)
        merged = Column()
        for block in blocks:
            merged.extend(block.column(question, row, cell))
        return merged

    def blocks(self, area: Area) -> list[Block]:
        """The blocks of which an area consists (that of its region, for a country)."""
        if area.level == REGION:
            found = self.columns.blocks.get(area.code)
            return [found] if found is not None else []
        if area.level == COUNTRY:
            found = self.columns.blocks.get(self.areas.region_of.get(area.code, ""))
            return [found] if found is not None else []
        return list(self.columns.blocks.values())

    def reporters(self, column: Column) -> frozenset[str]:
        """Whose values stand in a column."""
        return frozenset(self.columns.reports[number].reporter for number in column.who)

    def _make(self, area: Area, question: Question, row: str, cell: str) -> Figure:
        column = self.column(area, question.id, row, cell)
        return Figure(
            area,
            question,
            row,
            cell,
            statistics_of(question, column),
            self._coverage(area, question.id, row, column),
            self._years(area, question, row, column),
            sources=lambda: self._sources(question.id, row, cell, column),
        )

    def _coverage(self, area: Area, question: str, row: str, column: Column) -> Coverage:
        blocks = self.blocks(area)
        number = self.columns.number_of.get(area.code, -1) if area.level == COUNTRY else None
        known = set(column.who)
        expected = len(self.areas.reporters_in(area))
        reports = sum(len(block.reports) for block in blocks)
        if number is not None:
            reports = int(number >= 0)
        reporting = len(known)
        missing: dict[str, int] = {}
        for reason, who in _reasons(blocks, question, row):
            new = set(who) - known if number is None else {number}.intersection(who) - known
            known |= new
            if new:
                missing[reason] = missing.get(reason, 0) + len(new)
        unasked = {who for block in blocks for who in block.unasked.get((question, row), ())} - known
        not_asked = len(unasked) if number is None else int(number in unasked)
        blank = reports - reporting - sum(missing.values()) - not_asked
        return Coverage(expected, reports, reporting, missing, not_asked, blank, self.areas.are_countries)

    def _years(self, area: Area, question: Question, row: str, column: Column) -> tuple[int, int] | None:
        giver = self.questionnaire.questions[question.evidence_from or question.id]
        place = (giver.id, "" if giver.has_rows else row)
        contributors = set(column.who)
        years = [
            year
            for block in self.blocks(area)
            if (found := block.years.get(place)) is not None
            for who, year in zip(found.who, found.values, strict=True)
            if who in contributors
        ]
        return (min(years), max(years)) if years else None

    def _sources(self, question: str, row: str, cell: str, column: Column) -> tuple[Source, ...]:
        entries = column.entries or [row] * len(column.who)
        return tuple(
            Source(report.reporter, question, entry, cell, report.report_id)
            for number, entry in zip(column.who, entries, strict=True)
            for report in (self.columns.reports[number],)
        )


def _reasons(blocks: list[Block], question: str, row: str) -> Iterator[tuple[str, list[int]]]:
    for block in blocks:
        yield from sorted(block.missing.get((question, row), {}).items())


def add_up(
    questionnaire: Questionnaire,
    expected: Iterable[Expected],
    cases: Iterable[Case],
    scheme: Scheme | None = None,
    before: tuple[Questionnaire, Iterable[Expected], Iterable[Case]] | None = None,
) -> Figures:
    """Add up the reports of a round; `before` is the round before it, with which it is compared.

    `cases` may be a stream: their contents are read once and not kept.
    """
    known = {one.reporter: one for one in expected}

    def region_of(case: Case) -> str:
        one = known.setdefault(case.reporter, Expected(case.reporter, case.region, case.names))
        return one.region if scheme is None else scheme.region(one.reporter)

    columns = read_cases(questionnaire, cases, region_of)
    earlier = add_up(*before, scheme=scheme) if before is not None else None
    return Figures(questionnaire, areas_of(known.values(), scheme), columns, earlier)
