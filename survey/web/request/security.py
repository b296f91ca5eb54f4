"""The headers that every response carries: nothing runs or loads that we did not ship, nothing is kept.

Knows responses, no page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from survey.web.request.site.reached import site

if TYPE_CHECKING:
    from flask import Flask, Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
KEEPABLE = frozenset({"assets", "forms"})
"""Blueprints without anybody's stored answers: they say themselves how long a response may be kept.

The pages of forms hold what is being typed there and is stored nowhere: browsers may go back to it.
"""
A_YEAR = 31_536_000


def protect(response: Response) -> Response:
    """Put the headers on a response."""
    response.headers.update(HEADERS)
    if site().is_https:
        response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains"
    if request.blueprint not in KEEPABLE or "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def register(app: Flask) -> None:
    """Protect every response of an application."""
    app.after_request(protect)
