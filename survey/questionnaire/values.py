"""The values that an answer can have, and the values that a condition computes with."""

from __future__ import annotations

from datetime import date

Value = float | int | str | tuple[str, ...] | date
"""The value in a cell of an answer."""

Operand = float | str | bool | tuple["Operand", ...] | None
"""A value inside a condition: dates are ISO text, years and numbers doubles, a blank is None."""
