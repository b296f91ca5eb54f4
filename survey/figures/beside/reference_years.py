"""Reference years: of which years the answers behind a statistic are, and how many of them say so."""

from __future__ import annotations

from dataclasses import dataclass

from survey.messages import Message, say


@dataclass(frozen=True, slots=True)
class ReferenceYears:
    """The earliest and the latest year, how many of the answers give one, and how many there are.

    `differing` counts the rates whose two numbers are of different years.
    """

    first: int
    last: int
    given: int
    of: int
    differing: int = 0

    def sentence(self) -> Message:
        """Say the years in words, and how many gave them."""
        if self.first == self.last:
            return say(
                "figure/year-given",
                "{year}, given by {given} of {all}",
                year=str(self.first),
                given=self.given,
                all=self.of,
            )
        return say(
            "figure/years-given",
            "{first} to {last}, given by {given} of {all}",
            first=str(self.first),
            last=str(self.last),
            given=self.given,
            all=self.of,
        )
