"""Who somebody is, and what they hold today. Knows no rule about what that allows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(StrEnum):
    """What somebody is: for a country, for a region, or for the whole."""

    FOCAL_POINT = "focal_point"
    CONTRIBUTOR = "contributor"
    REVIEWER = "reviewer"
    SECRETARIAT = "secretariat"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Held:
    """A role as somebody holds it today: for a reporter, for a region (None: all of them), or for the whole.

    `sections` says what a contributor was given (section id -> `edit` or `comment`) in the report `report_id`
    (None: in any of the reporter's); for all other roles it is None, and they have all sections.
    """

    role: Role
    reporter: str | None = None
    region: str | None = None
    sections: Mapping[str, str] | None = None
    report_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who is signed in, and all that they hold."""

    person_id: int
    name: str
    language: str
    held: tuple[Held, ...] = ()
