"""What a provider says of itself: its addresses and its keys, asked once and remembered for an hour.

A provider that does not answer is left alone for a while: nobody waits again for what just failed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any

from survey.actions.single_sign_on.calling import call
from survey.actions.single_sign_on.providers import Provider
from survey.actions.single_sign_on.refusing import SignOnRefused

REMEMBERED = 3_600.0
LEFT_ALONE = 20.0
"""Seconds for which a provider that failed is not asked again."""
KEYS_AT_LEAST = 60.0
"""Seconds for which keys count as new, so that false tokens cannot have them fetched again and again."""
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(slots=True)
class Remembered:
    """An answer of a provider, or its failure, with the time until which it is good."""

    value: Any = None
    asked_at: float = float("-inf")
    failed_at: float = float("-inf")
    refusal: SignOnRefused | None = None


@dataclass(slots=True)
class Discovery:
    """A provider with what it says of itself."""

    provider: Provider
    clock: Callable[[], float] = monotonic
    _metadata: Remembered = field(default_factory=Remembered)
    _keys: Remembered = field(default_factory=Remembered)
    _lock: Lock = field(default_factory=Lock)

    def metadata(self) -> dict[str, Any]:
        """Return the provider's addresses."""
        found: dict[str, Any] = self._remember(self._metadata, self._ask_metadata, REMEMBERED)
        return found

    def keys(self, *, fresh: bool = False) -> dict[str, Any]:
        """Return the provider's public keys, as a JWK set; fresh ones unless they were just fetched."""
        address = self.metadata()["jwks_uri"]
        lasts = KEYS_AT_LEAST if fresh else REMEMBERED
        found: dict[str, Any] = self._remember(self._keys, lambda: call(address), lasts)
        return found

    def _ask_metadata(self) -> dict[str, Any]:
        from authlib.oidc.discovery import get_well_known_url

        found = call(get_well_known_url(self.provider.issuer, external=True))
        if found.get("issuer") != self.provider.issuer:
            raise SignOnRefused("unproven", "another issuer in its description")
        if any(not isinstance(found.get(name), str) for name in NEEDED):
            raise SignOnRefused("unproven", "its description lacks an address")
        return found

    def _remember(self, kept: Remembered, ask: Callable[[], Any], lasts: float) -> Any:
        with self._lock:
            now = self.clock()
            if kept.asked_at > now - lasts:
                return kept.value
            if kept.refusal is not None and kept.failed_at > now - LEFT_ALONE:
                raise SignOnRefused(kept.refusal.why, kept.refusal.detail)
            try:
                kept.value, kept.asked_at, kept.refusal = ask(), now, None
            except SignOnRefused as refusal:
                kept.failed_at, kept.refusal = self.clock(), refusal
                raise
            return kept.value


@dataclass(frozen=True, slots=True)
class Discoveries:
    """What the providers of an installation said of themselves, in this process."""

    by_code: dict[str, Discovery] = field(default_factory=dict)

    def of(self, provider: Provider) -> Discovery:
        """Return what is known of a provider."""
        return self.by_code.setdefault(provider.code, Discovery(provider))
