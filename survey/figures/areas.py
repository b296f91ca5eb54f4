"""Areas: the countries of a round, its regions, and the world, which is all countries.

A country has a region in each round. Without a scheme, the round's own regions apply, as stored when the
round opened; with a scheme, the scheme's regions. Reporters without a region count only in the world.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from survey.countries import ILO_SCHEME, Scheme, is_country
from survey.figures.cases import NO_NAMES, Expected
from survey.messages import Message, say

COUNTRY, REGION, WORLD = "country", "region", "world"


@dataclass(frozen=True, slots=True)
class Area:
    """A country, a region or the world, to add answers up in: its level, its code, and a region's scheme.

    The world and regions have a `name` to say; a country is named by `countries.country_name`, another
    reporter by `names` (by language).
    """

    level: str
    code: str
    scheme: str = ""
    version: str = ""
    name: Message | None = field(default=None, compare=False)
    names: Mapping[str, str] = field(default_factory=lambda: NO_NAMES, compare=False)


THE_WORLD = Area(WORLD, "world", name=say("area/world", "World"))


@dataclass(frozen=True)
class Areas:
    """The expected reporters, their regions, and the areas: the world first, then regions by scheme."""

    expected: Mapping[str, Expected]
    region_of: Mapping[str, str]
    regions: Sequence[Area]

    @property
    def larger(self) -> tuple[Area, ...]:
        """Return the world and its regions, without single countries."""
        return (THE_WORLD, *self.regions)

    @property
    def countries(self) -> tuple[Area, ...]:
        """Return each reporter as an area, in the order in which they are expected."""
        return tuple(
            Area(COUNTRY, expected.reporter, names=expected.names) for expected in self.expected.values()
        )

    @property
    def are_countries(self) -> bool:
        """Tell whether all expected reporters are countries (action groups are not)."""
        return all(is_country(reporter) for reporter in self.expected)

    def region(self, code: str) -> Area:
        """Return the region with this code."""
        return next(area for area in self.regions if area.code == code)

    def reporters_in(self, area: Area) -> list[str]:
        """Return the reporters expected in an area, in the order in which they are expected."""
        if area.level == WORLD:
            return list(self.expected)
        if area.level == REGION:
            return self._by_region.get(area.code, [])
        return [area.code] if area.code in self.expected else []

    @cached_property
    def _by_region(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for reporter in self.expected:
            found.setdefault(self.region_of[reporter], []).append(reporter)
        return found


def areas_of(expected: Iterable[Expected], scheme: Scheme | None = None) -> Areas:
    """Divide the reporters of a round into its own regions, or into the regions of a scheme."""
    reporters = {entry.reporter: entry for entry in expected}
    region_of = {
        entry.reporter: entry.region if scheme is None else scheme.region(entry.reporter)
        for entry in reporters.values()
    }
    return Areas(reporters, region_of, _regions(set(region_of.values()) - {""}, scheme or ILO_SCHEME))


def _regions(used: set[str], scheme: Scheme) -> tuple[Area, ...]:
    """Return the regions with expected reporters, in the scheme's order; unknown regions last, by code."""
    order = [code for code in scheme.regions if code in used]
    order += sorted(used - set(order))
    return tuple(
        Area(
            REGION,
            code,
            scheme.code,
            scheme.version,
            scheme.regions.get(code) or say("area/region", "Region {code}", code=code),
        )
        for code in order
    )
