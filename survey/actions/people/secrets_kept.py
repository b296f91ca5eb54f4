"""How secrets are kept: as hashes only."""

from __future__ import annotations

from hashlib import sha256


def hashed(secret: str) -> str:
    """Return the hash that is stored instead of a secret."""
    return sha256(secret.encode()).hexdigest()
