"""Refusals: each has a code, a status and a sentence that tells people what to do.

Refusal
├── NotFound        404  there is nothing here, or nothing for this person
├── Unreadable      400  what was sent cannot be understood
├── TooLarge        413  what was sent is too large
├── Busy            503  somebody else held what was needed until the deadline
└── Broken          500  our own mistake
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from survey.messages import Message


class Refusal(Exception):
    """A refused request, with a sentence for the person who made it."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class NotFound(Refusal):
    """There is nothing here, or nothing for this person."""

    code = "not-found"
    status = 404


class Unreadable(Refusal):
    """What was sent cannot be understood."""

    code = "unreadable"


class TooLarge(Refusal):
    """What was sent is too large."""

    code = "too-large"
    status = 413


class Busy(Refusal):
    """What was needed could not be had before the deadline; to try again may help."""

    code = "busy"
    status = 503


class Broken(Refusal):
    """Our own mistake."""

    code = "broken"
    status = 500
