"""Calls to a provider: JSON within a few seconds, over a line that nobody reads, and never somewhere else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPException
from time import monotonic
from typing import Any
from urllib.error import HTTPError
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from survey.actions.single_sign_on.providers import is_private_line
from survey.actions.single_sign_on.refusing import SignOnRefused

SECONDS = 5.0
"""The time for each step of a call, and for its answer as a whole."""
MOST_BYTES = 500_000
PIECE = 65_536
OUR_FAULT = range(400, 500)


def call(
    address: str, form: str = "", headers: Mapping[str, str] | None = None, seconds: float = SECONDS
) -> dict[str, Any]:
    """Return the JSON object at an address, after sending a form if there is one."""
    if not is_private_line(address):
        raise SignOnRefused("unproven", "an address without https")
    asked = Request(address, form.encode() or None, {"Accept": "application/json", **(headers or {})})  # noqa: S310
    try:
        with _opener().open(asked, timeout=seconds) as answer:
            body = _body(answer, monotonic() + seconds)
        found = json.loads(body)
    except HTTPError as refused:
        with refused:
            why = "declined" if form and refused.code in OUR_FAULT else "away"
            raise SignOnRefused(why, f"HTTP {refused.code}") from None
    except (OSError, HTTPException, ValueError) as failure:
        raise SignOnRefused("away", type(failure).__name__) from None
    if not isinstance(found, dict):
        raise SignOnRefused("away", "no JSON object")
    return found


def _opener() -> OpenerDirector:
    """Return what opens addresses: HTTP only, through the operator's proxy if there is one, no redirects."""
    opener = OpenerDirector()
    for handler in (ProxyHandler, HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, HTTPErrorProcessor):
        opener.add_handler(handler())
    return opener


def _body(answer: Any, until: float) -> bytes:
    """Read an answer piece by piece; refuse one that is too long or too slow."""
    body = b""
    while piece := answer.read1(PIECE):
        body += piece
        if len(body) > MOST_BYTES or monotonic() > until:
            raise TimeoutError
    return body
