"""How each locale of CLDR writes numbers: its signs, its groups, its digits. Knows no text and no value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

ZEROS = {
    "adlm": 0x1E950,
    "arab": 0x0660,
    "arabext": 0x06F0,
    "beng": 0x09E6,
    "cakm": 0x11136,
    "deva": 0x0966,
    "hmnp": 0x1E140,
    "mtei": 0xABF0,
    "mymr": 0x1040,
    "nkoo": 0x07C0,
    "olck": 0x1C50,
    "tibt": 0x0F20,
}
"""The nought of each numbering system that some locale has by default; Babel knows their names only."""


@dataclass(frozen=True, slots=True)
class Notation:
    """A way to write numbers: its signs, the size of the last group and of the others, its nought."""

    decimal: str
    group: str
    minus: str
    last_group: int
    other_groups: int
    zero: int

    @property
    def groups(self) -> bool:
        """Tell whether digits are grouped at all (`en_US_POSIX` does not)."""
        return self.last_group < 10


@lru_cache(maxsize=2048)
def notations(locale: Locale) -> tuple[Notation, ...]:
    """Return the notations of a locale, its own first; a second where Latin digits have other signs."""
    systems = dict.fromkeys((locale.default_numbering_system, "latn"))
    return tuple(dict.fromkeys(_notation(locale, system) for system in systems))


def _notation(locale: Locale, system: str) -> Notation:
    symbols = locale.number_symbols.get(system, {})
    last, others = locale.decimal_formats[None].grouping
    return Notation(
        decimal=symbols.get("decimal", "."),
        group=symbols.get("group", ","),
        minus=symbols.get("minusSign", "-"),
        last_group=last,
        other_groups=others,
        zero=ZEROS.get(system, ord("0")),
    )
