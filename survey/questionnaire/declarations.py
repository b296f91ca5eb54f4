"""What a questionnaire declares once and its questions share: options, units, breakdowns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.messages import Text

if TYPE_CHECKING:
    from survey.questionnaire.conditions import Expression

SOURCE_TEXT = Text("", "")
"""No text."""


@dataclass(frozen=True, slots=True)
class Option:
    """A code with its label: a choice, a row, a theme, a place where something was reported."""

    code: str
    label: Text
    hint: Text = SOURCE_TEXT
    relevant: Expression | None = None
    relevant_text: Text = SOURCE_TEXT


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts: `count` (whole, from 0), `percent` (0 to 100), `money` or `amount`."""

    code: str
    label: Text
    measure: str


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A way to break a number down (sex, age), its codes in order; there is always a total."""

    code: str
    label: Text
    codes: tuple[Option, ...]
    total: Text
