"""Where a person is signed in, and ending it: here, somewhere else, or everywhere else."""

from __future__ import annotations

from types import SimpleNamespace

from flask import Blueprint, Response, make_response, redirect, render_template
from sqlalchemy.orm import Session

from survey.actions.people.sessions import end_other_sessions, end_session, sessions_of
from survey.storage.engine.database import db
from survey.web.request.access import signed_in
from survey.web.request.moments import moment
from survey.web.request.session import context, now, session_row
from survey.web.request.visit import nothing_here, visit

pages = Blueprint("sessions", __name__)

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
"""Signs in the user agent with the name of the browser; the first match counts."""
MACHINES = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@pages.get("/<lang>/sessions")
@signed_in
def listed() -> str:
    """List the sessions of this person."""
    person_id, here = own()
    with Session(db.engine) as session:
        found = [
            SimpleNamespace(
                id=live.id,
                browser=named(live.browser),
                began=moment(visit(), live.began_at),
                seen=moment(visit(), live.seen_at),
                here=live.id == here,
            )
            for live in sessions_of(session, person_id, now())
        ]
    return render_template("account/sessions.html", sessions=sorted(found, key=lambda shown: not shown.here))


@pages.post("/<lang>/sessions/<int:session_id>/end")
@signed_in
def end(session_id: int) -> Response:
    """End another session of this person."""
    if session_id > LARGEST_ID:
        raise nothing_here()
    end_session(session_id, context())
    return make_response(redirect(visit().url("sessions"), 303))


@pages.post("/<lang>/sessions/end-others")
@signed_in
def end_others() -> Response:
    """End every other session of this person."""
    _, here = own()
    end_other_sessions(here, context())
    return make_response(redirect(visit().url("sessions"), 303))


LARGEST_ID = 2**31 - 1
"""The largest id that a database accepts."""


def own() -> tuple[int, int]:
    """Return the ids of the person signed in and of this session."""
    row = session_row()
    if row is None:
        raise nothing_here()
    return row.person_id, row.id


def named(browser: str) -> str:
    """Return the names of a browser and its system, if they are recognised."""
    found = [next((name for sign, name in table if sign in browser), "") for table in (BROWSERS, MACHINES)]
    return " · ".join(name for name in found if name)
