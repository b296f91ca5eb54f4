"""Coverage: how many were expected to answer, how many did, and what is known of those who did not.

    counted         meaning
    expected        the round expects a report of them
    reports         their report counts
    reporting       it holds a value here
    missing         it says why there is none (counted by reason)
    not_asked       it was not asked: another theme, a condition, a module that is off, no rows of its own
    blank           it was asked and said nothing
    without_report  no report counts yet

Each that is expected is counted once: reporting, missing, not asked, blank or without report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from survey.messages import Message, say_count

NONE_MISSING: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who stands behind a figure, in numbers. Where it is not `told`, only how many are expected is said."""

    expected: int
    reports: int
    reporting: int
    missing: Mapping[str, int] = field(default_factory=lambda: NONE_MISSING)
    not_asked: int = 0
    blank: int = 0
    are_countries: bool = True
    told: bool = True

    @property
    def without_report(self) -> int:
        """How many have no report that counts."""
        return self.expected - self.reports

    @property
    def asked(self) -> int:
        """Of how many an answer was asked, as far as is known: all but those not asked."""
        return self.expected - self.not_asked

    @property
    def share(self) -> float:
        """Which part of those expected reported, 0 to 1."""
        return self.reporting / self.expected if self.expected else 0.0

    def sentence(self) -> Message:
        """The coverage in words."""
        if not self.told:
            return self._expected()
        if self.are_countries:
            return say_count(
                "figure/coverage-countries",
                "{reporting} of {count} country",
                "{reporting} of {count} countries",
                self.expected,
                reporting=self.reporting,
            )
        return say_count(
            "figure/coverage-reporters",
            "{reporting} of {count} report expected",
            "{reporting} of {count} reports expected",
            self.expected,
            reporting=self.reporting,
        )

    def _expected(self) -> Message:
        """How many are expected, where it may not be seen how many answered."""
        if self.are_countries:
            return say_count(
                "figure/countries-expected",
                "{count} country expected",
                "{count} countries expected",
                self.expected,
            )
        return say_count(
            "figure/reports-expected", "{count} report expected", "{count} reports expected", self.expected
        )
