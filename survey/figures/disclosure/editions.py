"""Editions: what was shown of a round before, to readers who kept it and can subtract.

All editions of a round are judged together, in the order in which they were released. Where a reporter's
answer is the same in two editions, the same number is in both; where it differs, the older answer counts as
that of another reporter, with an `alias`. So the sums of two editions may differ by the answers of nobody, or
of three and more, and whoever subtracts them learns nothing about one or two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from survey.figures.areas import THE_WORLD

if TYPE_CHECKING:
    from survey.figures.answers_by_area import AnswersByArea
    from survey.figures.columns import Slot
    from survey.figures.disclosure.groups import Reporters, Topic

Contents = Mapping[str, Any]
"""Everything that each reporter said at a place."""


@dataclass
class History:
    """The editions of a round, the last one at the end, and what was said in each of them."""

    editions: Sequence[AnswersByArea]
    _said: dict[tuple[int, Topic], Contents] = field(default_factory=dict, repr=False)

    def said(self, number: int, place: Topic) -> Contents:
        """Return what each reporter said in an edition to a question in a row."""
        key = (number, place)
        if key not in self._said:
            self._said[key] = _said_in(self.editions[number], *place)
        return self._said[key]

    def alias(self, number: int, place: Topic, reporter: str) -> str:
        """Return a name for a reporter in an edition: its own if it says now what it said then."""
        then = self.said(number, place).get(reporter)
        if then == self.said(len(self.editions) - 1, place).get(reporter):
            return reporter
        same = next(
            earlier for earlier in range(number + 1) if self.said(earlier, place).get(reporter) == then
        )
        return f"{reporter}@{same}"


@dataclass(frozen=True)
class PastEdition:
    """An edition that was shown before, and the topics of its round."""

    history: History
    number: int
    when: str

    @property
    def answers(self) -> AnswersByArea:
        """The answers of this edition."""
        return self.history.editions[self.number]

    def named(self, topic: Topic, who: Reporters) -> Reporters:
        """Return the reporters by the names under which a sum of this edition counts."""
        if topic[0] != self.when or len(topic) == 1:
            return who
        return frozenset(self.history.alias(self.number, topic[1:3], reporter) for reporter in who)


def past_editions(answers: AnswersByArea, when: str) -> Iterator[PastEdition]:
    """Yield the editions of a round before this one, the first one first."""
    history = History((*answers.editions, answers))
    for number in range(len(answers.editions)):
        yield PastEdition(history, number, when)


def _said_in(answers: AnswersByArea, question: str, row: str) -> Contents:
    found: dict[int, list[Any]] = defaultdict(list)
    for block in answers.blocks(THE_WORLD):
        for number, part in _parts(block.slot(question, row)):
            found[number].append(part)
    reports = answers.columns.reports
    return {reports[number].reporter: sorted(parts) for number, parts in found.items()}


def _parts(slot: Slot) -> Iterator[tuple[int, str]]:
    """Yield each part of what reports said, as text that can be compared."""
    for cell, column in slot.cells.items():
        for at, (number, value) in enumerate(zip(column.who, column.values, strict=True)):
            of = column.currencies[at : at + 1] + column.entries[at : at + 1]
            yield number, repr((cell, value, of))
    for number, value, entry in zip(slot.years.who, slot.years.values, slot.years.entries, strict=True):
        yield number, repr(("year", value, entry))
    for (number, entry), reason in slot.silent.items():
        yield number, repr(("silent", reason, entry))
    for number, entry in slot.carried:
        yield number, repr(("carried", entry))
    for number in slot.unasked:
        yield number, "unasked"
