"""The door: a letter is asked for by address, its link or its code is spent, and a session begins or ends.

The same is answered whether or not an address is known. Opening a link changes nothing; a button spends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request

from survey.actions.people import signing_in
from survey.actions.people.limiting import network_of
from survey.errors import Refusal
from survey.messages import say
from survey.web.account import samples
from survey.web.request.access import in_demonstration, public_form
from survey.web.request.roles import ROLE_LABELS
from survey.web.request.session import (
    ASKED,
    ONWARD,
    asking,
    browser_named,
    browser_token,
    caller,
    cookie,
    now,
    own_path,
    session_row,
    set_cookie,
    signed_in_with,
    signed_out,
    with_query,
)
from survey.web.request.visit import visit

if TYPE_CHECKING:
    from survey.actions.mail.office import Office
    from survey.messages import Message

pages = Blueprint("sign_in", __name__)

REMEMBERED = 15 * 60
"""Seconds for which a browser knows where the letter went and where the person was going."""
LONGEST_ADDRESS, LONGEST_CODE = 254, 40
NO_ADDRESS = say("sign-in/no-address", "Type your whole mail address, such as name@ministry.example.")


@pages.get("/<lang>/sign-in")
@public_form
def ask() -> Response:
    """Ask for the address that the letter shall go to."""
    return onward() if asking() is not None else door()


@pages.post("/<lang>/sign-in")
@public_form
def send() -> Response:
    """Have the letter written, and lead to the page of its code: the same for every address."""
    email = request.form.get("email", "").strip()
    if not plausible(email):
        return door(NO_ADDRESS, 400)
    try:
        ask_for_letter(email)
    except Refusal as refusal:
        return door(refusal.message, refusal.status)
    response = make_response(redirect(here("sign-in", "code"), 303))
    set_cookie(response, ONWARD, wanted(), max_age=REMEMBERED)
    return set_cookie(response, ASKED, email, max_age=REMEMBERED)


@pages.get("/<lang>/sign-in/code")
@public_form
def code() -> Response:
    """Say that a letter is on its way, and ask for the code in it."""
    return onward() if asking() is not None else code_page()


@pages.post("/<lang>/sign-in/code")
@public_form
def spend_code() -> Response:
    """Begin a session with the code of a letter that this browser asked for."""
    try:
        typed = request.form.get("code", "")[:LONGEST_CODE]
        token = signing_in.spend_code(browser_token(), typed, now(), browser=browser_named())
    except Refusal as refusal:
        return code_page(refusal.message, refusal.status)
    return begun(token)


@pages.get("/<lang>/sign-in/link/<token>")
@public_form
def link(token: str) -> Response:
    """Show the button that spends a link, or why it does not work; looking changes nothing."""
    refused = signing_in.look_at_link(token, now())
    return show("account/sign_in_link.html", token=token) if refused is None else dead_link(token, refused)


@pages.post("/<lang>/sign-in/link/<token>")
@public_form
def spend_link(token: str) -> Response:
    """Spend a link, and begin a session."""
    try:
        return begun(signing_in.spend_link(token, now(), browser=browser_named()))
    except Refusal as refusal:
        return dead_link(token, refusal)


@pages.post("/<lang>/sign-in/link/<token>/again")
@public_form
def link_again(token: str) -> Response:
    """Have a new letter written to whom a link was sent that does not work any more."""
    try:
        signing_in.ask_link_again(
            token, browser_token(), now(), network=network_of(caller()), office=office()
        )
    except Refusal as refusal:
        return dead_link(token, refusal)
    return make_response(redirect(here("sign-in", "code"), 303))


@pages.get("/<lang>/invitation")
@public_form
def invitation() -> Response:
    """Welcome who was invited, and ask for the address that the letter shall go to."""
    return onward() if asking() is not None else show("account/sign_in_invitation.html")


@pages.post("/<lang>/sign-in/as/<int:person_id>")
@in_demonstration
def enter_as(person_id: int) -> Response:
    """Begin a session as a sample person, in a demonstration only."""
    return begun(samples.enter_as(person_id))


@pages.post("/<lang>/sign-out")
@public_form
def sign_out() -> Response:
    """End this session, here and in the database."""
    row = session_row()
    if row is not None:
        signing_in.end_session(row.id, row.person_id, now())
    return signed_out(make_response(redirect(with_query(visit().url("sign-in"), out="1"), 303)))


def ask_for_letter(email: str) -> None:
    """Have the letter written, if anybody here has this address."""
    signing_in.ask_link(
        email,
        browser_token(),
        now(),
        network=network_of(caller()),
        office=office(),
        language=visit().language.code,
    )


def office() -> Office:
    """Who writes the letters."""
    found: Office = current_app.extensions["survey-office"]
    return found


def dead_link(token: str, refusal: Refusal) -> Response:
    """Explain why a link does not sign in, with a way to a new one; who is signed in goes on."""
    if asking() is not None:
        return onward()
    was_sent = isinstance(refusal, signing_in.LinkRefused) and refusal.was_sent
    return show(
        "account/sign_in_link.html",
        refusal.status,
        wrong=refusal.message,
        token="",
        again=token if was_sent else "",
    )


def door(wrong: Message | None = None, status: int = 200) -> Response:
    """The page that asks for an address; in a demonstration also as whom to look around."""
    return show(
        "account/sign_in.html",
        status,
        wrong=wrong,
        typed=request.form.get("email", ""),
        people=samples.people(),
        roles=ROLE_LABELS,
        signed_out="out" in request.args,
    )


def code_page(wrong: Message | None = None, status: int = 200) -> Response:
    """The page that asks for the code."""
    return show("account/sign_in_code.html", status, wrong=wrong, sent_to=cookie(ASKED))


def show(template: str, status: int = 200, **values: Any) -> Response:
    """Make a page of the door: each carries where the person was going."""
    return make_response(render_template(template, onward=wanted(), here=here, **values), status)


def begun(token: str) -> Response:
    """Lead on, with a session; what was remembered on the way to it is forgotten."""
    response = signed_in_with(onward(), token)
    for name in (ASKED, ONWARD):
        set_cookie(response, name, "", max_age=0)
    return response


def onward() -> Response:
    """Lead to where the person was going, in the language that is now read, or home."""
    language = visit().language.code
    first, _, rest = wanted().removeprefix("/").partition("/")
    path = f"/{language}/{rest}" if first in visit().library.languages else ""
    return make_response(redirect(path or visit().url("home"), 303))


def wanted() -> str:
    """Where the person was going: a path of ours, or nothing. A letter's link does not say it itself."""
    return own_path(request.values.get("next") or cookie(ONWARD))


def here(*path: str, language: str = "") -> str:
    """The address of a page of the door that still knows where the person was going."""
    return with_query(visit().url(*path, language=language), next=wanted())


def plausible(email: str) -> bool:
    """Tell whether something can be a mail address at all."""
    name, _, host = email.rpartition("@")
    return bool(name and host and email.isprintable() and " " not in email and len(email) <= LONGEST_ADDRESS)
