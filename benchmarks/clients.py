"""A browser as far as saving and submitting need one: a session, keep-alive, forms; cheap enough to measure.

Knows HTTP and the pages' inputs, nothing of the server's insides.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

PATIENCE = 600.0
"""Seconds: only what fails waits so long, however busy the machine is."""
_INPUT = re.compile(r"<input [^>]*>")
_TEXT = re.compile(r'<textarea[^>]* name="([^"]*)"[^>]*>\n(.*?)</textarea>', re.DOTALL)
_SELECT = re.compile(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', re.DOTALL)
_CHOSEN = re.compile(r'value="([^"]*)" selected')
_PART = re.compile(r' (name|value|type)="([^"]*)"')
_TICKABLE = ("radio", "checkbox")


class Broken(Exception):
    """The connection broke before the answer was there: nobody knows what became of the request."""


@dataclass
class Answered:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as a script reads it."""
        return json.loads(self.body)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass
class Client:
    """One connection on which somebody is signed in."""

    address: tuple[str, int]
    session: str
    _socket: socket.socket | None = None
    _rest: bytes = b""
    token: str = field(default="", init=False)

    def get(self, path: str) -> Answered:
        """Open a page; the token of its forms is kept."""
        answered = self.send("GET", path)
        found = re.search(rb'name="csrf" value="([^"]*)"', answered.body)
        self.token = found.group(1).decode() if found else self.token
        return answered

    def post_json(self, path: str, wanted: object) -> Answered:
        """Send what a script would."""
        return self.send("POST", path, json.dumps(wanted).encode(), "application/json")

    def post_form(self, path: str, inputs: Mapping[str, Any]) -> Answered:
        """Send a form."""
        body = urlencode(inputs, doseq=True).encode()
        return self.send("POST", path, body, "application/x-www-form-urlencoded")

    def send(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Answered:
        """Send a request and wait for its answer."""
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self.address[0]}:{self.address[1]}",
            f"Cookie: survey-session={self.session}",
            "Accept-Encoding: gzip",
            "Accept: application/json" if kind == "application/json" else "Accept: text/html",
        ]
        if method == "POST":
            lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}", f"X-CSRF-Token: {self.token}"]
        try:
            if self._socket is None:
                self._socket = socket.create_connection(self.address, timeout=PATIENCE)
                self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket.sendall("\r\n".join((*lines, "", "")).encode() + body)
            return self._receive(self._socket)
        except OSError as broken:
            self.close()
            raise Broken from broken

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
        self._socket, self._rest = None, b""

    def _receive(self, connection: socket.socket) -> Answered:
        data = self._rest
        while b"\r\n\r\n" not in data:
            data += self._more(connection)
        head, _, data = data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        length = int(headers.get("content-length", "0"))
        parts = [data]
        missing = length - len(data)
        while missing > 0:
            parts.append(self._more(connection))
            missing -= len(parts[-1])
        whole = b"".join(parts)
        body, self._rest = whole[:length], whole[length:]
        if headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answered(int(first.split(" ")[1]), headers, body)

    def _more(self, connection: socket.socket) -> bytes:
        found = connection.recv(262_144)
        if not found:
            raise ConnectionResetError("the server hung up")
        return found


def inputs_of(page: str) -> dict[str, list[str]]:
    """What stands in the inputs of a page's first form that is not in its head."""
    form = page[page.index("<main") :]
    found: dict[str, list[str]] = {}
    for tag in _INPUT.findall(form):
        parts = dict(_PART.findall(tag))
        if "name" in parts and (parts.get("type") not in _TICKABLE or " checked" in tag):
            found.setdefault(parts["name"], []).append(html.unescape(parts.get("value", "")))
    for name, text in _TEXT.findall(form):
        found[name] = [html.unescape(text)]
    for name, options in _SELECT.findall(form):
        chosen = _CHOSEN.search(options)
        found[name] = [html.unescape(chosen.group(1)) if chosen else ""]
    return found
