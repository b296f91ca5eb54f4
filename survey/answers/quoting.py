"""Quoting: checks that a passage is in a text word for word. Knows words and gaps, not countries or pages.

A gap is written `[…]` or `[...]`. Only line breaks and spaces may differ.
"""

from __future__ import annotations

import re

_GAP = re.compile(r"\[(?:…|\.\.\.)\]")


def is_quoted(passage: str, text: str) -> bool:
    """Tell whether a text contains the parts of a passage, in order."""
    whole = " ".join(text.split())
    parts = [part for part in (" ".join(piece.split()) for piece in _GAP.split(passage)) if part]
    at = 0
    for part in parts:
        found = whole.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return bool(parts)
