"""Texts that no spreadsheet takes for a formula: an apostrophe before those that would begin one.

Numbers are untouched; a negative number is a number and no text.
"""

from __future__ import annotations

BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""The signs that begin a formula; some spreadsheets take the full-width forms for the same."""


def safe(text: str) -> str:
    """The text, so that it stays one."""
    return f"'{text}" if text.startswith(BEGINS_FORMULA) else text
