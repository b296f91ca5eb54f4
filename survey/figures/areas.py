"""Areas: the countries of a round, its regions, and the world: all reporters of the round, not all countries.

A country has a region in each round. Without a scheme, the round's own regions apply, as stored when the
round opened; with a scheme, the scheme's regions. Reporters without a region are an area too, where others
have one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from survey.countries import ILO_SCHEME, Scheme, is_country
from survey.figures.cases import NO_NAMES, Expected
from survey.messages import Message, Text, say
from survey.questionnaire.model import Questionnaire

COUNTRY, REGION, WORLD = "country", "region", "world"
NO_REGION = "none"
"""The code of the area of all who have no region."""


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


WITHOUT_REGION = say("area/without-region", "Without a region")
THE_WORLD = Area(WORLD, "world", name=say("area/all", "All pathfinder countries"))
"""All who are expected in a round; its code is as old as the files. A questionnaire may name it otherwise."""


def stored_region(code: str) -> str:
    """Return the region as reports hold it: blank for the area of those without one."""
    return "" if code == NO_REGION else code


def name_of(area: Area, questionnaire: Questionnaire) -> Message | Text | None:
    """Return what an area is called in a questionnaire; None for a country or another reporter."""
    if area.level == WORLD and questionnaire.all_reporters:
        return questionnaire.all_reporters
    return area.name


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
        entry.reporter: region_in(scheme, entry.reporter, entry.region) for entry in reporters.values()
    }
    used = set(region_of.values())
    return Areas(reporters, region_of, _regions(used if used != {NO_REGION} else set(), scheme or ILO_SCHEME))


def region_in(scheme: Scheme | None, reporter: str, region: str) -> str:
    """Return the region of a reporter: its own of the round, or that of a scheme."""
    return (region if scheme is None else scheme.region(reporter)) or NO_REGION


def _regions(used: set[str], scheme: Scheme) -> tuple[Area, ...]:
    """Return the regions in use, in the scheme's order; then unknown regions by code, and none at all."""
    order = [code for code in scheme.regions if code in used]
    order += sorted(used - set(order), key=lambda code: (code == NO_REGION, code))
    return tuple(
        Area(
            REGION,
            code,
            scheme.code,
            scheme.version,
            scheme.regions.get(code) or _other_region(code),
        )
        for code in order
    )


def _other_region(code: str) -> Message:
    return WITHOUT_REGION if code == NO_REGION else say("area/region", "Region {code}", code=code)
