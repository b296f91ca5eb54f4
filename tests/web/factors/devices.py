"""Devices of people in tests: an authenticator app, and a passkey made of software."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from hashlib import sha256
from secrets import token_bytes

import pyotp
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import bytes_to_base64url, encode_cbor

HOST = "survey.example"
SITE = f"https://{HOST}"
AT_PRESENT, ATTESTED = 0x01, 0x41
"""The flags of an answer: somebody was there; and a new key comes with it."""


def setting(world, **values):
    """Let the operator choose another setting."""
    known = world.app.jinja_env.globals
    known["settings"] = replace(known["settings"], **values)


@dataclass
class Passkey:
    """A device that makes one passkey, and signs challenges with it."""

    origin: str = SITE
    host: str = HOST
    count: int = 0
    id: bytes = field(default_factory=lambda: token_bytes(16))
    key: object = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def register(self, options):
        """Answer to the options for a new passkey."""
        numbers = self.key.public_key().public_numbers()
        public = encode_cbor(
            {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        )
        new = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        attested = {"fmt": "none", "attStmt": {}, "authData": self._data(ATTESTED) + new}
        return self._answer("webauthn.create", options, {"attestationObject": encode_cbor(attested)})

    def present(self, options):
        """Answer to the options for presenting the passkey."""
        self.count += 1
        data, said = self._data(AT_PRESENT), self._said("webauthn.get", options)
        signature = self.key.sign(data + sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._answer("webauthn.get", options, {"authenticatorData": data, "signature": signature})

    def _data(self, flags):
        return sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _said(self, kind, options):
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _answer(self, kind, options, response):
        response = {"clientDataJSON": self._said(kind, options), **response}
        own = bytes_to_base64url(self.id)
        return json.dumps(
            {
                "id": own,
                "rawId": own,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {name: bytes_to_base64url(value) for name, value in response.items()},
            }
        )


@dataclass
class App:
    """An authenticator app, which shows a code at each time."""

    secret: str
    world: object

    @property
    def code(self):
        """The code that it shows now."""
        return pyotp.TOTP(self.secret).at(self.world.now)


def add_app(walker):
    """Set up an authenticator app in a browser; its page then shows what follows."""
    walker.open("/en/security").send("/en/security/app/start").follow()
    key = re.search(r'<code class="key"[^>]*>([A-Z2-7 ]+)</code>', walker.page).group(1)
    app = App(key.replace(" ", ""), walker.world)
    walker.send("/en/security/app", {"code": app.code, "name": "Telephone"})
    return app


def codes_in(walker):
    """The recovery codes that a page shows."""
    return re.findall(r'<li dir="ltr">([^<]+)</li>', walker.page)


def options_at(walker, path):
    """What a script is sent for a passkey."""
    token = re.search(r'name="csrf" value="([^"]+)"', walker.page).group(1)
    answer = walker.client.post(
        path, base_url=walker.base, headers={"X-CSRF-Token": token, "Accept": "application/json"}
    )
    assert 200 == answer.status_code, answer.status_code
    return answer.get_json()


def add_passkey(walker, device=None):
    """Add a passkey in a browser; its page then shows what follows."""
    device = device or Passkey()
    walker.open("/en/security/passkey")
    answer = device.register(options_at(walker, "/en/security/passkey/options"))
    walker.send("/en/security/passkey", {"passkey": answer, "name": "Laptop"})
    return device
