"""The letter about a sign-in on a device that was not known."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from survey.languages import time_of_day
from survey.letters.composing import Link, Prose, compose
from survey.messages import say

if TYPE_CHECKING:
    from datetime import datetime

    from survey.letters.letter import Letter, Reader


def new_device(reader: Reader, device: str, at: datetime, link: str) -> Letter:
    """Tell a person that they signed in on a new device, and what to do if it was somebody else."""
    utc = at.astimezone(UTC)
    clock = time_of_day(utc, reader.speaker.place)
    parts = (
        Prose(
            say(
                "letter/new_device/device",
                "Your address was used to sign in on a new device on {date} at {time} (UTC): {device}.",
                date=utc.date(),
                time=clock,
                device=device,
            )
            if device
            else say(
                "letter/new_device/unknown",
                "Your address was used to sign in on a new device on {date} at {time} (UTC).",
                date=utc.date(),
                time=clock,
            )
        ),
        Prose(say("letter/new_device/you", "If that was you, you have nothing more to do.")),
        Prose(
            say(
                "letter/new_device/not-you",
                "If it was not you, open the page below, sign out everywhere, and tell us at once:",
            )
        ),
        Link(say("letter/new_device/link", "See where you are signed in"), link),
    )
    subject = say(
        "letter/new_device/subject", "Sign-in on a new device: {partnership}", partnership=reader.partnership
    )
    return compose("new_device", reader, subject, parts)
