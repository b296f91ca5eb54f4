"""Passkeys: a device signs a challenge that was made for this session; the library checks what it signed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import webauthn
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json_dict
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from survey.errors import Refusal
from survey.messages import say
from survey.storage.factors.factors import SecondFactor, factors_of, find_passkey, is_registered, use_passkey
from survey.storage.factors.pending import PendingProof, keep_pending
from survey.storage.people.people import Person

ANSWER_WITHIN = timedelta(minutes=5)
LONGEST_ANSWER = 20_000
PORTS = {"http": 80, "https": 443}


class PasskeyRefused(Refusal):
    """An answer of a device that does not prove anything."""

    code = "passkey"


@dataclass(frozen=True, slots=True)
class Site:
    """The site that passkeys belong to: its host and its origin, as `SURVEY_BASE_URL` says, and its name."""

    host: str
    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser was asked to answer: a challenge, by this site."""

    challenge: bytes
    site: Site


def site_of(base_url: str, name: str) -> Site | None:
    """Return the site for passkeys; none where browsers offer none: at a bare address, or without HTTPS."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if not host or _is_address(host) or (parts.scheme != "https" and host != "localhost"):
        return None
    port = "" if parts.port in (None, PORTS.get(parts.scheme)) else f":{parts.port}"
    return Site(host, f"{parts.scheme}://{host}{port}", name)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def options_to_register(
    session: Session, session_id: int, person: Person, site: Site, now: datetime
) -> dict[str, Any]:
    """Return what a browser needs to make a passkey; the challenge is kept in the session."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_id=f"person {person.id}".encode(),
        user_name=person.email,
        user_display_name=person.name,
        exclude_credentials=_known(session, person.id),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    _keep(session, session_id, "register", options.challenge, now)
    return options_to_json_dict(options)


def options_to_present(
    session: Session, session_id: int, person_id: int, site: Site, now: datetime
) -> dict[str, Any]:
    """Return what a browser needs to present a passkey; the challenge is kept in the session."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        allow_credentials=_known(session, person_id),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    _keep(session, session_id, "present", options.challenge, now)
    return options_to_json_dict(options)


def passkey_of(session: Session, person_id: int, answer: str, asked: Asked, now: datetime) -> SecondFactor:
    """Return the new passkey that a browser's answer proves, yet without a name; or refuse."""
    try:
        made = webauthn.verify_registration_response(
            credential=_read(answer),
            expected_challenge=asked.challenge,
            expected_rp_id=asked.site.host,
            expected_origin=asked.site.origin,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise refused() from wrong
    credential_id = bytes_to_base64url(made.credential_id)
    if is_registered(session, credential_id):
        raise refused()
    return SecondFactor(
        person_id=person_id,
        kind="passkey",
        name="",
        credential_id=credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        added_at=now,
    )


def use_answer(session: Session, person_id: int, answer: str, asked: Asked, now: datetime) -> None:
    """Accept a browser's answer to a challenge, by one of the person's own passkeys; refuse any other."""
    read = _read(answer)
    factor = find_passkey(session, person_id, str(read.get("id", "")))
    if factor is None:
        raise refused()
    try:
        proved = webauthn.verify_authentication_response(
            credential=read,
            expected_challenge=asked.challenge,
            expected_rp_id=asked.site.host,
            expected_origin=asked.site.origin,
            credential_public_key=factor.public_key or b"",
            credential_current_sign_count=factor.sign_count or 0,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise refused() from wrong
    if not use_passkey(session, factor.id, proved.new_sign_count, now):
        raise refused()


def _known(session: Session, person_id: int) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(id=base64url_to_bytes(factor.credential_id or ""))
        for factor in factors_of(session, person_id, "passkey")
    ]


def _keep(session: Session, session_id: int, sort: str, challenge: bytes, now: datetime) -> None:
    keep_pending(
        session,
        PendingProof(
            session_id=session_id,
            sort=sort,
            value=challenge,
            made_at=now,
            expires_at=now + ANSWER_WITHIN,
            wrong=0,
        ),
    )


def _read(answer: str) -> dict[str, Any]:
    """Read what a browser answered; refuse what is no object, and what no database can look up."""
    try:
        read = json.loads(answer) if len(answer) <= LONGEST_ANSWER else None
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict) or not str(read.get("id", "")).isprintable():
        raise refused()
    return read


def refused() -> PasskeyRefused:
    """Return the refusal of an answer."""
    return PasskeyRefused(
        say(
            "factors/passkey-refused",
            "The passkey was not accepted. Press the button again, and choose the passkey of this site.",
        )
    )
