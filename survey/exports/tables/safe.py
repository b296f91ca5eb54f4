"""Keeps spreadsheets from reading texts as formulas: puts an apostrophe before texts that look like one.

Numbers are unchanged; a negative number is a number, not a text.
"""

from __future__ import annotations

BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The characters that begin a formula; some spreadsheets accept the full-width forms too."""


def safe(text: str) -> str:
    """Return a text that spreadsheets do not read as a formula."""
    return f"'{text}" if text.startswith(BEGINS_FORMULA) else text
