"""What is wrong with a mail address: it must be what it looks like, and a letter must be able to carry it."""

from __future__ import annotations

import re
import unicodedata

from survey.actions.mail.mail_server import addressed
from survey.messages import Message, say

ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@[^@\s<>,;:\"()\[\]\\]+\.[^@\s.<>,;:\"()\[\]\\]+")
LONGEST_ADDRESS = 254

UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Categories of characters that cannot be seen, direction marks among them."""
SEEN_AS_NOTHING = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]")
"""Letters and marks that are drawn as nothing, or as a space."""
WRITTEN_TOGETHER = (
    frozenset({"CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"CJK", "HANGUL"}),
    frozenset({"CJK", "BOPOMOFO"}),
)
"""Scripts that one language uses together."""


def complaint_of_address(email: str) -> Message | None:
    """Return what is wrong with a mail address, or None."""
    address = email.strip()
    if _has_unseen(address):
        return say(
            "people/address-unseen",
            "This address has a character that cannot be seen or that turns the direction of writing. Type "
            "the address instead of copying it.",
        )
    if any(_mixes_scripts(label) for label in re.split("[.@]", address)):
        return say(
            "people/address-mixed",
            "A part of this address mixes letters of different alphabets, which may look alike. Type the "
            "address in one alphabet.",
        )
    if len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address) or not _can_be_written_to(address):
        return say(
            "people/address",
            "This is not an e-mail address. Write it like name@office.org.",
        )
    return None


def _has_unseen(address: str) -> bool:
    unseen = any(unicodedata.category(sign) in UNSEEN and not sign.isspace() for sign in address)
    return unseen or SEEN_AS_NOTHING.search(address) is not None


def _mixes_scripts(label: str) -> bool:
    scripts = {_script(sign) for sign in label if unicodedata.category(sign).startswith("L")}
    return len(scripts) > 1 and not any(scripts <= together for together in WRITTEN_TOGETHER)


def _script(letter: str) -> str:
    """Return the script of a letter: Unicode's names of letters begin with it."""
    return unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]


def _can_be_written_to(address: str) -> bool:
    """Tell whether a letter can be addressed: the library knows the rules, and says no in many ways."""
    try:
        addressed("", address).as_bytes()
    except Exception:
        return False
    return True
