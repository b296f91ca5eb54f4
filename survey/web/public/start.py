"""The start page, in the language that the browser prefers."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template

from survey.web.request.access import public
from survey.web.request.visit import best_language, visit

pages = Blueprint("start", __name__)


@pages.get("/")
@public
def choose() -> Response:
    """Redirect to the start page in the language that the browser prefers."""
    response = make_response(redirect(f"/{best_language()}/"))
    response.headers["Vary"] = "Accept-Language"
    return response


@pages.get("/<lang>/")
@public
def start() -> str:
    """Show what this website is and where the forms are."""
    newest = {
        form.slug: form
        for form in sorted(visit().library.questionnaires.values(), key=lambda form: form.edition)
    }
    return render_template("public/start.html", forms=list(newest.values()))
