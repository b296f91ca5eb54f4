"""Cases: reports as figures and files read them, each with the content of a frozen snapshot.

Knows the shape of the content, never where it is stored nor who may see it. A draft is a case only in a
preview; it is frozen for the preview, and its state says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

NO_NAMES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Expected:
    """A reporter from whom a round expects a report, with its region (a group has none)."""

    reporter: str
    region: str = ""
    names: Mapping[str, str] = field(default_factory=lambda: NO_NAMES)


@dataclass(frozen=True, slots=True)
class Case:
    """A report that counts: its reporter, its state, and its snapshot's content as `freezing` writes it.

    `content` is the parsed JSON of format 1: its `answers` are question, row, then the answer with its
    `kind`, `cells`, `missing`, `currency`, `reference_year` and the rest; blanks are left out.
    """

    reporter: str
    region: str
    state: str
    content: Mapping[str, Any]
    report_id: int = 0
    updated_at: datetime | None = None
    names: Mapping[str, str] = field(default_factory=lambda: NO_NAMES)
