"""Problems: what is wrong with a set of answers, as values in question order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from survey.messages import Message


class Severity(StrEnum):
    """The severity of a problem: it stops the submission, asks for a comment, or is only a remark."""

    STOPS = "stops"
    ASKS = "asks"
    REMARKS = "remarks"


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of one answer, with a message that says what to do.

    `field` names the input where it can be corrected (see `survey.answers.names`).
    """

    question: str
    field: str
    message: Message
    severity: Severity = Severity.STOPS
