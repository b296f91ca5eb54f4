"""The provider's answer: a code is exchanged for a token, and the token must prove what it says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from survey.actions.single_sign_on.calling import call
from survey.actions.single_sign_on.discovering import Discovery
from survey.actions.single_sign_on.leaving import Journey
from survey.actions.single_sign_on.providers import Provider, domain_of
from survey.actions.single_sign_on.refusing import SignOnRefused

ALGORITHMS = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519",
)  # fmt: skip
"""Signatures that only the holder of a private key can make."""
LEEWAY = 60
"""Seconds by which the clocks may differ."""
LONGEST_ADDRESS = 254


def proven_address(journey: Journey, discovery: Discovery, code: str, back: str, now: datetime) -> str:
    """Exchange a code for a token; return the address that it proves, or refuse."""
    answer = exchange(journey, discovery, code, back)
    raw, access = answer.get("id_token"), answer.get("access_token")
    if not isinstance(raw, str):
        raise SignOnRefused("unproven", "no token")
    access = access if isinstance(access, str) else ""
    claims = verified(raw, access, journey, discovery, now)
    if "email" not in claims and access:
        claims = {**_about(discovery, access, claims), **claims}
    return address_in(claims, discovery.provider)


def exchange(journey: Journey, discovery: Discovery, code: str, back: str) -> dict[str, Any]:
    """Exchange a code for tokens at the provider."""
    from authlib.oauth2.auth import ClientAuth
    from authlib.oauth2.rfc6749.parameters import prepare_token_request

    provider, metadata = discovery.provider, discovery.metadata()
    body = prepare_token_request(
        "authorization_code", code=code, redirect_uri=back, code_verifier=journey.verifier
    )
    auth = ClientAuth(provider.client_id, provider.client_secret, _way_to_prove(provider, metadata))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    address, headers, body = auth.prepare("POST", metadata["token_endpoint"], headers, body)
    return call(address, body, headers)


def _way_to_prove(provider: Provider, metadata: Mapping[str, Any]) -> str:
    """Return how this installation proves to the provider who it is."""
    if not provider.client_secret:
        return "none"
    offered = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return "client_secret_basic" if "client_secret_basic" in offered else "client_secret_post"


def verified(
    raw: str, access: str, journey: Journey, discovery: Discovery, now: datetime
) -> Mapping[str, Any]:
    """Return what a token says, if it was signed by this provider, for us, for this way, and is not late."""
    from authlib.oidc.core import CodeIDToken
    from joserfc.errors import JoseError

    provider = discovery.provider
    try:
        token = _decoded(raw, discovery)
        claims = CodeIDToken(
            token.claims,
            token.header,
            {
                "iss": {"essential": True, "value": provider.issuer},
                "aud": {"essential": True, "value": provider.client_id},
                "sub": {"essential": True},
            },
            {"nonce": journey.nonce, "client_id": provider.client_id, "access_token": access},
        )
        claims.validate(int(now.timestamp()), LEEWAY)
    except (JoseError, ValueError, TypeError, KeyError) as wrong:
        detail = getattr(wrong, "claim", None) or type(wrong).__name__
        raise SignOnRefused("unproven", str(detail)) from None
    found: Mapping[str, Any] = claims
    return found


def _decoded(raw: str, discovery: Discovery) -> Any:
    """Check the signature of a token; where its key is unknown, with the provider's newest keys."""
    from joserfc import jwt
    from joserfc.errors import BadSignatureError, InvalidKeyIdError
    from joserfc.jwk import KeySet

    def decoded(keys: Any) -> Any:
        return jwt.decode(raw, KeySet.import_key_set(keys), ALGORITHMS)

    try:
        return decoded(discovery.keys())
    except (BadSignatureError, InvalidKeyIdError):
        return decoded(discovery.keys(fresh=True))


def _about(discovery: Discovery, access: str, claims: Mapping[str, Any]) -> Mapping[str, Any]:
    """Ask the provider for the address, where its token does not hold it."""
    address = discovery.metadata().get("userinfo_endpoint")
    if not isinstance(address, str):
        return {}
    found = call(address, headers={"Authorization": f"Bearer {access}"})
    if found.get("sub") != claims["sub"]:
        raise SignOnRefused("unproven", "another person")
    return found


def address_in(claims: Mapping[str, Any], provider: Provider) -> str:
    """Return the address of a provider's person, if the provider answers for it."""
    email = claims.get("email")
    if not isinstance(email, str) or not email.isprintable() or not 0 < len(email) <= LONGEST_ADDRESS:
        raise SignOnRefused("unverified", "no address")
    said = claims.get("email_verified")
    is_verified = said is True or said == "true"
    if not is_verified and not (provider.trusted and said is None):
        raise SignOnRefused("unverified", "email_verified")
    if not email.isascii() and email.lower() != email:
        # Some signs become others in lower case, and an address must not become that of somebody else.
        raise SignOnRefused("unverified", "letters")
    if domain_of(email) not in provider.domains:
        raise SignOnRefused("foreign", "the domain")
    return email.strip().lower()
