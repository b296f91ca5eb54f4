"""The 21 countries of the partnership in May 2020, with what its public papers say of each, and two invented ones.

Names, priorities and next steps follow the papers; a country of which they name none has none here. The two
invented countries are there for what must not be invented about a real one, such as an annual review.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from survey.samples.papers import NEXT_STEPS, PRIORITIES

ALL = ("child_labour", "forced_labour", "human_trafficking")
NO_FORCED = ("child_labour", "human_trafficking")


@dataclass(frozen=True, slots=True)
class SampleCountry:
    """A sample country: its language, rough number of children (in thousands), currency, themes and plans.

    `names` are those of an invented country, by language; a real country has none here.
    """

    iso3: str
    language: str
    children: int
    currency: str = "USD"
    themes: tuple[str, ...] = ALL
    steps: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    has_roadmap: bool = False
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_invented(self) -> bool:
        """Tell whether there is no such country, so that anything may be said of it."""
        return bool(self.names)


def _real(iso3: str, language: str, children: int, currency: str) -> SampleCountry:
    themes = NO_FORCED if iso3 in WITHOUT_FORCED_LABOUR else ALL
    steps, priorities = NEXT_STEPS.get(iso3, ()), PRIORITIES.get(iso3, ())
    return SampleCountry(iso3, language, children, currency, themes, steps, priorities, iso3 in WITH_ROADMAP)


def _invented(iso3: str, letter: str, children: int) -> SampleCountry:
    names = {
        "en": f"Sample country {letter}",
        "fr": f"Pays d’exemple {letter}",
        "es": f"País de ejemplo {letter}",
    }
    steps = tuple(f"Sample text: next step {number}" for number in range(1, 5))
    priorities = tuple(f"Sample text: priority {number}" for number in range(1, 4))
    return SampleCountry(iso3, "en", children, "USD", ALL, steps, priorities, True, MappingProxyType(names))


WITHOUT_FORCED_LABOUR = ("ALB", "MDG", "VNM")
WITH_ROADMAP = ("CHL",)

_REAL = (
    ("ALB", "en", 500, "ALL"), ("CHL", "es", 3_000, "CLP"), ("CIV", "fr", 9_000, "XOF"),
    ("CRI", "es", 1_000, "CRC"), ("ETH", "en", 38_000, "ETB"), ("FJI", "en", 200, "FJD"),
    ("GHA", "en", 10_000, "GHS"), ("GTM", "es", 5_000, "GTQ"), ("HND", "es", 3_000, "HNL"),
    ("LKA", "en", 4_500, "LKR"), ("MAR", "fr", 8_000, "MAD"), ("MDG", "fr", 9_000, "MGA"),
    ("MEX", "es", 28_000, "MXN"), ("MRT", "fr", 1_500, "MRU"), ("MWI", "en", 7_000, "MWK"),
    ("NGA", "en", 66_000, "NGN"), ("NPL", "en", 8_000, "NPR"), ("PER", "es", 7_000, "PEN"),
    ("TUN", "fr", 2_500, "TND"), ("UGA", "en", 16_000, "UGX"), ("VNM", "en", 19_000, "VND"),
)  # fmt: skip

REAL_COUNTRIES: Mapping[str, SampleCountry] = MappingProxyType({row[0]: _real(*row) for row in _REAL})

INVENTED_COUNTRIES: Mapping[str, SampleCountry] = MappingProxyType(
    {"XAA": _invented("XAA", "A", 2_000), "XAB": _invented("XAB", "B", 4_000)}
)
"""Their codes are among those that ISO 3166 leaves to users, so that no country will ever have one."""

SAMPLE_COUNTRIES: Mapping[str, SampleCountry] = MappingProxyType({**REAL_COUNTRIES, **INVENTED_COUNTRIES})
