"""What every file that can be asked for has: a key, and a way to be written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from survey.languages import LANGUAGES, MIRROR

if TYPE_CHECKING:
    from datetime import datetime

    from survey.catalogs import Catalogs
    from survey.languages import Language


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that is ready to be made: the key of what it depends on now, and how it is written."""

    key: str
    write: Callable[[IO[bytes]], None]


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a maker works with; `seen(done, total)` is called as a file proceeds."""

    catalogs: Catalogs
    build: str
    now: datetime
    seen: Callable[[int, int], None]


def language_of(code: str) -> Language:
    """Return the language that the row of a job names."""
    return {**LANGUAGES, MIRROR.code: MIRROR}[code]
