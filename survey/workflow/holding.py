"""Who is signed in, and which roles they hold today. Knows no rule about what a role allows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(StrEnum):
    """A role: for a country, for a region, or for the whole partnership."""

    FOCAL_POINT = "focal_point"
    CONTRIBUTOR = "contributor"
    REVIEWER = "reviewer"
    SECRETARIAT = "secretariat"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds today: for a reporter, for a region (None: all regions), or for the whole.

    `sections` holds what is shared with a contributor (section id -> `edit` or `comment`) in the report
    `report_id` (None: in every report of the reporter). Other roles have all sections, and None here.
    """

    role: Role
    reporter: str | None = None
    region: str | None = None
    sections: Mapping[str, str] | None = None
    report_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who is signed in, and their roles."""

    person_id: int
    name: str
    language: str
    held: tuple[Held, ...] = ()
