"""Who is asking: the cookies of a browser, and the person they stand for.

Knows cookies and requests; what a session is worth is decided in `survey.actions.people.signing_in`.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from flask import current_app, g, request
from sqlalchemy.exc import DBAPIError

from survey.actions.people.signing_in import actor_for, actor_in, note_seen

if TYPE_CHECKING:
    from flask import Flask, Response
    from sqlalchemy.orm import Session

    from survey.storage.people.signing_in import LiveSession
    from survey.workflow import Actor

SESSION = "survey-session"
"""Whose session it is. It ends with the browser; how long it may last is the database's to say."""
BROWSER = "survey-browser"
"""Which browser asked for a code: it stands for nobody."""
ASKED = "survey-asked"
"""Where the letter went that was asked for, so that the next page can say it; kept for minutes."""
ONWARD = "survey-onward"
"""Where somebody was going who had to sign in first; kept for minutes, for the link in the letter."""
ONLY_HERE = "__Host-"
"""Browsers take a cookie so named only over HTTPS, for this host and all of its paths."""

CLOCK = "survey-clock"
"""The name under which an application may keep another clock than the real one."""
LOOPBACK = ("127.0.0.1", "::1")


def now() -> datetime:
    """The time of this request: one for all that it does."""
    if "now" not in g:
        clock = current_app.extensions.get(CLOCK, real_time)
        g.now = clock()
    found: datetime = g.now
    return found


def real_time() -> datetime:
    """What time it is."""
    return datetime.now(UTC)


def asking() -> Actor | None:
    """Who asks, if anybody is signed in: looked up once a request, and only where there is a cookie."""
    if "asking" not in g:
        token = cookie(SESSION)
        g.asking = actor_for(token, now()) if token else None
    return g.asking[0] if g.asking else None


def asking_in(session: Session) -> Actor | None:
    """The same, looked up in a session of the database that is open already."""
    token = cookie(SESSION)
    if "asking" not in g and token:
        g.asking = actor_in(session, token, now())
        if g.asking:
            note_seen(g.asking[1], now())
    return asking()


def session_row() -> LiveSession | None:
    """The session of this request."""
    return g.asking[1] if asking() else None


def shown_as() -> Actor | None:
    """Who the head of a page names; a page for everybody is shown even while the database is away."""
    try:
        return asking()
    except DBAPIError:
        current_app.logger.exception("Who is signed in could not be read")
        g.asking = None
        return None


def browser_named() -> str:
    """What the browser calls itself, for the list of sessions."""
    return request.headers.get("User-Agent", "")


def caller() -> str:
    """The network address that a request comes from: where a proxy on this machine says so, what it says."""
    address = request.remote_addr or ""
    behind = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return behind if behind and address in LOOPBACK else address


def cookie(name: str) -> str:
    """The value of a cookie of ours."""
    return request.cookies.get(_named(name), "")


def browser_token() -> str:
    """The secret of this browser, made when it has none; the response brings it along."""
    if "browser_token" not in g:
        g.browser_token = cookie(BROWSER) or secrets.token_urlsafe(32)
    found: str = g.browser_token
    return found


def signed_in_with(response: Response, token: str) -> Response:
    """Give a browser its session."""
    return set_cookie(response, SESSION, token)


def signed_out(response: Response) -> Response:
    """Take the session from a browser, and with it every draft that it keeps on the device."""
    for name in (SESSION, BROWSER, ASKED, ONWARD):
        set_cookie(response, name, "", max_age=0)
    g.pop("browser_token", None)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def set_cookie(response: Response, name: str, value: str, max_age: int | None = None) -> Response:
    """Set a cookie that no script reads and no other site sends along."""
    response.set_cookie(
        _named(name),
        value,
        max_age=max_age,
        path="/",
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def with_query(address: str, **values: str) -> str:
    """An address with more in its query; what is empty is left out."""
    more = urlencode({name: value for name, value in values.items() if value})
    return f"{address}{'&' if '?' in address else '?'}{more}" if more else address


def own_path(wanted: str | None) -> str:
    """Where to go on to: a path of ours, or nothing for anything that could lead elsewhere."""
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
    return f"{ONLY_HERE}{name}" if request.is_secure else name


def _keep_browser(response: Response) -> Response:
    if "browser_token" in g and g.browser_token != cookie(BROWSER):
        set_cookie(response, BROWSER, g.browser_token)
    return response


def register(app: Flask) -> None:
    """Let browsers keep their cookies, and templates know who reads them."""
    app.after_request(_keep_browser)
    app.jinja_env.globals.update(asking=shown_as, with_query=with_query)
