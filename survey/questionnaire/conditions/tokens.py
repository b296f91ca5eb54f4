"""A condition cut into tokens, and the slips that people make while typing one.

Knows spelling, not grammar: whether the tokens make sense together is for `parsing`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from survey.questionnaire.conditions.mistakes import ConditionMistake, mistake

LONGEST = 2000
LONGEST_ID = 80

SLIPS = {
    "==": "; write '='",
    "=<": "; write '<='",
    "=>": "; write '>='",
    "<>": "; write '!='",
    "≤": "; write '<='",
    "≥": "; write '>='",
    "≠": "; write '!='",
    "&&": "; write 'and'",
    "&": "; write 'and', or concat(a, b) to join texts",
    "||": "; write 'or'",
    "|": "; write 'or'",
    "!": "; write '!=' to compare, not(...) to negate",
    "−": "; write the ordinary minus '-'",
    "–": "; write the ordinary minus '-'",
    "×": "; write '*'",
    "÷": "; write 'div'",
    "/": "; write 'div' to divide",
    "%": "; write 'mod' for the remainder, numbers without the sign",
    "“": "; write straight quotes around texts: 'like this'",
    "”": "; write straight quotes around texts: 'like this'",
    "„": "; write straight quotes around texts: 'like this'",
    "‘": "; write straight quotes around texts: 'like this'",
    "’": "; write straight quotes around texts: 'like this'",
    "«": "; write straight quotes around texts: 'like this'",
    "»": "; write straight quotes around texts: 'like this'",
    "`": "; write straight quotes around texts: 'like this'",
    ";": "; write ',' between arguments",
    "[": "; write round brackets",
    "]": "; write round brackets",
}

# `!` alone is a slip, `!=` is not; every other slip is told by its characters.
_SLIP = "|".join(re.escape(slip) + ("(?!=)" if slip == "!" else "") for slip in SLIPS)
_TOKEN = re.compile(
    rf"""(?P<space>[ \t\r\n]+)
    |\$\{{(?P<reference>[a-z0-9_.]{{1,{LONGEST_ID}}})\}}
    |(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)
    |(?P<text>'[^']*'|"[^"]*")
    |(?P<name>[A-Za-z_](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_]))*)
    |(?P<slip>{_SLIP})
    |(?P<sign><=|>=|!=|[-+*=<>(),.])""",
    re.VERBOSE,
)
_ID = re.compile(rf"[a-z0-9_.]{{1,{LONGEST_ID}}}")


class Token(NamedTuple):
    """A piece of a condition: what kind it is, its text (an id without `${}`), and where it starts."""

    kind: str
    text: str
    position: int

    @property
    def shown(self) -> str:
        """Show it in a sentence, as the author wrote it; what cannot be printed is left out."""
        if self.kind == "text":
            return "".join(sign if sign.isprintable() else "…" for sign in self.text)
        return f"'${{{self.text}}}'" if self.kind == "reference" else _quoted(self.text)


def tokens(source: str) -> list[Token]:
    """Cut a condition into tokens, with a token of kind `end` after the last."""
    if len(source) > LONGEST:
        sentence = f"the condition has {len(source):,} characters; at most {LONGEST:,} are possible"
        raise ConditionMistake(sentence, LONGEST)
    found: list[Token] = []
    position = 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        kind = match.lastgroup if match else None
        if match is None or kind is None or kind == "slip":
            raise _misspelt(source, position, match[0] if match else source[position])
        if kind != "space":
            found.append(Token(kind, match[kind], position))
        position = match.end()
    found.append(Token("end", "", len(source)))
    return found


def _misspelt(source: str, position: int, piece: str) -> ConditionMistake:
    if piece in SLIPS:
        return mistake(_quoted(piece), position, SLIPS[piece])
    if piece in "'\"":
        return mistake("the text that starts", position, f" is never closed; add {piece} behind it")
    if piece == "$":
        return _bad_reference(source, position)
    if piece in "{}":
        return mistake(
            f"'{piece}'", position, " means nothing here; write ${id} for the answer to a question"
        )
    if piece.isspace():
        return mistake(f"an unusual space ({_named(piece)})", position, "; type an ordinary one")
    return mistake(f"the character {_quoted(piece)}", position, " means nothing in a condition; remove it")


def _bad_reference(source: str, position: int) -> ConditionMistake:
    if not source.startswith("${", position):
        return mistake("'$'", position, " must be followed by an id in braces: ${id}")
    end = source.find("}", position)
    if end < 0:
        return mistake("the '${'", position, " is never closed; add '}' behind the id")
    inside = source[position + 2 : end]
    likely = inside.strip().lower().replace("-", "_").replace(" ", "_")
    cure = f"; did you mean ${{{likely}}}?" if _ID.fullmatch(likely) else ""
    rule = f" is not an id: ids are small letters, digits, '_' and '.', at most {LONGEST_ID}"
    return mistake(_quoted(source[position : end + 1]), position, rule + cure)


def _quoted(piece: str) -> str:
    shortened = piece if len(piece) <= LONGEST_ID + 3 else piece[:LONGEST_ID] + "…"
    return f"'{shortened}'" if shortened.isprintable() else f"({_named(shortened[0])})"


def _named(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()
