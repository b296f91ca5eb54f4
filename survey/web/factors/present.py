"""After the link or the code: a person who has a second factor presents it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request

from survey.actions.factors.proving import options, prove
from survey.errors import Refusal
from survey.web.request.access import signed_in
from survey.web.request.proof.means import means, proof, ways, who
from survey.web.request.session import context, office, own_path, session_row
from survey.web.request.visit import nothing_here, visit

if TYPE_CHECKING:
    from survey.messages import Message

pages = Blueprint("factor_present", __name__)


@pages.get("/<lang>/second-factor")
@signed_in
def ask() -> Response:
    """Ask for the second factor, unless it was presented or there is none."""
    row = session_row()
    return page() if row is not None and row.has_factor and row.factor_at is None else onward()


@pages.post("/<lang>/second-factor")
@signed_in
def accept() -> Response:
    """Accept a second factor, and go on to the page that was wanted."""
    try:
        prove(who(), proof(), means(), context())
    except Refusal as refusal:
        return page(refusal.message, refusal.status)
    return onward()


@pages.post("/<lang>/second-factor/options")
@signed_in
def passkey_options() -> Response:
    """Send a browser what it needs to present a passkey."""
    site = means().site
    if site is None:
        raise nothing_here()
    return make_response(jsonify(options(who(), site, context())))


def page(wrong: Message | None = None, status: int = 200) -> Response:
    """Make the page that asks for a second factor."""
    shown = render_template(
        "factors/present.html", ways=ways(), wrong=wrong, onward=wanted(), contact=office().contact
    )
    return make_response(shown, status)


def onward() -> Response:
    """Redirect to the wanted page, or home."""
    return make_response(redirect(wanted() or visit().url("home"), 303))


def wanted() -> str:
    """Return the page that the person wanted, if it is ours."""
    return own_path(request.values.get("next"))
