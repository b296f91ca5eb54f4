"""Names of columns that programs take as they are: letters, digits and underscore, none twice.

Knows no questionnaire.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from survey.exports.tables.tables import Holds

BETWEEN = "__"
NO_LETTER = re.compile(r"[^A-Za-z0-9_]")
VALUE = "value"


def name_of(holds: Holds) -> str:
    """Return the name of a column by what it holds; another column may have the same name."""
    cells = [part.replace("=", "_") for part in holds.cell.split(";") if part]
    part = [] if holds.part in (VALUE, "choice", "words") else [holds.part]
    parts = [holds.question, holds.row, *cells, holds.choice, *part]
    return BETWEEN.join(NO_LETTER.sub("_", part) for part in parts if part)


@dataclass
class Names:
    """The names that are taken, however they are capitalized: databases do not tell capitals apart."""

    taken: set[str] = field(default_factory=set)

    def reserve(self, names: Iterable[str]) -> None:
        """Take names that no other column may have."""
        self.taken.update(name.casefold() for name in names)

    def free(self, name: str) -> str:
        """Take a name, with a number at its end if it is taken."""
        number, chosen = 2, name
        while chosen.casefold() in self.taken:
            chosen, number = f"{name}_{number}", number + 1
        self.taken.add(chosen.casefold())
        return chosen
