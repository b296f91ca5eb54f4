"""Proof that a form is ours: a token bound to the session, or to the browser before sign-in.

A form that fails the proof is shown again with everything that was typed, to be sent once more.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import jsonify, make_response, render_template, request
from markupsafe import Markup

from survey.errors import Refusal
from survey.messages import say
from survey.web.request.session import SESSION, browser_token, cookie
from survey.web.request.site.reached import is_ours
from survey.web.request.visit import visit

if TYPE_CHECKING:
    from flask import Flask, Response

FIELD = "csrf"
HEADER = "X-CSRF-Token"
SAFE = ("GET", "HEAD", "OPTIONS")


class FromElsewhere(Refusal):
    """Another site sent a form in a person's name."""

    code = "from-elsewhere"
    status = 403


def token() -> str:
    """Return a token for the forms of this page, salted so that response sizes do not reveal it."""
    salt = secrets.token_urlsafe(9)
    return f"{salt}.{_proof(salt)}"


def field() -> Markup:
    """Return the token as a hidden input."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token())


def proven() -> bool:
    """Tell whether the request comes from one of our pages."""
    if request.method in SAFE:
        return True
    salt, _, proof = (request.headers.get(HEADER) or request.form.get(FIELD, "")).partition(".")
    return hmac.compare_digest(proof.encode(), _proof(salt).encode())


def from_elsewhere() -> bool:
    """Tell whether the browser itself says that another site sent this."""
    said = request.headers.get("Sec-Fetch-Site")
    if said:
        return said not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return bool(origin) and not is_ours(origin or "")


def again(signed_in: bool = True) -> Response:
    """Show the typed values again, to be sent once more; a script gets a new token or the sign-in address."""
    if from_elsewhere():
        raise FromElsewhere(
            say(
                "csrf/from-elsewhere",
                "This form was sent from another site, so nothing was done. Use the forms of this site.",
            )
        )
    status = HTTPStatus.FORBIDDEN if signed_in else HTTPStatus.UNAUTHORIZED
    if is_script():
        code = "token-expired" if signed_in else "signed-out"
        answer = {"code": code, "token": token(), "sign_in": visit().url("sign-in")}
        return make_response(jsonify(answer), status)
    kept = [(name, value) for name, value in request.form.items(multi=True) if name != FIELD]
    page = render_template(
        "account/sign_in_again.html", kept=kept, signed_in=signed_in, address=request.full_path
    )
    return make_response(page, status)


def is_script() -> bool:
    """Tell whether a script sent this: it wants JSON, not a page."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return request.is_json or best == "application/json"


def _proof(salt: str) -> str:
    bound = cookie(SESSION) or browser_token()
    return hmac.new(bound.encode(), f"csrf.{salt}".encode(), hashlib.sha256).hexdigest()


def register(app: Flask) -> None:
    """Let templates prove their forms."""
    app.jinja_env.globals.update(csrf=field, csrf_token=token)
