"""A small OpenID provider on loopback, which can be told to do everything wrong."""

from __future__ import annotations

import json
import threading
from base64 import b64decode, urlsafe_b64encode
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

CLIENT, SECRET = "survey", "between us"


class FakeProvider:
    """What the provider answers; tests change its attributes."""

    def __init__(self, port):
        self.issuer = f"http://127.0.0.1:{port}"
        self.calls = []
        self.become_sound()

    def become_sound(self):
        """Answer everything as it should be again."""
        self.key = self.shown_key = KEY
        self.claims, self.metadata, self.userinfo = {}, {}, None
        self.statuses, self.granted = {}, {}
        self.kind_of_token = "ES256"
        self.now = None
        self.calls.clear()

    def grant(self, address, email, now):
        """Sign a person in who was led to the provider's page; return what the browser brings back."""
        self.now = now
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.granted["code"] = {**asked, "email": email}
        return {"code": "code", "state": asked["state"]}

    def describe(self):
        paths = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {
            "issuer": self.issuer,
            **{name: f"{self.issuer}/{path}" for name, path in paths.items()},
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            **self.metadata,
        }

    def token(self, form, authorization):
        """Check the code as a provider does, and answer with a token."""
        asked = self.granted[form["code"][0]]
        challenge = urlsafe_b64encode(sha256(form["code_verifier"][0].encode()).digest()).decode().rstrip("=")
        assert f"{CLIENT}:{SECRET}" == b64decode(authorization.removeprefix("Basic ")).decode()
        assert ("S256", challenge) == (asked["code_challenge_method"], asked["code_challenge"])
        assert [asked["redirect_uri"]] == form["redirect_uri"]
        return {"access_token": "opens userinfo", "token_type": "Bearer", "id_token": self.id_token(asked)}

    def id_token(self, asked):
        at = int(self.now.timestamp())
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": "4711", "iat": at, "exp": at + 300,
            "nonce": asked["nonce"], "email": asked["email"], "email_verified": True, **self.claims,
        }  # fmt: skip
        said = {name: value for name, value in claims.items() if value is not None}
        if self.kind_of_token == "none":
            return ".".join(
                urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
                for part in ({"alg": "none"}, said)
            ) + "."  # fmt: skip
        return jwt.encode({"alg": self.kind_of_token, "kid": self.key.kid}, said, self.key)


KEY = ECKey.generate_key("P-256", {"kid": "first"})
OTHER_KEY = ECKey.generate_key("P-256", {"kid": "first"})
NEW_KEY = ECKey.generate_key("P-256", {"kid": "second"})


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self._answer(None)

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self._answer(parse_qs(self.rfile.read(length).decode()))

    def _answer(self, form):
        fake, path = self.server.fake, self.path.rpartition("/")[2]
        fake.calls.append(path)
        status = fake.statuses.get(path, 200)
        if status == "hang":
            self.server.released.wait(10)
            return
        body = {} if status != 200 else self._body(fake, path, form)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", f"{fake.issuer}/elsewhere")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def _body(self, fake, path, form):
        if path == "openid-configuration":
            return fake.describe()
        if path == "keys":
            return KeySet([fake.shown_key]).as_dict(private=False)
        if path == "userinfo":
            assert "Bearer opens userinfo" == self.headers["Authorization"]
            return fake.userinfo
        return fake.token(form, self.headers["Authorization"])

    def log_message(self, *words):
        """Say nothing."""


@contextmanager
def serving():
    """Run the provider on a free port of loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.released = threading.Event()
    server.fake = FakeProvider(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.fake
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
