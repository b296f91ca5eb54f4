"""Adding a passkey or an authenticator app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import (
    Blueprint,
    Response,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
)
from markupsafe import Markup
from sqlalchemy.orm import Session

from survey.actions.factors import keeping
from survey.actions.factors.apps import app_begun, new_app
from survey.actions.factors.keeping import NewFactor
from survey.errors import Refusal
from survey.messages import say
from survey.storage.engine.database import db
from survey.storage.factors.factors import LONGEST_NAME
from survey.storage.people.people import Person
from survey.web.factors.codes import codes_page
from survey.web.request.access import signed_in
from survey.web.request.proof.means import means, who
from survey.web.request.session import context, now, own_path, with_query
from survey.web.request.site.configured import settings
from survey.web.request.visit import nothing_here, visit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.actions.factors.apps import NewApp

pages = Blueprint("factor_adding", __name__)

LONGEST_TYPED = 60
NAMES = {
    "app": say("factors/app-name", "My authenticator app"),
    "passkey": say("factors/passkey-name", "My passkey"),
}
ADDED = say(
    "factors/added-first", "The second step is set up. You are asked for it each time that you sign in."
)


@pages.post("/<lang>/security/app/start")
@signed_in
def start_app() -> Response:
    """Begin to set up an authenticator app."""
    keeping.start_app(who(), means().seal, context())
    return make_response(redirect(here("security", "app"), 303))


@pages.get("/<lang>/security/app")
@signed_in
def show_app() -> Response:
    """Show the picture and the text that an app reads, and ask for its first code."""
    return app_page()


@pages.post("/<lang>/security/app")
@signed_in
def add_app() -> Response:
    """Add the app whose code was typed."""
    new = NewFactor(named("app"), request.form.get("code", "")[:LONGEST_TYPED])
    try:
        codes = keeping.add_app(who(), new, means(), context())
    except Refusal as refusal:
        return app_page(refusal)
    return added(codes)


@pages.get("/<lang>/security/passkey")
@signed_in
def show_passkey() -> Response:
    """Explain what a passkey is, and offer to make one."""
    return passkey_page()


@pages.post("/<lang>/security/passkey/options")
@signed_in
def passkey_options() -> Response:
    """Send a browser what it needs to make a passkey."""
    site = means().site
    if site is None:
        raise nothing_here()
    return make_response(jsonify(keeping.passkey_options(who(), site, context())))


@pages.post("/<lang>/security/passkey")
@signed_in
def add_passkey() -> Response:
    """Add the passkey that the browser made."""
    new = NewFactor(named("passkey"), answer=request.form.get("passkey", ""))
    try:
        codes = keeping.add_passkey(who(), new, means(), context())
    except Refusal as refusal:
        return passkey_page(refusal)
    return added(codes)


def app_page(refusal: Refusal | None = None) -> Response:
    """Make the page of the app that is being set up; without any, lead to the list."""
    with Session(db.engine) as session:
        secret = app_begun(session, who(), means().seal, now())
        email = session.get_one(Person, g.actor.person_id).email
    if secret is None:
        return make_response(redirect(here("security"), 303))
    app = new_app(secret, email, settings().partnership)
    return show("factors/app.html", refusal, app=app, picture=picture_of(app), proposed=NAMES["app"])


def passkey_page(refusal: Refusal | None = None) -> Response:
    """Make the page on which a passkey is made."""
    if means().site is None:
        raise nothing_here()
    return show("factors/passkey.html", refusal, proposed=NAMES["passkey"])


def show(template: str, refusal: Refusal | None, **values: object) -> Response:
    """Make a page for a new second factor, with what was wrong before."""
    page = render_template(
        template,
        wrong=refusal.message if refusal else None,
        typed=request.form.get("name"),
        longest=LONGEST_NAME,
        onward=wanted(),
        **values,
    )
    return make_response(page, refusal.status if refusal else 200)


def picture_of(app: NewApp) -> Markup:
    """Draw what an app reads with its camera."""
    import segno

    drawn = segno.make(app.address, error="m", micro=False)
    return Markup(  # noqa: S704  # drawn here, of squares only
        drawn.svg_inline(scale=5, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None)
    )


def named(kind: str) -> str:
    """Return the name that was typed, or the usual one."""
    return request.form.get("name", "").strip() or visit().plain(NAMES[kind])


def added(codes: Sequence[str]) -> Response:
    """Show the recovery codes of a first second factor; otherwise go back to the list."""
    if codes:
        return make_response(codes_page(codes, ADDED, wanted()))
    return make_response(redirect(with_query(visit().url("security"), done="added"), 303))


def here(*path: str) -> str:
    """Return the address of a page that remembers the wanted page."""
    return with_query(visit().url(*path), next=wanted())


def wanted() -> str:
    """Return the page that the person wanted, if it is ours."""
    return own_path(request.values.get("next"))
