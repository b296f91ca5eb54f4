"""Estimates how wide a text is, and breaks it into lines. Knows only an average font.

Pages use the reader's own sans serif; these are the widths of Helvetica, with a margin for wider fonts.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

SIZE = 14
"""The font size in pixels; the style sheet has the same value."""
LINE = 18
MARGIN = 1.16
WIDE_LETTERS = {"W", "F"}
OTHER, EM = 600, 1000

_WIDTHS = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft\u00a0\u202f",
    333: "()-`r\u2019\u2018",
    334: "{}",
    355: '"\u201c\u201d',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu\u2013",
    584: "+<=>~\u2212",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "\u2014\u2026",
    1015: "@",
}
WIDTHS = {letter: width for width, letters in _WIDTHS.items() for letter in letters}


@lru_cache(maxsize=4096)
def width_of(text: str) -> float:
    """Estimate the width of a text in pixels."""
    return sum(map(_letter, text)) * SIZE * MARGIN / EM


@lru_cache(maxsize=4096)
def broken(text: str, width: float, most: int = 4) -> tuple[str, ...]:
    """Break a text into lines of at most this width; cut it with an ellipsis after `most` lines."""
    lines: list[str] = []
    line = ""
    for word in (part for long in text.split(" ") for part in _chopped(long, width)):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1], width)]
    return tuple(lines)


@lru_cache(maxsize=4096)
def _letter(letter: str) -> int:
    known = WIDTHS.get(letter)
    if known is not None:
        return known
    category = unicodedata.category(letter)
    if category in ("Mn", "Cf", "Me"):
        return 0
    if unicodedata.east_asian_width(letter) in WIDE_LETTERS:
        return EM
    return WIDTHS.get(unicodedata.normalize("NFD", letter)[0], OTHER)


def _chopped(word: str, width: float) -> list[str]:
    """Split a word that is wider than a line."""
    pieces: list[str] = []
    while width_of(word) > width:
        end = max(1, next((at for at in range(len(word), 0, -1) if width_of(word[:at]) <= width), 1))
        if end == len(word):
            break
        pieces.append(word[:end])
        word = word[end:]
    return [*pieces, word]


def _cut(line: str, width: float) -> str:
    while line and width_of(line + "…") > width:
        line = line[:-1]
    return line.rstrip(" ,;:") + "…"
