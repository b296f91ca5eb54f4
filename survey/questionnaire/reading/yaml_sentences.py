"""What is wrong with a file as YAML, in the words of someone who writes one; the parser has words of its own.

Knows the parser's complaints and signs, nothing of questionnaires.
"""

from __future__ import annotations

import unicodedata

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml

INDENTED = "this line does not fit with those around it; indent it like its neighbours, with spaces"
NO_COLON = "there is no ':' behind the key here; write 'key: value'"
SIGN_FIRST = "a text cannot begin with this sign; put the text in quotes"
COLON_INSIDE = (
    "a ':' is in the way here; put a text that holds ': ' in quotes, and indent each key like its neighbours"
)
NOT_CLOSED = "a quotation mark, '[' or '{' that opens here is never closed"

CURES = (
    ("mapping values are not allowed", COLON_INSIDE),
    ("block sequence entries are not allowed", "a '- ' cannot stand here; begin a new line for it"),
    ("block mapping", INDENTED),
    ("block collection", INDENTED),
    ("could not find expected ':'", NO_COLON),
    ("did not find expected ',' or '}'", "a ',' or '}' is missing here{opened}, or a text needs quotes"),
    ("did not find expected ',' or ']'", "a ',' or ']' is missing here{opened}, or a text needs quotes"),
    ("end of stream", NOT_CLOSED),
    ("document indicator", NOT_CLOSED),
    (
        "document start",
        "this line does not fit with those above it; indent it like them, or put the text in quotes",
    ),
    ("escape", "this text in double quotes holds a '\\' that means nothing; double it, or use single quotes"),
    (
        "hexdecimal",
        "this text in double quotes holds a '\\' that means nothing; double it, or use single quotes",
    ),
    ("tag", "tags ('!...') are not used here; put a text that begins with '!' in quotes"),
    ("anchor", "'&' and '*' begin anchors, which are not used here; put the text in quotes"),
    ("alias", "'&' and '*' begin anchors, which are not used here; put the text in quotes"),
    ("directive", "a line that begins with '%' is not used here; take it out"),
    ("indentation", INDENTED),
    ("simple key", INDENTED),
)


def unreadable(error: yaml.MarkedYAMLError, text: str) -> str:
    """Say why the parser stops, and the likely cure."""
    said = f"{error.problem or ''} {error.context or ''}"
    if _is_tab(error, text):
        return "a tab stands here; indent with spaces"
    if "cannot start any token" in said:
        return SIGN_FIRST
    return next(
        (cure for part, cure in CURES if part in said), f"this cannot be read as YAML: {said.strip()}"
    )


def line_of(error: yaml.MarkedYAMLError) -> int:
    """The line (from 1) where the cure belongs: where something opens that never closes, else where it stops."""
    said = f"{error.problem or ''} {error.context or ''}"
    opens = "end of stream" in said or "document indicator" in said or "simple key" in said
    mark = (opens and error.context_mark) or error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _is_tab(error: yaml.MarkedYAMLError, text: str) -> bool:
    """Tell whether a tab indents the line where the parser stops."""
    if error.problem_mark is None:
        return False
    lines = text.splitlines()
    line = lines[error.problem_mark.line] if error.problem_mark.line < len(lines) else ""
    return "\t" in line[: len(line) - len(line.lstrip())]


def odd_sign(sign: str) -> str:
    """Refuse a sign that nobody sees."""
    name = unicodedata.name(sign, "control character").lower()
    return f"an invisible sign stands in this line (U+{ord(sign):04X}, {name}); delete it"
