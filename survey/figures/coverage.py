"""Coverage: how many reporters were expected to answer, how many did, and what is known of the others.

    counted         meaning
    expected        the round expects their report
    reports         their report counts
    reporting       they stand behind the figure, or behind one of its statistics
    missing         the report says why there is none (counted by reason)
    not_asked       the report was not asked: another theme, a condition, a module that is off, no own rows
    blank           the report was asked and says nothing
    apart           they answered, but do not stand behind this statistic: an amount in another currency, a
                    percentage without the two numbers of a rate, or a rate whose whole is zero
    without_report  no report counts yet

Each expected reporter is counted once: reporting, missing, not asked, blank, apart or without report.
`Figure.coverage_of` gives the coverage of a statistic, for pages and files alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from survey.messages import Message, say_count

NONE_MISSING: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many reporters a figure is made of. Where this is not `told`, only the number expected is said."""

    expected: int
    reports: int
    reporting: int
    missing: Mapping[str, int] = field(default_factory=lambda: NONE_MISSING)
    not_asked: int = 0
    blank: int = 0
    are_countries: bool = True
    told: bool = True
    apart: int = 0

    @property
    def without_report(self) -> int:
        """Return how many reporters have no report that counts."""
        return self.expected - self.reports

    @property
    def asked(self) -> int:
        """Return how many reporters were asked this question, if known: all but those not asked."""
        return self.expected - self.not_asked

    @property
    def share(self) -> float:
        """Return the share of the expected reporters who reported, 0 to 1."""
        return self.reporting / self.expected if self.expected else 0.0

    def only(self, reporting: int) -> Coverage:
        """Return the coverage of a statistic that fewer reporters stand behind; the others stand apart."""
        if reporting == self.reporting:
            return self
        return replace(self, reporting=reporting, apart=self.apart + self.reporting - reporting)

    def untold(self) -> Coverage:
        """Return the coverage for readers who may know only how many are expected."""
        return Coverage(self.expected, 0, 0, are_countries=self.are_countries, told=False)

    def sentence(self) -> Message:
        """Say the coverage in words."""
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
        """Say how many are expected, where the reader may not see how many answered."""
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
