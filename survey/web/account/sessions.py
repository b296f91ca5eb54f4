"""Where a person is signed in, and ending it: here, somewhere else, or everywhere else."""

from __future__ import annotations

from types import SimpleNamespace

from flask import Blueprint, Response, make_response, redirect, render_template
from sqlalchemy.orm import Session

from survey.actions.people.signing_in import end_other_sessions, end_session, sessions_of
from survey.storage.engine.database import db
from survey.web.request.access import signed_in
from survey.web.request.moments import moment
from survey.web.request.session import now, session_row
from survey.web.request.visit import nothing_here, visit

pages = Blueprint("sessions", __name__)

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
"""What stands in a browser's own words, and its name; the first that is found is it."""
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
    """End one session of this person elsewhere."""
    if session_id > LARGEST_ID:
        raise nothing_here()
    end_session(session_id, own()[0], now())
    return make_response(redirect(visit().url("sessions"), 303))


@pages.post("/<lang>/sessions/end-others")
@signed_in
def end_others() -> Response:
    """End every session of this person but the one that asks."""
    person_id, here = own()
    end_other_sessions(person_id, here, now())
    return make_response(redirect(visit().url("sessions"), 303))


LARGEST_ID = 2**31 - 1
"""The largest number that a database can be asked for."""


def own() -> tuple[int, int]:
    """The person who asks, and the session that they ask in."""
    row = session_row()
    if row is None:
        raise nothing_here()
    return row.person_id, row.id


def named(browser: str) -> str:
    """A browser and its machine, as far as they can be recognised."""
    found = [next((name for sign, name in table if sign in browser), "") for table in (BROWSERS, MACHINES)]
    return " · ".join(name for name in found if name)
