"""Access to pages: every route declares who may see it, and a guard before each request enforces that.

A page that does not exist and a page that is not allowed answer alike. Nobody sees a view that declares
nothing, and a test names it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from flask import current_app, g, make_response, redirect, request

from survey import workflow
from survey.actions.activity.noting import count_refused_access
from survey.errors import NotFound
from survey.storage.engine.database import reading
from survey.storage.reports.visibility import (
    EARLIEST,
    LATEST,
    ReportAddress,
    find_visible_report,
    reports_about,
)
from survey.storage.rounds.frozen import frozen, frozen_as_read
from survey.storage.rounds.rounds import find_light_round
from survey.web.request import csrf
from survey.web.request.demonstration import is_demonstration
from survey.web.request.proof.guarding import held_back, unconfirmed
from survey.web.request.session import asking_in, context, now
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
    """Who may see a page: everybody, people signing in or signed in, holders of a role or permission."""

    who: str
    action: Action | None = None


def declare(view: View, access: Access) -> View:
    """Attach to a view who may see it."""
    view.access = access  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Declare that everybody may see a page, and that a form sent to it changes nothing."""
    return declare(view, Access(PUBLIC))


def public_form(view: View) -> View:
    """Declare that everybody may see a page, and that a form sent to it must be our own."""
    return declare(view, Access(PUBLIC_FORM))


def in_demonstration(view: View) -> View:
    """Declare that everybody may see a page, in a demonstration only."""
    return declare(view, Access(DEMONSTRATION))


def signed_in(view: View) -> View:
    """Declare that everybody who is signed in may see a page."""
    return declare(view, Access(SIGNED_IN))


def on_report(action: Action) -> Callable[[View], View]:
    """Declare that a page requires this permission for the report (and section) in its address.

    The view finds `g.actor`, `g.report` (a ReportRef), `g.seen` and `g.round` (a FrozenRound).
    """
    return lambda view: declare(view, Access(REPORT, action))


def on_country(action: Action) -> Callable[[View], View]:
    """Declare that a page requires this permission for a report of the country in its address.

    The view finds `g.actor`, `g.known` (all reports of the country in which the person has a role, latest
    first) and `g.country` (the reports for which they have this permission).
    """
    return lambda view: declare(view, Access(COUNTRY, action))


def on_round(view: View) -> View:
    """Declare that a page about the round in its address requires a role, whichever it is.

    Each figure decides what they may see of its answers. The view finds `g.actor` and `g.round`.
    """
    return declare(view, Access(ROUND))


def secretariat_only(action: Action) -> Callable[[View], View]:
    """Declare that a page requires this permission for all reports; a page about a round finds `g.round`."""
    return lambda view: declare(view, Access(SECRETARIAT, action))


def access_of(app: Flask, endpoint: str) -> Access | None:
    """Return who may see the page of an endpoint, or None if the view does not declare it."""
    return getattr(app.view_functions[endpoint], "access", None)


def undeclared(app: Flask) -> list[str]:
    """Return the routes that do not declare who may see them."""
    return [rule.rule for rule in app.url_map.iter_rules() if access_of(app, rule.endpoint) is None]


def guard() -> Response | None:
    """Let a request through to its page, or answer instead of the page."""
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
        try:
            with reading() as session:
                g.actor = asking_in(session)
                if g.actor is not None:
                    if (instead := held_back(g.actor)) is not None:
                        return instead
                    ALLOWS[access.who](access, session)
        except NotFound:
            count_refused_access(g.actor.person_id, context())
            raise
        if g.actor is None:
            return to_sign_in() if request.method in csrf.SAFE and not csrf.is_script() else csrf.again(False)
    return unconfirmed() if csrf.proven() else csrf.again()


def to_sign_in() -> Response:
    """Redirect to the sign-in page, which leads back here."""
    here = request.full_path.rstrip("?")
    address = visit().url("sign-in").partition("?")[0]
    return make_response(redirect(f"{address}?{urlencode({'next': here})}", 303))


def _allow_report(access: Access, session: Session) -> None:
    """Find the report for this person, or refuse as if it did not exist."""
    at: Mapping[str, Any] = request.view_args or {}
    address = ReportAddress(at["form"], at["year"], at["reporter"])
    found = find_visible_report(session, g.actor, address, now())
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
    """Find a country's reports for this person, or refuse as if the country did not exist."""
    at: Mapping[str, Any] = request.view_args or {}
    g.known = reports_about(session, g.actor, at["iso3"], now())
    g.country = [seen for seen in g.known if access.action and workflow.may(g.actor, access.action, seen.ref)]
    if not g.country:
        raise nothing_here()


def _allow_round(access: Access, session: Session) -> None:
    """Find the round for a person with a role; refuse others as if it did not exist."""
    if not g.actor.held:
        raise nothing_here()
    _find_round(session)


def round_at(session: Session, form: str, year: int) -> FrozenRound:
    """Return the round at an address, or refuse."""
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
