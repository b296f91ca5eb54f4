"""Quoting: whether a passage is in a text word for word. Knows words and gaps, no country and no page.

A gap is written `[…]` or `[...]`; line breaks and spaces may differ, nothing else.
"""

from __future__ import annotations

import re

_GAP = re.compile(r"\[(?:…|\.\.\.)\]")


def is_quoted(passage: str, text: str) -> bool:
    """Tell whether the parts of a passage stand in a text, in their order."""
    whole = " ".join(text.split())
    parts = [part for part in (" ".join(one.split()) for one in _GAP.split(passage)) if part]
    at = 0
    for part in parts:
        found = whole.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return bool(parts)
