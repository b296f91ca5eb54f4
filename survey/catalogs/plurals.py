"""Which form of a text goes with which number: gettext's `Plural-Forms`, Babel's where a catalog names none.

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
    """How many forms a language has, which one a number takes, how many numbers (to 1,000) each serves."""

    forms: int
    choose: Callable[[int], int]
    numbers: tuple[int, ...]


@lru_cache(maxsize=256)
def plural_rule(language: str, header: str = "") -> PluralRule:
    """Understand a catalog's own rule, or take Babel's for the language."""
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
    """Babel's rule for a language, as a catalog's header writes it."""
    return str(get_plural(Locale.parse(language.replace("-", "_"))))
