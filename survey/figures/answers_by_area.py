"""The answers of a round, side by side for an area, and what the round before said at the same place.

Knows columns and areas; what the answers add up to is decided in `making`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from survey.figures.areas import COUNTRY, REGION, THE_WORLD, Area, Areas
from survey.figures.columns import NOTHING, Block, Column, Columns, Key, has_own_rows
from survey.figures.rates import Values, by_key

if TYPE_CHECKING:
    from survey.questionnaire.model import Question, Questionnaire


@dataclass
class AnswersByArea:
    """The answers that count in a round, by area, question, row and cell."""

    questionnaire: Questionnaire
    areas: Areas
    columns: Columns
    before: AnswersByArea | None = None
    editions: Sequence[AnswersByArea] = ()
    """The editions of this round that were released before, compared with the same round before."""
    _earlier: tuple[tuple[str, str, str], Values] = field(default=(("", "", ""), {}), repr=False)
    """The last place and its values, for the next area. Replaced as a whole, so that threads may share it."""

    def column(self, area: Area, question: str, row: str, cell: str) -> Column:
        """Return the answers of an area, side by side; of a country also those in an entry of its own."""
        blocks = self.blocks(area)
        if area.level == COUNTRY:
            number = self.columns.number_of.get(area.code, -1)
            found = blocks[0].column(question, row, cell).only(number) if blocks else NOTHING
            return found.of_entry(row) if self.is_entry(question, row) else found
        if len(blocks) == 1:
            return blocks[0].column(question, row, cell)
        merged = Column()
        for block in blocks:
            merged.extend(block.column(question, row, cell))
        return merged

    def blocks(self, area: Area) -> list[Block]:
        """Return the blocks of an area (the block of its region, for a country)."""
        if area.level not in (COUNTRY, REGION):
            return list(self.columns.blocks.values())
        code = area.code if area.level == REGION else self.areas.region_of.get(area.code, "")
        return [self.columns.blocks[code]] if code in self.columns.blocks else []

    def earlier(self, question: str, row: str, cell: str) -> Values:
        """Return the values of the round before, by the numbers that its reporters have in this round."""
        place = (question, row, cell)
        kept, values = self._earlier
        if self.before is None or kept == place:
            return values
        numbers = self._numbers_now
        said = by_key(self.before.column(THE_WORLD, *place))
        values = {(numbers[who], entry): value for (who, entry), value in said.items() if who in numbers}
        self._earlier = (place, values)
        return values

    def is_entry(self, question: str, row: str) -> bool:
        """Tell whether a row is a country's own row, or the entry of a list."""
        return bool(row) and has_own_rows(self.questionnaire.questions[question])

    def rows(self, area: Area, question: Question, row: str) -> tuple[str, ...]:
        """Return the rows with figures of their own in an area: of a country, each of its own rows too."""
        if area.level != COUNTRY or not has_own_rows(question):
            return (row,)
        number = self.columns.number_of.get(area.code, -1)
        slots = [block.slot(question.id, row) for block in self.blocks(area)]
        said = [
            entry for slot in slots for column in slot.cells.values() for entry in column.only(number).entries
        ]
        silent = [entry for slot in slots for who, entry in slot.silent if who == number]
        return tuple(dict.fromkeys(said + silent)) or (row,)

    def silent(self, area: Area, question: str, row: str) -> dict[Key, str]:
        """Return the reasons of an area for having no value, by answer."""
        return {
            key: reason
            for block in self.blocks(area)
            for key, reason in block.slot(question, row).silent.items()
        }

    def carried(self, area: Area, question: str, row: str) -> set[Key]:
        """Return the answers of an area that were carried over from the round before."""
        return {key for block in self.blocks(area) for key in block.slot(question, row).carried}

    def earlier_silent(self, question: str, row: str) -> set[Key]:
        """Return who gave a reason in the round before, by the numbers that reporters have in this round."""
        if self.before is None:
            return set()
        numbers, silent = self._numbers_now, self.before.silent(THE_WORLD, question, row)
        return {(numbers[who], entry) for who, entry in silent if who in numbers}

    def calculated(self, area: Area, question: str, row: str, cell: str) -> set[Key]:
        """Return the percentages of an area that follow from two numbers."""
        found = (block.slot(question, row).calculated for block in self.blocks(area))
        keys = {key for calculated in found for key, at in calculated if at == cell}
        if area.level != COUNTRY:
            return keys
        number = self.columns.number_of.get(area.code, -1)
        mine = {key for key in keys if key[0] == number}
        return {key for key in mine if key[1] == row} if self.is_entry(question, row) else mine

    @cached_property
    def _numbers_now(self) -> dict[int, int]:
        """Map a report's number in the round before to its number now, where its reporter reported again."""
        if self.before is None:
            return {}
        earlier, now = self.before.columns.number_of, self.columns.number_of
        return {number: now[reporter] for reporter, number in earlier.items() if reporter in now}
