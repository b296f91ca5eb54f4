"""Texts as they are stored: composed (NFC), without control signs, line ends all alike. Knows no limits."""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_FOLDED = re.compile(r"[ \t]*\n[\s]*")
_BLANKS_BEFORE_END = re.compile(r"[^\S\n]+\n")
_UNWANTED = {
    code: None
    for span in (range(0x20), range(0x7F, 0xA0), range(0xD800, 0xE000), (0xFFFE, 0xFFFF, 0xFEFF))
    for code in span
    if chr(code) not in "\n\t"
}


def paragraphs(typed: str) -> str:
    """Write a text of several lines as it is stored."""
    text = _LINE_ENDS.sub("\n", typed).translate(_UNWANTED).replace("\t", " ")
    return unicodedata.normalize("NFC", _BLANKS_BEFORE_END.sub("\n", text)).strip()


def one_line(typed: str) -> str:
    """Write a text on a single line as it is stored: line ends become spaces."""
    return _FOLDED.sub(" ", paragraphs(typed))


def word_count(text: str) -> int:
    """Count the words between white space."""
    return len(text.split())
