"""Signing in and out: by a link or a code in a letter, which a person requests with their address.

The reply is the same whether or not an address is known. Opening a link changes nothing; a button uses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, make_response, redirect, render_template, request

from survey.actions.people import signing_in
from survey.actions.people.limiting import network_of
from survey.actions.people.sessions import end_session
from survey.actions.people.signing_in import AskingBrowser
from survey.errors import Refusal
from survey.letters import LINK_MINUTES
from survey.messages import say
from survey.web.account import samples
from survey.web.account.single_sign_on import offers
from survey.web.request.access import in_demonstration, public_form
from survey.web.request.roles import ROLE_LABELS
from survey.web.request.session import (
    ASKED,
    ONWARD,
    asking,
    browser_named,
    browser_token,
    context,
    context_of_nobody,
    cookie,
    known_marks,
    own_path,
    session_row,
    set_cookie,
    signed_in_with,
    signed_out,
    with_query,
)
from survey.web.request.site.reached import caller
from survey.web.request.visit import visit

if TYPE_CHECKING:
    from survey.messages import Message

pages = Blueprint("sign_in", __name__)

REMEMBERED = LINK_MINUTES * 60
"""Seconds for which a browser remembers the address of the letter and the wanted page."""
LONGEST_ADDRESS, LONGEST_CODE = 254, 40
NO_ADDRESS = say("sign-in/no-address", "Type your full e-mail address, for example name@ministry.example.")


@pages.get("/<lang>/sign-in")
@public_form
def ask() -> Response:
    """Ask for the address to send the letter to."""
    return onward() if asking() is not None else sign_in_page()


@pages.post("/<lang>/sign-in")
@public_form
def send() -> Response:
    """Write the letter, and redirect to the page for its code, whatever the address."""
    email = request.form.get("email", "").strip()
    if not plausible(email):
        return sign_in_page(NO_ADDRESS, 400)
    if "by_mail" not in request.form and (provider := offers.provider_of(email)) is not None:
        offer = show("account/single_sign_on/offer.html", provider=provider, typed=email)
        return set_cookie(offer, ASKED, email, max_age=REMEMBERED)
    try:
        ask_for_letter(email)
    except Refusal as refusal:
        return sign_in_page(refusal.message, refusal.status)
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
    """Begin a session with the code of a letter requested in this browser."""
    try:
        typed = request.form.get("code", "")[:LONGEST_CODE]
        token = signing_in.spend_code(browser_token(), typed, context_of_nobody(), browser_named())
    except Refusal as refusal:
        return code_page(refusal.message, refusal.status)
    return begun(token)


@pages.get("/<lang>/sign-in/link/<token>")
@public_form
def link(token: str) -> Response:
    """Show the button that uses a link, or why the link does not work; this page changes nothing."""
    refused = signing_in.look_at_link(token, context_of_nobody())
    return show("account/sign_in_link.html", token=token) if refused is None else dead_link(token, refused)


@pages.post("/<lang>/sign-in/link/<token>")
@public_form
def spend_link(token: str) -> Response:
    """Use a link, and begin a session."""
    try:
        return begun(signing_in.spend_link(token, context_of_nobody(), browser_named()))
    except Refusal as refusal:
        return dead_link(token, refusal)


@pages.post("/<lang>/sign-in/link/<token>/again")
@public_form
def link_again(token: str) -> Response:
    """Write a new letter to the person whose link no longer works."""
    try:
        signing_in.ask_link_again(token, asking_browser(), context_of_nobody())
    except Refusal as refusal:
        return dead_link(token, refusal)
    return make_response(redirect(here("sign-in", "code"), 303))


@pages.get("/<lang>/invitation")
@public_form
def invitation() -> Response:
    """Welcome an invited person, and ask for the address to send the letter to."""
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
        end_session(row.id, context())
    return signed_out(make_response(redirect(with_query(visit().url("sign-in"), out="1"), 303)))


def ask_for_letter(email: str) -> None:
    """Write the letter, if the address belongs to a person here."""
    signing_in.ask_link(email, asking_browser(), context_of_nobody())


def asking_browser() -> AskingBrowser:
    """Return what is known of the browser that asks for a link."""
    return AskingBrowser(
        browser_token(),
        network_of(caller()),
        visit().language.code,
        known_marks(),
        offers.providers().without_links,
    )


def dead_link(token: str, refusal: Refusal) -> Response:
    """Explain why a link does not work, and offer a new link; a person already signed in goes on."""
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


def sign_in_page(wrong: Message | None = None, status: int = 200) -> Response:
    """Make the page that asks for an address; a demonstration also offers sample people."""
    return show(
        "account/sign_in.html",
        status,
        wrong=wrong,
        typed=request.form.get("email", ""),
        people=samples.people(),
        roles=ROLE_LABELS,
        signed_out="out" in request.args,
        forgotten="forgotten" in request.args,
        known=bool(known_marks()),
    )


def code_page(wrong: Message | None = None, status: int = 200) -> Response:
    """Make the page that asks for the code."""
    return show("account/sign_in_code.html", status, wrong=wrong, sent_to=cookie(ASKED))


def show(template: str, status: int = 200, **values: Any) -> Response:
    """Make a sign-in page, which remembers the wanted page."""
    page = render_template(template, onward=wanted(), here=here, minutes=LINK_MINUTES, **values)
    return make_response(page, status)


def begun(token: str) -> Response:
    """Redirect with a new session, and clear what was remembered for signing in."""
    response = signed_in_with(onward(), token)
    for name in (ASKED, ONWARD):
        set_cookie(response, name, "", max_age=0)
    return response


def onward() -> Response:
    """Redirect to the wanted page in the current language, or home."""
    language = visit().language.code
    first, _, rest = wanted().removeprefix("/").partition("/")
    path = f"/{language}/{rest}" if first in visit().library.languages else ""
    return make_response(redirect(path or visit().url("home"), 303))


def wanted() -> str:
    """Return the page that the person wanted, if it is ours. A letter's link does not contain it."""
    return own_path(request.values.get("next") or cookie(ONWARD))


def here(*path: str, language: str = "") -> str:
    """Return the address of a sign-in page that remembers the wanted page."""
    return with_query(visit().url(*path, language=language), next=wanted())


def plausible(email: str) -> bool:
    """Tell whether a text can be a mail address."""
    name, _, host = email.rpartition("@")
    return bool(name and host and email.isprintable() and " " not in email and len(email) <= LONGEST_ADDRESS)
