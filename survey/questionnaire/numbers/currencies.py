"""The currencies that an amount can be in: those of ISO 4217 that CLDR knows, past ones included."""

from __future__ import annotations

from babel.numbers import list_currencies

KNOWN = frozenset(list_currencies())


def is_currency(code: str) -> bool:
    """Tell whether this is the code of a currency."""
    return code in KNOWN
