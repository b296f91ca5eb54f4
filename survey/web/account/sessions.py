"""Where a person is signed in, and ending it: here, somewhere else, or everywhere else."""

from __future__ import annotations

from types import SimpleNamespace

from flask import Blueprint, Response, make_response, redirect, render_template, request
from sqlalchemy.orm import Session

from survey.actions.people.devices import device_named
from survey.actions.people.known_browsers import forget_browser
from survey.actions.people.sessions import (
    end_all_sessions,
    end_other_sessions,
    end_session,
    sessions_of,
)
from survey.storage.engine.database import db
from survey.web.request.access import public_form, signed_in
from survey.web.request.moments import moment
from survey.web.request.session import (
    KNOWN,
    asking,
    context,
    known_marks,
    limits,
    now,
    session_row,
    set_cookie,
    signed_out,
    with_query,
)
from survey.web.request.visit import nothing_here, visit

pages = Blueprint("sessions", __name__)


@pages.get("/<lang>/sessions")
@signed_in
def listed() -> str:
    """List the sessions of this person."""
    person_id, here = own()
    with Session(db.engine) as session:
        found = [
            SimpleNamespace(
                id=live.id,
                browser=device_named(live.browser),
                began=moment(visit(), live.began_at),
                seen=moment(visit(), live.seen_at),
                here=live.id == here,
            )
            for live in sessions_of(session, person_id, now(), limits())
        ]
    return render_template(
        "account/sessions.html",
        sessions=sorted(found, key=lambda shown: not shown.here),
        known=bool(known_marks()),
        forgotten="forgotten" in request.args,
    )


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


@pages.post("/<lang>/sessions/end-all")
@signed_in
def end_all() -> Response:
    """End every session of this person, here too; every browser is forgotten."""
    end_all_sessions(context())
    response = signed_out(make_response(redirect(with_query(visit().url("sign-in"), out="1"), 303)))
    return set_cookie(response, KNOWN, "", max_age=0)


@pages.post("/<lang>/forget-browser")
@public_form
def forget() -> Response:
    """Forget this browser; whoever is signed in stays so."""
    forget_browser(known_marks(), context())
    page = visit().url("sessions" if asking() else "sign-in")
    response = make_response(redirect(with_query(page, forgotten="1"), 303))
    return set_cookie(response, KNOWN, "", max_age=0)


LARGEST_ID = 2**31 - 1
"""The largest id that a database accepts."""


def own() -> tuple[int, int]:
    """Return the ids of the person signed in and of this session."""
    row = session_row()
    if row is None:
        raise nothing_here()
    return row.person_id, row.id
