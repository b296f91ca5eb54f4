"""Letters about signing in: the sign-in letter, and the letters that a role began, ended or opens nothing.

Only the sign-in letter can sign anybody in, once and for a few minutes; others link to the sign-in page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from survey.letters.composing import Digits, Link, Prose, compose
from survey.messages import say, say_count

if TYPE_CHECKING:
    from survey.letters.letter import Letter, Reader
    from survey.messages import Message, Text

LINK_MINUTES = 15
"""How long a sign-in link and its code are valid."""

_CODE = re.compile(r"[0-9]{6}", re.ASCII)


def sign_in(reader: Reader, link: str, code: str, minutes: int = LINK_MINUTES) -> Letter:
    """Give a link and a code that sign the reader in."""
    if not _CODE.fullmatch(code):
        raise ValueError("a sign-in code has six digits")
    parts = (
        Prose(
            say_count(
                "letter/sign_in/open",
                "You asked to sign in. Open this page within {count} minute and press its button:",
                "You asked to sign in. Open this page within {count} minutes and press its button:",
                minutes,
            )
        ),
        Link(say("letter/sign_in/link", "Sign in"), link),
        Digits(
            say(
                "letter/sign_in/code",
                "Or type this code on the page where you asked for this e-mail:",
            ),
            code,
        ),
        Prose(
            say(
                "letter/sign_in/once",
                "The link and the code work once. If the time has passed, ask for a new e-mail on"
                " the sign-in page.",
            )
        ),
        Prose(
            say(
                "letter/sign_in/not-you",
                "Please do not forward this e-mail: whoever has it can sign in as you. If you did"
                " not ask for it, you have nothing to do; nobody can sign in without it.",
            )
        ),
    )
    subject = say(
        "letter/sign_in/subject", "Your sign-in link for {partnership}", partnership=reader.partnership
    )
    return compose("sign_in", reader, subject, parts)


def role_given(reader: Reader, role: Message | Text | str, link: str) -> Letter:
    """Welcome somebody to a role; `role` is its full name (`Focal point: Madagascar`)."""
    parts = (
        Prose(
            say(
                "letter/role_given/welcome",
                "Welcome to {partnership}. You now have this role: {role}.",
                partnership=reader.partnership,
                role=role,
            )
        ),
        Prose(
            say(
                "letter/role_given/next",
                "There is no password. To begin, open the page below and type this e-mail "
                "address; you receive an e-mail with a sign-in link at once. You can keep the "
                "address of this page: it does not change.",
            )
        ),
        Link(say("letter/role_given/link", "Open the sign-in page"), link),
    )
    subject = say("letter/role_given/subject", "Welcome to {partnership}", partnership=reader.partnership)
    return compose("role_given", reader, subject, parts)


def role_ended(reader: Reader, role: Message | Text | str) -> Letter:
    """Thank a person after the end of a role, and say that nothing they wrote is lost."""
    parts = (
        Prose(
            say(
                "letter/role_ended/thanks",
                "Your role “{role}” has ended, and its session is closed. Thank you for your work.",
                role=role,
            )
        ),
        Prose(
            say(
                "letter/role_ended/kept",
                "Everything that you entered stays with the country. You have nothing to do. If "
                "this is a mistake, please tell us within the next few days.",
            )
        ),
    )
    subject = say("letter/role_ended/subject", "Your role has ended: {role}", role=role)
    return compose("role_ended", reader, subject, parts)


def nothing_open(reader: Reader) -> Letter:
    """Tell a person who asked to sign in, but holds no role, why this letter has no link."""
    parts = (
        Prose(
            say(
                "letter/nothing_open/none",
                "You asked to sign in, but at present this e-mail address has no access to any "
                "report: your role has ended or not begun yet, or the sections that a colleague "
                "shared with you were taken back. So this e-mail has no link.",
            )
        ),
        Prose(
            say(
                "letter/nothing_open/next",
                "What you entered stays in the report. If you still have work to do there, please ask the "
                "focal point of your country to share the sections with you again.",
            )
        ),
    )
    subject = say(
        "letter/nothing_open/subject",
        "You have no access at present: {partnership}",
        partnership=reader.partnership,
    )
    return compose("nothing_open", reader, subject, parts)
