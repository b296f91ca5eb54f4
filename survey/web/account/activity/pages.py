"""What happened to a person's access, for that person; and who is locked out, for the secretariat."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, make_response, redirect, render_template
from sqlalchemy.orm import Session

from survey.actions.activity.noting import KEPT
from survey.actions.people.devices import device_named
from survey.actions.people.signing_in import unlock_person
from survey.messages import say_count
from survey.storage.activity.events import latest_events, locked_out
from survey.storage.engine.database import db
from survey.web.account.activity.words import HAPPENED, WARNING
from survey.web.account.sessions import LARGEST_ID, own
from survey.web.request.access import secretariat_only, signed_in
from survey.web.request.moments import moment
from survey.web.request.session import context, now
from survey.web.request.visit import nothing_here, visit
from survey.workflow import Action

if TYPE_CHECKING:
    from survey.storage.activity.events import SecurityEvent

pages = Blueprint("activity", __name__)

MOST = 50


@pages.get("/<lang>/activity")
@signed_in
def recent() -> str:
    """Show a person what happened to their access."""
    person_id, _ = own()
    with Session(db.engine) as session:
        found = [shown(event) for event in latest_events(session, person_id, MOST) if event.kind in HAPPENED]
    return render_template("account/activity/recent.html", events=found, days=KEPT.days)


@pages.get("/<lang>/people/locked-out")
@secretariat_only(Action.PEOPLE)
def locked() -> str:
    """List the people who cannot ask for sign-in e-mails at present, and offer to let them."""
    with Session(db.engine) as session:
        found = [
            SimpleNamespace(
                id=person.id,
                name=person.name,
                last=moment(visit(), event.last_at),
                until=moment(visit(), event.until or event.last_at),
                times=times(event.count),
            )
            for event, person in locked_out(session, now())
        ]
    return render_template("account/activity/locked_out.html", people=found)


@pages.post("/<lang>/people/locked-out/<int:person_id>/unlock")
@secretariat_only(Action.PEOPLE)
def unlock(person_id: int) -> Response:
    """Let a person ask for sign-in e-mails again."""
    if person_id > LARGEST_ID:
        raise nothing_here()
    unlock_person(person_id, context())
    return make_response(redirect(visit().url("people", "locked-out"), 303))


def shown(event: SecurityEvent) -> SimpleNamespace:
    """Return what happened, in words."""
    return SimpleNamespace(
        what=HAPPENED[event.kind],
        icon="ask" if event.kind in WARNING else "note",
        at=moment(visit(), event.last_at),
        device=device_named(event.browser),
        times=times(event.count) if event.count > 1 else None,
    )


def times(count: int) -> object:
    """Say how often something happened within an hour."""
    return say_count("activity/times", "{count} time within an hour", "{count} times within an hour", count)
