"""The keys of the audit's seals: kept elsewhere, so that who can change the database cannot seal it anew."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from survey.errors import Refusal
from survey.messages import say

LEAST_CHARACTERS = 32
"""A shorter key could be guessed from its id, which is in the database."""
ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys by their ids; the newest seals, all of them verify."""

    known: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    @property
    def newest_id(self) -> str:
        """Return the id of the key that seals; an empty text seals without a key."""
        return next(iter(self.known), "")


NO_KEYS = Keys()


def keys_from(setting: str) -> Keys:
    """Read keys, the newest first, divided by blanks or lines; `@` and a path name a file that holds them."""
    try:
        words = (
            Path(setting[1:]).read_text(encoding="utf-8") if setting.startswith("@") else setting
        ).split()
    except (OSError, UnicodeDecodeError) as failure:
        raise Refusal(
            say("audit/no-key-file", "The file that SURVEY_AUDIT_KEY names cannot be read.")
        ) from failure
    if any(len(word) < LEAST_CHARACTERS for word in words):
        raise Refusal(
            say(
                "audit/short-key",
                "A key in SURVEY_AUDIT_KEY is too short: it needs {least} characters or more.",
                least=str(LEAST_CHARACTERS),
            )
        )
    return Keys(
        MappingProxyType({_derived("id", word).hex()[:ID_DIGITS]: _derived("key", word) for word in words})
    )


def _derived(purpose: str, word: str) -> bytes:
    return hmac.digest(word.encode(), f"survey audit {purpose}".encode(), sha256)
