"""Who may see a page: every route declares it, and the guard before each request keeps it.

What is not found and what is not allowed are one and the same page. A view that declares nothing is seen by
nobody, and a test names it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from flask import current_app, g, make_response, redirect, request

from survey import workflow
from survey.storage.engine.database import reading
from survey.storage.reports.visibility import EARLIEST, LATEST, find_visible_report, reports_about
from survey.storage.rounds.frozen import frozen, frozen_as_read
from survey.storage.rounds.rounds import find_light_round
from survey.web.request import csrf
from survey.web.request.demonstration import is_demonstration
from survey.web.request.session import asking_in, now
from survey.web.request.visit import nothing_here, visit

if TYPE_CHECKING:
    from flask import Flask, Response
    from sqlalchemy.orm import Session

    from survey.storage.rounds.frozen import FrozenRound
    from survey.workflow import Action

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC, PUBLIC_FORM, DEMONSTRATION = "public", "public form", "demonstration"
SIGNED_IN, REPORT, COUNTRY, ROUND, SECRETARIAT = "signed in", "report", "country", "round", "secretariat"


@dataclass(frozen=True, slots=True)
class Access:
    """Who may see a page: everybody, who is at the door, signed in, holds a role, or may do an action."""

    who: str
    action: Action | None = None


def declare(view: View, access: Access) -> View:
    """Write on a view who may see it."""
    view.access = access  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Declare that everybody may see a page, and that what is sent to it changes nothing."""
    return declare(view, Access(PUBLIC))


def public_form(view: View) -> View:
    """Declare that everybody may see a page; what is sent to it must come from its own form."""
    return declare(view, Access(PUBLIC_FORM))


def in_demonstration(view: View) -> View:
    """Declare that everybody may see a page, but only in a demonstration."""
    return declare(view, Access(DEMONSTRATION))


def signed_in(view: View) -> View:
    """Declare that whoever is signed in may see a page."""
    return declare(view, Access(SIGNED_IN))


def on_report(action: Action) -> Callable[[View], View]:
    """Declare that a page is for those who may do this with the report (and the section) at its address.

    The view finds `g.actor`, `g.report` (a ReportRef), `g.seen` and `g.round` (a FrozenRound).
    """
    return lambda view: declare(view, Access(REPORT, action))


def on_country(action: Action) -> Callable[[View], View]:
    """Declare that a page is for those who may do this with a report of the country at its address.

    The view finds `g.actor`, `g.known` (the country's reports over which the person holds anything, the
    latest first) and `g.country` (those of them with which they may do this).
    """
    return lambda view: declare(view, Access(COUNTRY, action))


def on_round(view: View) -> View:
    """Declare that a page about the round at its address is for whoever holds any role.

    What they may see of its answers is decided figure by figure. The view finds `g.actor` and `g.round`.
    """
    return declare(view, Access(ROUND))


def secretariat_only(action: Action) -> Callable[[View], View]:
    """Declare that a page is for those who may do this with the whole; one about a round finds `g.round`."""
    return lambda view: declare(view, Access(SECRETARIAT, action))


def access_of(app: Flask, endpoint: str) -> Access | None:
    """Who may see the page of an endpoint; nothing when it does not say."""
    return getattr(app.view_functions[endpoint], "access", None)


def undeclared(app: Flask) -> list[str]:
    """The routes that do not say who may see them."""
    return [rule.rule for rule in app.url_map.iter_rules() if access_of(app, rule.endpoint) is None]


def guard() -> Response | None:
    """Let a request through to its page, or answer in the page's place."""
    if request.endpoint is None:
        return None
    access = access_of(current_app, request.endpoint)
    if access is None:
        raise nothing_here()
    if access.who == PUBLIC:
        return None
    if access.who == DEMONSTRATION and not is_demonstration():
        raise nothing_here()
    if access.who in ALLOWS:
        with reading() as session:
            g.actor = asking_in(session)
            if g.actor is not None:
                ALLOWS[access.who](access, session)
        if g.actor is None:
            return to_sign_in() if request.method in csrf.SAFE and not csrf.is_script() else csrf.again(False)
    return None if csrf.proven() else csrf.again()


def to_sign_in() -> Response:
    """Lead to the page for signing in, and from there back here."""
    here = request.full_path.rstrip("?")
    address = visit().url("sign-in").partition("?")[0]
    return make_response(redirect(f"{address}?{urlencode({'next': here})}", 303))


def _allow_report(access: Access, session: Session) -> None:
    """Look the report up for this person, and refuse as if it were not there."""
    at: Mapping[str, Any] = request.view_args or {}
    found = find_visible_report(session, g.actor, at["form"], at["year"], at["reporter"], now())
    if found is None:
        raise nothing_here()
    g.seen, this = found
    g.report = g.seen.ref
    section = str(at.get("section", ""))
    if access.action is None or not workflow.may(g.actor, access.action, g.report, section):
        raise nothing_here()
    g.round = frozen_as_read(session, this)
    if section and all(known.id != section for known in g.round.questionnaire.sections):
        raise nothing_here()


def _allow_country(access: Access, session: Session) -> None:
    """Look a country's reports up for this person, and refuse as if there was no such country."""
    at: Mapping[str, Any] = request.view_args or {}
    g.known = reports_about(session, g.actor, at["iso3"], now())
    g.country = [seen for seen in g.known if access.action and workflow.may(g.actor, access.action, seen.ref)]
    if not g.country:
        raise nothing_here()


def _allow_round(access: Access, session: Session) -> None:
    """Look the round up for somebody who holds a role; for others it is not there."""
    if not g.actor.held:
        raise nothing_here()
    _find_round(session)


def round_at(session: Session, form: str, year: int) -> FrozenRound:
    """The round at an address; nothing is here when there is none."""
    round_id = find_light_round(session, form, year) if EARLIEST <= year <= LATEST else None
    if round_id is None:
        raise nothing_here()
    return frozen(session, round_id)


def _find_round(session: Session) -> None:
    at: Mapping[str, Any] = request.view_args or {}
    g.round = round_at(session, at["form"], at["year"])


def _allow_secretariat(access: Access, session: Session) -> None:
    if access.action is None or not workflow.may_whole(g.actor, access.action):
        raise nothing_here()
    if {"form", "year"} <= set(request.view_args or ()):
        _find_round(session)


ALLOWS: Mapping[str, Callable[[Access, Session], None]] = {
    SIGNED_IN: lambda access, session: None,
    REPORT: _allow_report,
    COUNTRY: _allow_country,
    ROUND: _allow_round,
    SECRETARIAT: _allow_secretariat,
}


def register(app: Flask) -> None:
    """Guard every route of an application."""
    app.before_request(guard)
