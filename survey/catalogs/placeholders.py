"""Placeholders of texts, `{name}`: where they are, how they are filled, whether a translation keeps them.

Knows patterns only, never what the values are or how they are written.
"""

from __future__ import annotations

from functools import lru_cache
from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

COUNT = "count"
_SIGNS = frozenset(" ()[]…")
Parts = tuple[tuple[str, str], ...]


def has_placeholders(pattern: str) -> bool:
    """Tell whether a text has any brace, so that it cannot be shown as it is."""
    return "{" in pattern or "}" in pattern


@lru_cache(maxsize=8192)
def is_wordless(pattern: str) -> bool:
    """Tell whether a text is one placeholder or sign without words, which every language writes alike."""
    try:
        pieces = parts(pattern)
    except ValueError:
        return False
    return len(names(pattern)) < 2 and all(set(words) <= _SIGNS for words, _ in pieces)


@lru_cache(maxsize=8192)
def parts(pattern: str) -> Parts:
    """Take a text apart: each stretch of words with the name of the placeholder after it, or none."""
    found = []
    for words, name, spec, conversion in Formatter().parse(pattern):
        if name is not None and (spec or conversion or not name.isidentifier()):
            raise ValueError(f"{{{name}}} is not a plain {{name}}")
        found.append((words, name or ""))
    return tuple(found)


def names(pattern: str) -> frozenset[str]:
    """Name the placeholders of a text; raise ValueError when its braces are not in order."""
    if not has_placeholders(pattern):
        return frozenset()
    return frozenset(name for _, name in parts(pattern) if name)


def filled(pattern: str, values: Mapping[str, object], write: Callable[[object], str]) -> str:
    """Fill a text in; placeholders without a value stay, and so do texts with mismatched braces."""
    try:
        pieces = parts(pattern)
    except ValueError:
        return pattern
    said = []
    for words, name in pieces:
        said.append(words)
        if name:
            said.append(write(values[name]) if name in values else f"{{{name}}}")
    return "".join(said)


def fault(pattern: str) -> str:
    """Say what is wrong with the braces of a text, or nothing."""
    try:
        names(pattern)
    except ValueError as error:
        return f"braces are out of order ({error}); write {{name}}, and {{{{ or }}}} for a brace itself"
    return ""


def fault_of_plural(english: str, plural: str) -> str:
    """Say what is wrong with an English text and its plural, or nothing."""
    wrong = fault(english) or fault(plural)
    if not wrong and plural and names(english) - {COUNT} != names(plural) - {COUNT}:
        return "both forms must have the same placeholders; only {count} may be left out"
    return wrong


def fault_of_forms(source: Sequence[str], forms: Sequence[str], counts: Sequence[int]) -> str:
    """Say how a translation departs from its source's placeholders, or nothing.

    `counts` tells how many numbers use each form. Only a form for a single number may leave `{count}` out:
    French, for example, uses its singular for 0 and for 1.
    """
    wanted = frozenset[str]().union(*map(names, source))
    for form, numbers in zip(forms, counts, strict=True):
        wrong = fault(form) or _difference(wanted, names(form), len(forms) > 1 and numbers == 1)
        if wrong:
            return wrong
    return ""


def _difference(wanted: frozenset[str], found: frozenset[str], without_count: bool) -> str:
    lost = wanted - found - ({COUNT} if without_count else frozenset())
    if lost:
        return f"{_listed(lost)} is missing in the translation"
    if found - wanted:
        return f"{_listed(found - wanted)} is not in the English text"
    return ""


def _listed(found: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(found))
