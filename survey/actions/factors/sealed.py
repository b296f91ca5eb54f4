"""Sealing what the database must not know, such as secrets of apps, under the installation's secret key."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from survey.errors import Broken
from survey.messages import say
from survey.settings import Settings

KEY_BYTES, NONCE_BYTES = 32, 12
OF_DEMONSTRATIONS = b"Everybody knows the key of a demo"
"""A demonstration has no secrets: anybody may sign in as its people."""


class SealBroken(Broken):
    """A secret cannot be sealed or opened: the installation's secret key is missing or another one."""

    code = "seal"


@dataclass(frozen=True, slots=True)
class Seal:
    """The seal of an installation. Its key is read, or made, when it is first needed."""

    file: Path | None
    """The file with the secret key; none for a demonstration."""

    def seal(self, secret: bytes, person_id: int) -> bytes:
        """Seal a secret for one person."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self._key()).encrypt(nonce, secret, _bound_to(person_id))

    def open(self, sealed: bytes, person_id: int) -> bytes:
        """Open what was sealed for a person."""
        try:
            return AESGCM(self._key()).decrypt(
                sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound_to(person_id)
            )
        except (InvalidTag, ValueError) as broken:
            raise _seal_broken() from broken

    def _key(self) -> bytes:
        secret = _secret_in(self.file) if self.file is not None else OF_DEMONSTRATIONS
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"survey authenticator apps").derive(secret)


def seal_of(settings: Settings) -> Seal:
    """Return the seal of an installation."""
    return Seal(None if settings.demo else settings.secret_file)


def _secret_in(file: Path) -> bytes:
    """Return the secret key of an installation; make it if there is none yet."""
    try:
        if not file.exists():
            _make(file)
        secret = file.read_bytes().strip()
    except OSError as broken:
        raise _seal_broken() from broken
    if len(secret) < KEY_BYTES:
        raise _seal_broken()
    return secret


def _make(file: Path) -> None:
    """Make a file with a new secret key, whole or not at all: another process may do the same."""
    file.parent.mkdir(parents=True, exist_ok=True)
    begun = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    opened = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(opened, "w", encoding="ascii") as writing:
            writing.write(secrets.token_hex(KEY_BYTES) + "\n")
            writing.flush()
            os.fsync(writing.fileno())
        with suppress(FileExistsError):
            os.link(begun, file)
    finally:
        begun.unlink()


def _bound_to(person_id: int) -> bytes:
    return f"person {person_id}".encode()


def _seal_broken() -> SealBroken:
    return SealBroken(
        say(
            "factors/seal",
            "Authenticator apps cannot be used at the moment. Use a passkey or a recovery code, and tell the "
            "secretariat.",
        )
    )
