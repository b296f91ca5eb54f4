"""Refusals as pages in the reader's language; a page about an error cannot itself fail.

Knows refusals and what Flask raises; the sentences of our own refusals come with them.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from flask import current_app, g, make_response, render_template, request
from markupsafe import escape
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.routing import RequestRedirect

from survey.errors import Refusal
from survey.messages import Message, say
from survey.web.request.visit import best_language, library, visit_of

if TYPE_CHECKING:
    from flask import Flask, Response

TITLES = {
    404: say("error/not-found-title", "Page not found"),
    405: say("error/method-title", "This link does not work here"),
    413: say("error/too-large-title", "Text too long"),
    500: say("error/broken-title", "Technical problem"),
    503: say("error/busy-title", "Please try again in a few seconds"),
}
SENTENCES = {
    404: say(
        "error/not-found", "There is no page at this address. Check the address, or go to the start page."
    ),
    405: say("error/method", "This page cannot be opened in this way. Go to the start page."),
    413: say(
        "error/too-large",
        "You sent more text than this page accepts. Go back in your browser, shorten the "
        "longest texts and try again.",
    ),
    500: say(
        "error/broken",
        "Go back in your browser to find your text again. If the problem returns, tell "
        "the secretariat what you were doing.",
    ),
}
AWAY = say(
    "error/away",
    "The database cannot be reached at the moment, so nothing was changed. Go back in your browser to find "
    "your text again, and try again in a few seconds.",
)
TRY_AGAIN_SECONDS = 5
"""When a browser or a program may try again that was told that the database is busy or away."""
OTHER_TITLE = say("error/other-title", "This was not possible", note="title of an error page")
OTHER = say("error/other", "The page could not read what you sent. Go back in your browser and try again.")


def refuse(refusal: Refusal) -> Response:
    """Show a refusal of ours."""
    return page(refusal.status, refusal.message)


def refuse_request(error: HTTPException) -> Response:
    """Show what Flask refuses (an address, a method, a size)."""
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return make_response(error.get_response())
    response = page(error.code, SENTENCES.get(error.code, OTHER))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def broken(error: InternalServerError) -> Response:
    """Show that something broke."""
    return page(error.code or 500, SENTENCES[500])


def unreadable(error: Exception) -> Response:
    """Show that a value cannot be held: a number beyond all numbers here, or nesting without end."""
    current_app.logger.warning("What was sent cannot be read: %s", type(error).__name__)
    return page(HTTPStatus.BAD_REQUEST, OTHER)


def away(error: OperationalError) -> Response:
    """Show that the database is away: it is our fault, and it passes."""
    current_app.logger.error("The database is away: %s", type(error.orig).__name__)
    return page(HTTPStatus.SERVICE_UNAVAILABLE, AWAY)


def say_when_to_try_again(response: Response) -> Response:
    """Say with each response about something busy when to try again."""
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(TRY_AGAIN_SECONDS)
    return response


def stay_here(response: Response) -> Response:
    """Leave the host out where an address is corrected: it is what the request says, and may be anybody's."""
    if isinstance(request.routing_exception, RequestRedirect):
        parts = urlsplit(request.routing_exception.new_url)
        response.location = urlunsplit(("", "", f"/{parts.path.lstrip('/')}", parts.query, ""))
        response.data = b""
    return response


def page(status: int, message: Message) -> Response:
    """Make the page of an error, in plain HTML if the template fails."""
    title = TITLES.get(status, OTHER_TITLE)
    try:
        if "visit" not in g:
            g.visit = visit_of(library().languages[best_language()])
        body = render_template("request/error.html", title=title, message=message)
    except Exception:
        current_app.logger.exception("The page of an error could not be made")
        body = PLAIN.format(title=escape(str(title)), message=escape(str(message)))
    return make_response(body, status)


PLAIN = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1><p>{message}</p></body></html>
"""


def register(app: Flask) -> None:
    """Show every refusal of an application as a page."""
    app.register_error_handler(Refusal, refuse)
    app.register_error_handler(OperationalError, away)
    for kind in (DataError, OverflowError, RecursionError):
        app.register_error_handler(kind, unreadable)
    app.register_error_handler(HTTPException, refuse_request)
    app.register_error_handler(InternalServerError, broken)
    app.after_request(stay_here)
    app.after_request(say_when_to_try_again)
