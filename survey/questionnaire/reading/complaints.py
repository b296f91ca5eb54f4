"""Marshmallow's complaints, as places in the file and sentences for its author.

Knows marshmallow's words and how it nests them, nothing of what the keys mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marshmallow import ValidationError

    from survey.questionnaire.reading.yaml_lines import Path

PREDICATES = ("must ", "is ", "offers ", "has ")
"""How complaints begin that do not name what they speak of."""

WRAPPERS = ("key", "value", "_schema")
"""Steps that marshmallow puts between a place and what is wrong there."""

PLAIN = {
    "Not a valid string.": "must be a text",
    "Not a valid list.": "must be a list: entries in [brackets], or lines that begin with '- '",
    "Not a valid mapping type.": "must hold keys with values, each in a line of its own",
    "Not a valid integer.": "must be a whole number",
    "Not a valid number.": "must be a number",
    "Not a valid boolean.": "must be yes or no",
    "Not a valid date.": "must be a date such as 2020-12-31",
}
"""What marshmallow says of itself, in the words of the rest."""


def messages_of(error: ValidationError) -> dict[Any, Any]:
    """Return what marshmallow found wrong, by key."""
    found = error.messages
    return found if isinstance(found, dict) else {"_schema": found}


def sentences(errors: object, data: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Flatten marshmallow's nested errors to places and sentences."""
    if isinstance(errors, Mapping):
        for key, inner in errors.items():
            wraps = key in WRAPPERS and _at(data, (*path, key)) is None
            yield from sentences(inner, data, path if wraps else (*path, key))
    elif _at(data, path) == "":
        yield path, f"{_named(path)} is empty; fill it, or leave the key out if it is not needed"
    else:
        for error in errors if isinstance(errors, (list, tuple)) else [errors]:
            yield path, _sentence(path, str(error))


def _at(data: Any, path: Path) -> object:
    """Return what the file has at a path; None where it has nothing."""
    for step in path:
        inside = (isinstance(data, dict) and step in data) or (
            isinstance(data, list) and isinstance(step, int) and step < len(data)
        )
        if not inside:
            return None
        data = data[step]
    return data


def _named(path: Path) -> str:
    """Name the key of a place, or the key of the list that holds it."""
    keys = [str(step) for step in path if isinstance(step, str)]
    own = path and isinstance(path[-1], str)
    return f"'{keys[-1]}'" if own else f"an entry of '{keys[-1]}'" if keys else "the file"


def _sentence(path: Path, error: str) -> str:
    """Name the key in front of a complaint that does not name anything itself."""
    plain = PLAIN.get(error, error)
    if not path or ("'" in plain and not plain.startswith(PREDICATES)):
        return plain
    return f"{_named(path)} {plain[0].lower()}{plain[1:].rstrip('.')}"
