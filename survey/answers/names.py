"""Names of places in a report, used by inputs, links and problems.

`question[@row][/cell][~part]`: `cl.number`, `cl.number/age=Y5T14;sex=F`, `cl.conventions@C182`,
`priorities.objective@e3`, `cl.number~source`. The total cell is left out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from survey.questionnaire.model import TOTAL

PARTS = ("missing", "currency", "reference_year", "source", "link", "reported_to", "comment", "entry")
_NAME = re.compile(
    r"(?P<question>[a-z][a-z0-9_.]*)(?:@(?P<row>[A-Za-z0-9_-]+))?"
    r"(?:/(?P<cell>[A-Za-z0-9_=;-]+))?(?:~(?P<part>[a-z_]+))?"
)


class Where(NamedTuple):
    """A place in a report: a question, its row if it has rows, its cell, and the part of the answer."""

    question: str
    row: str = ""
    cell: str = TOTAL
    part: str = ""


LONGEST = 400
"""The most characters of a name."""


def field_name(question: str, row: str = "", cell: str = TOTAL, part: str = "") -> str:
    """Return the name of a place."""
    at_row = f"@{row}" if row else ""
    in_cell = f"/{cell}" if cell not in ("", TOTAL) else ""
    of_part = f"~{part}" if part else ""
    return f"{question}{at_row}{in_cell}{of_part}"


def place_of(name: str) -> Where | None:
    """Read a name back; None if it names no place."""
    return _place_of(name) if len(name) <= LONGEST else None


@lru_cache(maxsize=8192)
def _place_of(name: str) -> Where | None:
    found = _NAME.fullmatch(name)
    if not found:
        return None
    question, row, cell, part = found.group("question", "row", "cell", "part")
    if part and part not in PARTS:
        return None
    return Where(question, row or "", cell or TOTAL, part or "")
