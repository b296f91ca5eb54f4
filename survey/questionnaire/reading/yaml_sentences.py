"""What is wrong with a file as YAML, in an author's words rather than the parser's.

Knows the parser's complaints and signs, nothing of questionnaires.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml

INDENTED = "this line does not fit with those around it; indent it like its neighbours, with spaces"
BEHIND_QUOTES = (
    "something stands behind a text in quotes; write a quote inside it twice, or use the other kind around it"
)
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
        "this line does not fit with those above it; indent it like them, or put its text in quotes",
    ),
    ("escape", "this text in double quotes holds a '\\' that means nothing; double it, or use single quotes"),
    (
        "hexdecimal",
        "this text in double quotes holds a '\\' that means nothing; double it, or use single quotes",
    ),
    ("directive", "a line that begins with '%' is not used here; take it out"),
    ("flow node", "a value is missing here, or a '[' or '{' is never closed"),
    ("tag", "tags ('!...') are not used here; put a text that begins with '!' in quotes"),
    ("anchor", "'&' and '*' begin anchors, which are not used here; put the text in quotes"),
    ("alias", "'&' and '*' begin anchors, which are not used here; put the text in quotes"),
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
    if "block mapping" in said and _behind_text(error, text):
        return BEHIND_QUOTES
    cure = next(
        (cure for part, cure in CURES if part in said), f"this cannot be read as YAML: {said.strip()}"
    )
    return cure.replace("{opened}", _opened(error))


def _line(error: yaml.MarkedYAMLError, text: str) -> str:
    """The line where the parser stops."""
    lines = text.splitlines()
    mark = error.problem_mark
    return lines[mark.line] if mark is not None and mark.line < len(lines) else ""


def _behind_text(error: yaml.MarkedYAMLError, text: str) -> bool:
    """Tell whether the parser stops behind a quotation mark."""
    mark = error.problem_mark
    before = _line(error, text)[: mark.column].rstrip() if mark is not None else ""
    return before.endswith(("'", '"'))


def _opened(error: yaml.MarkedYAMLError) -> str:
    """Say where the bracket is, if it is not in the line itself."""
    opens, stops = error.context_mark, error.problem_mark
    if opens is None or stops is None or opens.line == stops.line:
        return ""
    return f" (the bracket opens in line {opens.line + 1})"


def line_of(error: yaml.MarkedYAMLError, text: str) -> int:
    """The line (from 1) of the cure: where something opens that never closes, else where the parser stops."""
    said = f"{error.problem or ''} {error.context or ''}"
    opens = "end of stream" in said or "document indicator" in said or "simple key" in said
    mark = (opens and error.context_mark) or error.problem_mark or error.context_mark
    last = len(text.splitlines()) or 1
    return min(mark.line + 1, last) if mark else 1


def _is_tab(error: yaml.MarkedYAMLError, text: str) -> bool:
    """Tell whether a tab indents the line where the parser stops."""
    line = _line(error, text)
    return "\t" in line[: len(line) - len(line.lstrip())]


def odd_sign(sign: str) -> str:
    """Refuse a sign that nobody sees."""
    name = unicodedata.name(sign, "control character").lower()
    return f"an invisible sign stands in this line (U+{ord(sign):04X}, {name}); delete it"
