"""Letters about second factors: a code to confirm with, and what changed about how somebody signs in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from survey.letters.composing import Digits, Link, Prose, compose
from survey.messages import say, say_count

if TYPE_CHECKING:
    from survey.letters.letter import Letter, Reader
    from survey.messages import Message

CODE_MINUTES = 15
"""How long a code to confirm with is valid."""

_CODE = re.compile(r"[0-9]{6}", re.ASCII)


class Changed(StrEnum):
    """What changed about how somebody signs in."""

    ADDED = "added"
    REMOVED = "removed"
    RECOVERED = "recovered"
    CODES = "codes"
    RESET = "reset"


CHANGES: Mapping[Changed, Callable[[str], Message]] = {
    Changed.ADDED: lambda name: say(
        "letter/factors_changed/added",
        "A second step was added to your sign-in: “{name}”. From now on you are asked for it after the link "
        "or the code of the e-mail.",
        name=name,
    ),
    Changed.REMOVED: lambda name: say(
        "letter/factors_changed/removed", "A second step of your sign-in was removed: “{name}”.", name=name
    ),
    Changed.RECOVERED: lambda name: say(
        "letter/factors_changed/recovered",
        "One of your recovery codes was used to sign in or to confirm a step. It does not work again.",
    ),
    Changed.CODES: lambda name: say(
        "letter/factors_changed/codes",
        "New recovery codes were made for you. The earlier ones do not work any more.",
    ),
    Changed.RESET: lambda name: say(
        "letter/factors_changed/reset",
        "The second step of your sign-in and your recovery codes were removed at your request, and you were "
        "signed out everywhere. When you sign in again, you can set up a new second step.",
    ),
}


def proof_code(reader: Reader, code: str, minutes: int = CODE_MINUTES) -> Letter:
    """Give a code with which the reader confirms a step."""
    if not _CODE.fullmatch(code):
        raise ValueError("a code to confirm with has six digits")
    parts = (
        Digits(
            say_count(
                "letter/proof_code/code",
                "You are about to do something important. To confirm that it is you, type this code within "
                "{count} minute on the page that asks for it:",
                "You are about to do something important. To confirm that it is you, type this code within "
                "{count} minutes on the page that asks for it:",
                minutes,
            ),
            code,
        ),
        Prose(
            say(
                "letter/proof_code/not-you",
                "Please do not forward this e-mail, and tell nobody the code. If you are not using our "
                "pages now, somebody else may be signed in as you: open the page “Where you are signed in” "
                "and end the sessions that you do not recognize.",
            )
        ),
    )
    subject = say(
        "letter/proof_code/subject", "Your code to confirm: {partnership}", partnership=reader.partnership
    )
    return compose("proof_code", reader, subject, parts)


def factors_changed(reader: Reader, change: Changed, name: str, link: str) -> Letter:
    """Tell what changed about how the reader signs in; `name` is what they call a passkey or an app."""
    parts = (
        Prose(CHANGES[change](name)),
        Prose(
            say(
                "letter/factors_changed/not-you",
                "If this was you, you have nothing to do. If it was not you, tell us at once.",
            )
        ),
        Link(say("letter/factors_changed/link", "Open the sign-in page"), link),
    )
    subject = say(
        "letter/factors_changed/subject",
        "Your sign-in was changed: {partnership}",
        partnership=reader.partnership,
    )
    return compose("factors_changed", reader, subject, parts)
