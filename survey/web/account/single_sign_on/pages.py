"""Signing in with an organization's account: the way to its provider, the way back, and why it failed.

The address of the way back is registered with the provider, so it has no language; the state brings it along.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, g, make_response, redirect, request

from survey.actions.people.limiting import network_of
from survey.actions.single_sign_on.discovering import Discoveries
from survey.actions.single_sign_on.entering import Return, enter
from survey.actions.single_sign_on.leaving import LASTS, address_of, language_of_state, set_out
from survey.actions.single_sign_on.refusing import WHY, SignOnRefused, sentence
from survey.web.account import sign_in
from survey.web.account.single_sign_on.offers import provider_of, providers
from survey.web.request.access import public
from survey.web.request.session import (
    ASKED,
    ONWARD,
    asking,
    browser_named,
    browser_token,
    context_of_nobody,
    cookie,
    now,
    office,
    set_cookie,
    with_query,
)
from survey.web.request.site.configured import settings
from survey.web.request.site.reached import caller
from survey.web.request.visit import library, nothing_here, visit, visit_of

if TYPE_CHECKING:
    from survey.actions.single_sign_on.discovering import Discovery
    from survey.actions.single_sign_on.providers import Provider

pages = Blueprint("single_sign_on", __name__)

DISCOVERIES = "survey-discoveries"
LONGEST = 4_000
"""Characters of a code or state that are read."""


@pages.get("/<lang>/sign-in/with/<code>")
@public
def leave(code: str) -> Response:
    """Lead to the provider, unless somebody is signed in."""
    provider = provider_at(code)
    if asking() is not None:
        return sign_in.onward()
    journey = set_out(provider.code, browser_token(), visit().language.code, now())
    typed = cookie(ASKED)
    try:
        hint = typed if provider_of(typed) == provider else ""
        address = address_of(journey, discovery(provider), back(provider), hint)
    except SignOnRefused as refusal:
        current_app.logger.warning("Provider %s: %s (%s)", code, refusal.why, refusal.detail)
        return failed(provider, refusal.why)
    response = make_response(redirect(address, 303))
    return set_cookie(response, ONWARD, sign_in.wanted(), max_age=int(LASTS.total_seconds()))


@pages.get("/sign-in/back/<code>")
@public
def come_back(code: str) -> Response:
    """Begin a session with what the provider sent along, or say why not on a page of its own."""
    provider, state = provider_at(code), asked("state")
    language = library().languages.get(language_of_state(state))
    if language is not None:
        g.visit = visit_of(language)
    returned = Return(
        state, asked("code"), asked("error"), browser_token(), network_of(caller()), browser_named()
    )
    try:
        token = enter(returned, discovery(provider), back(provider), context_of_nobody())
    except SignOnRefused as refusal:
        return failed(provider, refusal.why)
    return sign_in.begun(token)


@pages.get("/<lang>/sign-in/with/<code>/refused")
@public
def refused(code: str) -> Response:
    """Say why somebody was not signed in with a provider, and what to do next."""
    provider, why = provider_at(code), request.args.get("why", "")
    if why not in WHY:
        raise nothing_here()
    return sign_in.show(
        "account/single_sign_on/refused.html",
        provider=provider,
        wrong=sentence(why, provider.name),
        contact=office().contact,
        is_known=why not in ("unknown", "nothing-open"),
    )


def provider_at(code: str) -> Provider:
    """Return the provider at an address, or refuse."""
    found = providers().by_code.get(code)
    if found is None:
        raise nothing_here()
    return found


def discovery(provider: Provider) -> Discovery:
    """Return what this process knows of a provider."""
    known: Discoveries = current_app.extensions.setdefault(DISCOVERIES, Discoveries())
    return known.of(provider)


def back(provider: Provider) -> str:
    """Return the address that is registered with the provider."""
    return f"{settings().base_url.rstrip('/')}/sign-in/back/{provider.code}"


def failed(provider: Provider, why: str) -> Response:
    """Lead to the page that says why: its address holds neither code nor state."""
    address = visit().url("sign-in", "with", provider.code, "refused")
    return make_response(redirect(with_query(address, why=why), 303))


def asked(name: str) -> str:
    """Return a value that the provider sent along."""
    return request.args.get(name, "")[:LONGEST]
