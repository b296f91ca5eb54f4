"""Which form of a text a number takes: by gettext's `Plural-Forms`, or by Babel's rule where there is none.

Knows numbers and rules, no texts.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from gettext import c2py
from typing import TYPE_CHECKING

from babel import Locale
from babel.messages.plurals import get_plural

if TYPE_CHECKING:
    from collections.abc import Callable

_RULE = re.compile(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+);?\s*")


@dataclass(frozen=True, slots=True)
class PluralRule:
    """How many forms a language has, which form a number takes, how many numbers (to 1,000) take each."""

    forms: int
    choose: Callable[[int], int]
    numbers: tuple[int, ...]


@lru_cache(maxsize=256)
def plural_rule(language: str, header: str = "") -> PluralRule:
    """Read a catalog's own rule, or take Babel's rule for the language."""
    rule = _RULE.fullmatch(header or babel_rule(language))
    if rule is None:
        raise ValueError(f"Plural-Forms cannot be understood: {header}")
    try:
        forms, choose = int(rule[1]), c2py(rule[2])
    except ValueError as error:
        raise ValueError(f"Plural-Forms cannot be understood: {error}") from None
    used = Counter(choose(number) for number in range(1001))
    if max(used) >= forms:
        raise ValueError(f"Plural-Forms chooses a form that it does not have: {header}")
    return PluralRule(forms, choose, tuple(used[form] for form in range(forms)))


def babel_rule(language: str) -> str:
    """Return Babel's rule for a language, as a catalog's header writes it."""
    return str(get_plural(Locale.parse(language.replace("-", "_"))))
