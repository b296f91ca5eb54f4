"""The way to a provider and back: an address that only the same browser can come back from, once and soon.

Nothing is stored on the way out: all values follow from the browser's secret, and the state proves itself.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from survey.actions.single_sign_on.discovering import Discovery
from survey.actions.single_sign_on.providers import is_private_line
from survey.actions.single_sign_on.refusing import SignOnRefused

LASTS = timedelta(minutes=10)
SCOPE = "openid email"


@dataclass(frozen=True, slots=True)
class Journey:
    """A way to a provider and back, in one browser."""

    provider: str
    browser_token: str
    state: str

    @property
    def begun(self) -> datetime:
        """The time at which the browser left."""
        return datetime.fromtimestamp(int(self.state.split(".")[1]), UTC)

    @property
    def nonce(self) -> str:
        """The value that the provider's token must contain."""
        return self._derived("nonce")

    @property
    def verifier(self) -> str:
        """The secret of PKCE, without which the code is useless."""
        return self._derived("verifier")

    def _derived(self, use: str) -> str:
        return _proof(self.browser_token, f"{use} {self.provider} {self.state}")


def set_out(provider: str, browser_token: str, language: str, now: datetime) -> Journey:
    """Begin a way to a provider, for a page in a language."""
    open_part = f"{secrets.token_urlsafe(16)}.{now.timestamp():.0f}.{language}"
    proof = _proof(browser_token, f"state {provider} {open_part}")
    return Journey(provider, browser_token, f"{open_part}.{proof}")


def come_back(provider: str, browser_token: str, state: str, now: datetime) -> Journey:
    """Return the way that ends here, or refuse one that is late or was begun elsewhere."""
    open_part, _, proof = state.rpartition(".")
    wanted = _proof(browser_token, f"state {provider} {open_part}")
    if not hmac.compare_digest(proof.encode(), wanted.encode()):
        raise SignOnRefused("late", "a state of another browser")
    journey = Journey(provider, browser_token, state)
    if abs(now - journey.begun) > LASTS:
        raise SignOnRefused("late", "a state that has expired")
    return journey


def language_of_state(state: str) -> str:
    """Return the language in which a way was begun; callers must check that it exists."""
    parts = state.split(".")
    return parts[2] if len(parts) == 4 else ""


def address_of(journey: Journey, discovery: Discovery, back: str, email: str = "") -> str:
    """Return the address of the provider's sign-in page."""
    from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
    from authlib.oauth2.rfc7636 import create_s256_code_challenge

    address = discovery.metadata()["authorization_endpoint"]
    if not is_private_line(address):
        raise SignOnRefused("unproven", "an address without https")
    found: str = prepare_grant_uri(
        address,
        discovery.provider.client_id,
        "code",
        redirect_uri=back,
        scope=SCOPE,
        state=journey.state,
        nonce=journey.nonce,
        code_challenge=create_s256_code_challenge(journey.verifier),
        code_challenge_method="S256",
        login_hint=email or None,
    )
    return found


def _proof(browser_token: str, what: str) -> str:
    proof = hmac.new(browser_token.encode(), f"single-sign-on {what}".encode(), sha256).digest()
    return urlsafe_b64encode(proof).decode().rstrip("=")
