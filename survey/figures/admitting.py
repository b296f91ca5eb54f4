"""Admitting: which sums, rates and changes of a round may be shown to a reader, decided in one fixed order.

The round before comes first, as it was shown then; then this round's sums, its rates, and what changed; in
each the questions in their order, the total before its parts, the world before its regions, larger regions
before smaller. Each is admitted if, with all that is admitted already, no one or two reporters stand apart
(`groups`): so a region of two is withheld, and with it the next smallest, if the world would otherwise give
it away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from survey.figures.areas import THE_WORLD, Area
from survey.figures.candidates import BEFORE, Candidate, Place
from survey.figures.groups import Ledger, Reporters

if TYPE_CHECKING:
    from survey.figures.adding_up import Figures

Entry = tuple[str, Area, Place, str]
"""What is admitted: sum, rate or change; the area, the place and the currency it is of."""


@dataclass
class Admitted:
    """What of a round's figures may be shown to a reader, who may read the answers of the `entitled`."""

    figures: Figures
    entitled: Reporters
    entries: set[Entry] = field(default_factory=set)

    @cached_property
    def numbers_known(self) -> frozenset[int]:
        """The reports whose answers the reader may read, by number."""
        numbers = self.figures.columns.number_of
        return frozenset(numbers[one] for one in self.entitled if one in numbers)

    def holds(self, what: str, area: Area, place: Place, currency: str = "") -> bool:
        """Tell whether something is admitted."""
        return (what, area, place, currency) in self.entries

    def strangers(self, area: Area, place: Place) -> dict[str, int]:
        """Of how many the reader may not read the answers at a place, by currency."""
        behind = self.figures.candidates.behind[area, place]
        return {currency: len(who - self.entitled) for currency, who in behind.items()}


def admit(figures: Figures, entitled: Reporters) -> Admitted:
    """Decide what may be shown of a round to a reader who may read the answers of some reporters."""
    ledger, admitted = Ledger(entitled), Admitted(figures, entitled)
    for candidate in figures.candidates.in_order:
        shown = set(_decided(candidate, ledger))
        if candidate.topics[0][0] != BEFORE:
            admitted.entries |= shown
    return admitted


def _decided(candidate: Candidate, ledger: Ledger) -> list[Entry]:
    """What of a candidate can be shown: the world first, then larger areas before smaller ones."""
    sizes = [(area, currency, who - ledger.entitled) for area, currency, who in candidate.sets]
    sizes.sort(key=lambda one: (one[0] != THE_WORLD, -len(one[2]), one[0].code, one[1]))
    return [
        (candidate.what, area, candidate.place, currency)
        for area, currency, who in sizes
        if ledger.admits(candidate.topics, who)
    ]
