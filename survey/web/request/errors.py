"""Refusals as pages in the reader's language; a page about an error cannot itself fail.

Knows refusals and what Flask raises; the sentences of our own refusals come with them.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import current_app, g, make_response, render_template
from markupsafe import escape
from werkzeug.exceptions import HTTPException, InternalServerError

from survey.errors import Refusal
from survey.messages import Message, say
from survey.web.request.visit import best_language, library, visit_of

if TYPE_CHECKING:
    from flask import Flask, Response

TITLES = {
    404: say("error/not-found-title", "Nothing is here"),
    405: say("error/method-title", "This page is opened differently"),
    413: say("error/too-large-title", "This was too much at once"),
    500: say("error/broken-title", "Something broke, and it is our mistake"),
}
SENTENCES = {
    404: say("error/not-found", "There is no page at this address. Check it, or begin at the start page."),
    405: say("error/method", "What was sent does not suit this page. Begin at the start page."),
    413: say(
        "error/too-large",
        "What was sent is larger than this form can be. "
        "Go back in your browser, shorten the longest texts and try again.",
    ),
    500: say(
        "error/broken",
        "Go back in your browser to find what you typed. "
        "If it happens again, tell the secretariat what you were doing.",
    ),
}
OTHER_TITLE = say("error/other-title", "This could not be done")
OTHER = say("error/other", "What was sent cannot be understood. Go back in your browser and try again.")


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
    app.register_error_handler(HTTPException, refuse_request)
    app.register_error_handler(InternalServerError, broken)
