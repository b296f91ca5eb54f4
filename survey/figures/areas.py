"""Areas: the countries of a round, the regions they make in it, and the world, which is all of them.

A region belongs to a country and a round: without a scheme the round's own regions hold, as they were kept
when it opened; with a scheme, that scheme's. Reporters that are in no region count in the world alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from survey.countries import COUNTRIES, ILO_SCHEME, Scheme
from survey.figures.cases import NO_NAMES, Expected
from survey.messages import Message, say

COUNTRY, REGION, WORLD = "country", "region", "world"


@dataclass(frozen=True, slots=True)
class Area:
    """A place whose answers are added up: its level, its code, and the scheme a region belongs to.

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
    """Who is expected, in which region, and the areas they make: the world first, then regions by scheme."""

    expected: Mapping[str, Expected]
    region_of: Mapping[str, str]
    regions: Sequence[Area]

    @property
    def larger(self) -> tuple[Area, ...]:
        """The world and its regions, without single countries."""
        return (THE_WORLD, *self.regions)

    @property
    def countries(self) -> tuple[Area, ...]:
        """Each reporter as an area of its own, in the order in which they are expected."""
        return tuple(Area(COUNTRY, one.reporter, names=one.names) for one in self.expected.values())

    @property
    def are_countries(self) -> bool:
        """Tell whether all who are expected are countries (action groups are not)."""
        return all(one in COUNTRIES for one in self.expected)

    def region(self, code: str) -> Area:
        """The region with this code."""
        return next(area for area in self.regions if area.code == code)

    def reporters_in(self, area: Area) -> list[str]:
        """Who is expected in an area, in the order in which they are expected."""
        if area.level == WORLD:
            return list(self.expected)
        if area.level == REGION:
            return self._by_region.get(area.code, [])
        return [area.code] if area.code in self.expected else []

    @cached_property
    def _by_region(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in self.expected:
            found.setdefault(self.region_of[one], []).append(one)
        return found


def areas_of(expected: Iterable[Expected], scheme: Scheme | None = None) -> Areas:
    """Divide the reporters of a round into regions: its own ones, or those of a scheme."""
    reporters = {one.reporter: one for one in expected}
    region_of = {
        one.reporter: one.region if scheme is None else scheme.region(one.reporter)
        for one in reporters.values()
    }
    return Areas(reporters, region_of, _regions(set(region_of.values()) - {""}, scheme or ILO_SCHEME))


def _regions(used: set[str], scheme: Scheme) -> tuple[Area, ...]:
    """The regions where somebody is expected, in the scheme's order; unknown ones last, by their codes."""
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
