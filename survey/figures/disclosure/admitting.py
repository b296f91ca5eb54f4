"""Admitting: which sums, rates and changes of a round may be shown to a reader, decided in one fixed order.

The round before comes first, as it was shown then, and then this one. In each it is first decided of which
areas anything is shown: of those whose reports do not leave one or two apart, so that not even who answered
can be worked out. Then come the sums, the rates and the changes; in each the questions in their order, the
total before its parts, the world before its regions, larger regions before smaller. Each is admitted if,
with all that is admitted already, no one or two reporters stand apart (`groups`): so a region of two is
withheld, and with it the next smallest, if the world would otherwise give it away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from survey.figures.areas import THE_WORLD, Area
from survey.figures.disclosure.candidates import BEFORE, EVERYWHERE, REPORTS, Candidate, Place
from survey.figures.disclosure.groups import Ledger, Reporters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.figures.adding_up import Figures

Entry = tuple[str, Area, Place, str]
"""What is admitted: sum, rate or change; the area, the place and the currency it is of."""


@dataclass
class Admitted:
    """What of a round's figures may be shown to a reader.

    The reader may read all answers of the `entitled`, and some of those of the `partly` entitled, here or in
    other rounds.
    """

    figures: Figures
    entitled: Reporters
    partly: Reporters = frozenset()
    entries: set[Entry] = field(default_factory=set)

    @cached_property
    def numbers_known(self) -> frozenset[int]:
        """The reports of whose answers the reader may know any, by number."""
        numbers = self.figures.columns.number_of
        return frozenset(numbers[one] for one in self.entitled | self.partly if one in numbers)

    def holds(self, what: str, area: Area, place: Place, currency: str = "") -> bool:
        """Tell whether something is admitted."""
        return (what, area, place, currency) in self.entries

    def tells_of(self, area: Area) -> bool:
        """Tell whether anything is shown of an area: also how many answered, and why others did not."""
        return self.holds(REPORTS, area, EVERYWHERE)

    def strangers(self, area: Area, place: Place) -> dict[str, int]:
        """Of how many the reader may not read the answers at a place, by currency."""
        behind = self.figures.candidates.behind[area, place]
        return {currency: self._strangers(who) for currency, who in behind.items()}

    def _strangers(self, who: Reporters) -> int:
        """Those of whom the reader knows nothing; of none only where all may be read wholly."""
        return len(who - self.entitled - self.partly) or len(who - self.entitled)


def admit(figures: Figures, entitled: Reporters, partly: Reporters = frozenset()) -> Admitted:
    """Decide what may be shown of a round to a reader who may read the answers of some reporters."""
    ledger, admitted = Ledger(entitled, partly), Admitted(figures, entitled, partly)
    told: dict[str, set[Area]] = {}
    for candidate in figures.candidates.in_order:
        when = candidate.topics[0][0]
        shown = list(_decided(candidate, ledger, told.get(when)))
        if candidate.what == REPORTS:
            told[when] = {area for _, area, _, _ in shown}
        if when != BEFORE:
            admitted.entries.update(shown)
    return admitted


def _decided(candidate: Candidate, ledger: Ledger, told: set[Area] | None) -> Iterator[Entry]:
    """What of a candidate can be shown: the world first, then larger areas before smaller ones.

    What can be shown in this round is taken for shown in it, even where the round before forbids it.
    """
    sizes = [one for one in candidate.sets if told is None or one[0] in told]
    sizes.sort(key=lambda one: (one[0] != THE_WORLD, -ledger.others(one[2]), one[0].code, one[1]))
    for area, currency, who in sizes:
        if ledger.admits(candidate.topics, who) and ledger.admits(candidate.then, who):
            yield candidate.what, area, candidate.place, currency
