"""Who makes the request: the cookies of a browser, and the person that they identify.

Knows cookies and requests; what a session is worth is decided in `survey.actions.people.signing_in`.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from flask import current_app, g, request
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from survey.actions.context import Context
from survey.actions.people.known_browsers import meet
from survey.actions.people.session_ends import why_over
from survey.actions.people.sessions import SessionLimits, actor_for, actor_in, end_replaced, note_seen
from survey.errors import Busy
from survey.storage.engine.database import db
from survey.web.request.site.configured import settings
from survey.web.request.site.reached import site

if TYPE_CHECKING:
    from flask import Flask, Response

    from survey.actions.mail.office import Office
    from survey.messages import Message
    from survey.storage.people.signing_in import LiveSession
    from survey.workflow import Actor

SESSION = "survey-session"
"""The cookie that identifies a session. It ends with the browser; the database knows when it expires."""
BROWSER = "survey-browser"
"""The cookie of the browser that asked for a code; it identifies no person."""
ASKED = "survey-asked"
"""The cookie with the address to which the letter was sent, for the next page; it lasts some minutes."""
ONWARD = "survey-onward"
"""The cookie with the page that a person wanted before signing in; it lasts some minutes."""
KNOWN = "survey-known"
"""The cookie with the marks of a browser that is known; it lasts, and holds no personal data."""
KNOWN_SECONDS = 180 * 86_400
ONLY_HERE = "__Host-"
"""With this prefix, browsers accept a cookie only over HTTPS, for this host and all its paths."""

LONGEST_MARKS = 400
"""Characters of the marks that are read."""

CLOCK = "survey-clock"
"""The extension under which an application may have another clock, for tests."""


def now() -> datetime:
    """Return the time of this request, which stays the same throughout."""
    if "now" not in g:
        clock = current_app.extensions.get(CLOCK, real_time)
        g.now = clock()
    found: datetime = g.now
    return found


def real_time() -> datetime:
    """Return the current time."""
    return datetime.now(UTC)


def office() -> Office:
    """Return the office that writes the letters of this installation."""
    found: Office = current_app.extensions["survey-office"]
    return found


def limits() -> SessionLimits:
    """Return how long sessions last in this installation."""
    lasts = settings()
    return SessionLimits(timedelta(minutes=lasts.session_idle_minutes), timedelta(hours=lasts.session_hours))


def context() -> Context:
    """Return the circumstances of an action in this request: the person signed in, the time, the office."""
    actor = asking()
    return Context(now(), actor.person_id if actor else None, office())


def context_of_nobody() -> Context:
    """Return the circumstances of signing in: whoever is signed in already has no part in it."""
    return Context(now(), None, office())


def asking() -> Actor | None:
    """Return the person signed in, if any; the lookup happens once a request, and only with a cookie."""
    if "asking" not in g:
        token = cookie(SESSION)
        g.asking = actor_for(token, now(), limits=limits()) if token else None
    return g.asking[0] if g.asking else None


def asking_in(session: Session) -> Actor | None:
    """Return the person signed in, using a database session that is already open."""
    token = cookie(SESSION)
    if "asking" not in g and token:
        g.asking = actor_in(session, token, now(), limits())
        if g.asking:
            note_seen(g.asking[1], now(), limits=limits())
    return asking()


def session_row() -> LiveSession | None:
    """Return the session of this request."""
    return g.asking[1] if asking() else None


def shown_as() -> Actor | None:
    """Return the person to name in the page's header; None if the database cannot be reached."""
    try:
        return asking()
    except DBAPIError:
        current_app.logger.exception("Who is signed in could not be read")
        g.asking = None
        return None


def session_over() -> Message | None:
    """Say why the session is over that the browser had; nothing without one, or without a database."""
    token = cookie(SESSION)
    if not token or shown_as() is not None:
        return None
    try:
        with Session(db.engine) as session:
            return why_over(session, token, now(), limits())
    except DBAPIError:
        return None


def browser_named() -> str:
    """Return the name that the browser gives itself, for the list of sessions."""
    return request.headers.get("User-Agent", "")


def cookie(name: str) -> str:
    """Return the value of one of our cookies."""
    return request.cookies.get(_named(name), "")


def browser_token() -> str:
    """Return the secret of this browser; a new secret is made if needed and sent with the response."""
    if "browser_token" not in g:
        g.browser_token = cookie(BROWSER) or secrets.token_urlsafe(32)
    found: str = g.browser_token
    return found


def signed_in_with(response: Response, token: str) -> Response:
    """Set the session cookie on a response; end the browser's old session, and remember the browser."""
    with suppress(Busy):
        if before := cookie(SESSION):
            end_replaced(before, token, context_of_nobody())
        writes = settings().new_device_letters and not settings().demo
        met = meet(token, known_marks(), context_of_nobody(), writes=writes)
        set_cookie(response, KNOWN, ".".join(met.marks), max_age=KNOWN_SECONDS)
    return set_cookie(response, SESSION, token)


def known_marks() -> tuple[str, ...]:
    """Return the marks of the people who signed in in this browser."""
    return tuple(filter(None, cookie(KNOWN)[:LONGEST_MARKS].split(".")))


def signed_out(response: Response) -> Response:
    """Remove the session from a browser, and every draft that it keeps on the device."""
    for name in (SESSION, BROWSER, ASKED, ONWARD):
        set_cookie(response, name, "", max_age=0)
    g.pop("browser_token", None)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def set_cookie(response: Response, name: str, value: str, max_age: int | None = None) -> Response:
    """Set a cookie that scripts cannot read and other sites cannot send."""
    response.set_cookie(
        _named(name),
        value,
        max_age=max_age,
        path="/",
        secure=site().is_https,
        httponly=True,
        samesite="Lax",
    )
    return response


def with_query(address: str, **values: str) -> str:
    """Return an address with these values added to its query; empty values are left out."""
    more = urlencode({name: value for name, value in values.items() if value})
    return f"{address}{'&' if '?' in address else '?'}{more}" if more else address


def own_path(wanted: str | None) -> str:
    """Return the wanted path if it is ours; nothing if it could lead to another site."""
    wanted = wanted or ""
    plain = wanted.isprintable() and "\\" not in wanted and not any(sign.isspace() for sign in wanted)
    if not plain or not wanted.startswith("/") or wanted.startswith("//"):
        return ""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else wanted


def _named(name: str) -> str:
    return f"{ONLY_HERE}{name}" if site().is_https else name


def _keep_browser(response: Response) -> Response:
    if "browser_token" in g and g.browser_token != cookie(BROWSER):
        set_cookie(response, BROWSER, g.browser_token)
    return response


def register(app: Flask) -> None:
    """Send cookies with responses, and tell templates who is signed in."""
    app.after_request(_keep_browser)
    app.jinja_env.globals.update(asking=shown_as, session_over=session_over, with_query=with_query)
