"""What is wrong with a set of answers, as values: many at once, in the order of the questions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from survey.messages import Message


class Severity(StrEnum):
    """How much a problem matters: it stops the submission, asks for a comment, or is a remark."""

    STOPS = "stops"
    ASKS = "asks"
    REMARKS = "remarks"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one answer, and what to do about it.

    `field` is the name of the input that cures it (see `survey.answers.names`).
    """

    question: str
    field: str
    message: Message
    severity: Severity = Severity.STOPS
