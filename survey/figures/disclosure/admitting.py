"""Admitting: which sums, rates and changes of a round may be shown to a reader, decided in a fixed order.

The round before comes first, as it was shown then, and then this round; of each round its earlier editions
(`editions`). In each round, the areas are decided
first: nothing is shown of an area when its reports would single out one or two reporters, so that nobody can
work out who answered. Then come the sums, the rates and the changes; in each, the questions in their order,
the total before its parts, the world before its regions, larger regions before smaller. A candidate is
admitted if, together with everything admitted before, it singles out no one or two reporters (`groups`): so a
region of two is withheld, and with it the next smallest, if the world would otherwise give it away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from survey.figures.areas import THE_WORLD, Area
from survey.figures.disclosure.candidates import EVERYWHERE, NOW, REPORTS, SUM, Candidate, QuestionCell
from survey.figures.disclosure.groups import Ledger, Reporters
from survey.figures.disclosure.hanging import RowPlace, hangs_on
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.figures.adding_up import Figures
    from survey.questionnaire.model import Question

Admission = tuple[str, Area, QuestionCell, str]
"""What is admitted: a sum, rate or change, with its area, question cell and currency."""


@dataclass
class Admitted:
    """The figures of a round that may be shown to a reader.

    The reader may read all answers of the `entitled`, and some of those of the `partly` entitled, here or in
    other rounds.
    """

    figures: Figures
    entitled: Reporters
    partly: Reporters = frozenset()
    entries: set[Admission] = field(default_factory=set)
    _gates: dict[RowPlace, frozenset[RowPlace]] = field(default_factory=dict, repr=False)

    @cached_property
    def numbers_known(self) -> frozenset[int]:
        """Return the numbers of the reports with answers that the reader may know, all or some."""
        numbers = self.figures.columns.number_of
        return frozenset(numbers[reporter] for reporter in self.entitled | self.partly if reporter in numbers)

    def holds(self, what: str, area: Area, place: QuestionCell, currency: str = "") -> bool:
        """Tell whether something is admitted."""
        return (what, area, place, currency) in self.entries

    def tells_of(self, area: Area) -> bool:
        """Tell whether anything is shown of an area, even how many answered, and why others did not."""
        return self.holds(REPORTS, area, EVERYWHERE)

    def tells_who_was_asked(self, area: Area, question: Question, row: str) -> bool:
        """Tell whether everything that decides who is asked a question is shown of an area."""
        gates = self._gates.get((question.id, row))
        if gates is None:
            gates = hangs_on(self.figures.questionnaire, question, row)
            self._gates[question.id, row] = gates
        return all(self._counts(area, (gate, at, TOTAL)) for gate, at in gates)

    def _counts(self, area: Area, place: QuestionCell) -> bool:
        """Tell whether the answers at a place may be counted, in every currency."""
        currencies = self.figures.candidates.behind.get((area, place), ())
        return all(self.holds(SUM, area, place, currency) for currency in currencies)

    def strangers(self, area: Area, place: QuestionCell) -> dict[str, int]:
        """Count the reporters with answers at a place that the reader may not read, by currency."""
        behind = self.figures.candidates.behind[area, place]
        return {currency: self._strangers(who) for currency, who in behind.items()}

    def _strangers(self, who: Reporters) -> int:
        """Count the reporters unknown to the reader; 0 only where the reader may read all their answers."""
        return len(who - self.entitled - self.partly) or len(who - self.entitled)


def admit(figures: Figures, entitled: Reporters, partly: Reporters = frozenset()) -> Admitted:
    """Decide what may be shown of a round to a reader who may read the answers of some reporters."""
    ledger, admitted = Ledger(entitled, partly), Admitted(figures, entitled, partly)
    told: dict[tuple[str, int | None], set[Area]] = {}
    for candidate in figures.candidates.in_order:
        when = (candidate.topics[0][0], candidate.past.number if candidate.past is not None else None)
        shown = list(_decided(candidate, ledger, told.get(when)))
        if candidate.what == REPORTS:
            told[when] = {area for _, area, _, _ in shown}
        if when == (NOW, None):
            admitted.entries.update(shown)
    return admitted


def _decided(candidate: Candidate, ledger: Ledger, told: set[Area] | None) -> Iterator[Admission]:
    """Yield what can be shown of a candidate: the world first, then larger areas before smaller areas.

    What can be shown in this round counts as shown in it, even where the round before forbids it.
    """
    sets = [(area, currency, who) for area, currency, who in candidate.sets if told is None or area in told]
    sets.sort(key=lambda given: (given[0] != THE_WORLD, -ledger.others(given[2]), given[0].code, given[1]))
    for area, currency, who in sets:
        named = candidate.past.named if candidate.past is not None else None
        if ledger.admits(candidate.topics, who, named) and ledger.admits(candidate.then, who, named):
            yield candidate.what, area, candidate.place, currency
