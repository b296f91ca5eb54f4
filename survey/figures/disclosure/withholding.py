"""Withholding: the rule of three, which holds for readers who may not read the answers themselves.

No figure from fewer than three reporters is shown to them, nor one that subtraction would reveal: the world
minus its regions, a total minus its parts, a sum minus what the reader's own country gave, a rate times its
whole, this round minus the one before. A reader's own reporters (the `entitled`) are subtracted first,
everywhere; of reporters of whom a reader may read something only (`partly`: a contributor's sections), it
must be safe whether they are subtracted or not.

    what                            shown to others
    anything of an area             if the area's reports leave no one or two apart from those of the others:
                                    even who answered says something, where a question hangs on another one
    anything of a question that     if all the questions that it hangs on are shown of the area (`hanging`),
    hangs on others                 by its own, a row's or its section's condition, directly or through
                                    others: who was asked and who answered says what was answered there
    sum, count and share of a       if no one or two reporters can be told apart by subtracting anything
    choice, entries, rate, change   shown (`admitting`); where a question's sum is withheld, so is all of it
    median                          if five or more answered, at least three on either side of it
    quartiles                       if nine or more answered, at least three on either side of each
    lowest, highest, earliest,      never: each is one country's own answer, and often it is plain whose
    latest
    number of answers               with the figure
    reporting, reasons for missing, with the figure; if no one gave a value, where anything of the area is
    not asked, blank                and all the questions that it hangs on are
    reference years                 with the figure, if no currency of it is withheld (nor any rate)
    calculated percentages          where their rate is shown
    answers carried over            where it is shown how many rose, fell and stayed the same
    expected                        always: it is known who takes part
    breakdown checks, zero wholes   only where the reader may read every answer behind the figure
    names of those who answered     only of those whose answers the reader may read; so are texts
    figures of one country          never

What three or more have in common is shown: that all of them answered no, or that a sum is zero, says so of
each. Any number of rounds may be read side by side; the regions are those of one scheme: other schemes are
not for these readers. Who keeps a sum and looks again learns the difference: so these readers see editions of
a round, and all editions are judged together (`editions`): what one or two reporters have changed, or are new
or gone with, is withheld in the later edition, medians and what is told beside a figure too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from survey.figures.areas import COUNTRY, Area, Areas
from survey.figures.columns import places_of
from survey.figures.disclosure.admitting import Admitted, admit
from survey.figures.disclosure.reading import bare, readable
from survey.figures.figure import Figure
from survey.messages import say
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from survey.figures.adding_up import Figures

OF_ONE = say("figure/of-one", "Not shown, because these are the answers of a single country.")


@dataclass(frozen=True)
class Seen:
    """The figures of a round as a reader may see them; withheld figures hold no statistics."""

    figures: Figures
    entitled: frozenset[str] | None
    partly: frozenset[str] = frozenset()

    @property
    def areas(self) -> Areas:
        """The areas of the round."""
        return self.figures.areas

    def of(self, area: Area, question: str, row: str = "", cell: str = TOTAL) -> Figure:
        """Return a figure as this reader may see it."""
        figure = self.figures.of(area, question, row, cell)
        if self.entitled is None or (area.level == COUNTRY and area.code in self.entitled):
            return figure
        if area.level == COUNTRY:
            return bare(figure, OF_ONE)
        return readable(self.admitted, figure, self.entitled)

    def __iter__(self) -> Iterator[Figure]:
        """Yield every figure of the world and the regions, as this reader may see it."""
        for question, row, cell in places_of(self.figures.questionnaire):
            for area in self.areas.larger:
                yield self.of(area, question.id, row, cell)

    def in_area(self, area: Area) -> Iterator[Figure]:
        """Yield every figure of an area, as this reader may see it."""
        own = self.entitled is None or area.code in self.entitled
        for question, row, cell in places_of(self.figures.questionnaire):
            for at in self.figures.rows(area, question, row) if own else (row,):
                yield self.of(area, question.id, at, cell)

    @cached_property
    def admitted(self) -> Admitted:
        """The sums, rates and changes that this reader may see and cannot deduce answers from."""
        return admit(self.figures, (self.entitled or frozenset()) - self.partly, self.partly)


def seen_by(figures: Figures, entitled: Collection[str] | None, partly: Collection[str] = ()) -> Seen:
    """Return the figures for a reader who may read the answers of the `entitled` (None: of all reporters).

    `partly` are reporters with some answers that the reader may read, in these figures or elsewhere.
    """
    return Seen(figures, None if entitled is None else frozenset(entitled), frozenset(partly))
