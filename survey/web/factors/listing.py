"""The page “Sign-in and security”: a person's passkeys, apps and recovery codes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from sqlalchemy.orm import Session

from survey.actions.factors import keeping
from survey.errors import Refusal
from survey.messages import say
from survey.storage.engine.database import db
from survey.storage.factors.factors import LONGEST_NAME, factors_of, recovery_codes_left
from survey.storage.people.people import Person
from survey.web.factors.codes import codes_page
from survey.web.request.access import signed_in
from survey.web.request.moments import moment
from survey.web.request.proof.guarding import is_required, waiting_for
from survey.web.request.proof.means import means
from survey.web.request.session import context, own_path, with_query
from survey.web.request.visit import nothing_here, visit

if TYPE_CHECKING:
    from survey.messages import Message
    from survey.storage.factors.factors import SecondFactor

pages = Blueprint("factors", __name__)

LARGEST_ID = 2**31 - 1
DONE = {
    "added": say("factors/added", "It was added."),
    "renamed": say("factors/renamed", "The new name was saved."),
    "removed": say("factors/removed", "It was removed."),
}


@pages.get("/<lang>/security")
@signed_in
def listed() -> str:
    """List the second factors of this person, and offer to add some."""
    return page()


@pages.post("/<lang>/security/<int:factor_id>/rename")
@signed_in
def rename(factor_id: int) -> Response:
    """Give a second factor another name."""
    try:
        keeping.rename_factor(known_id(factor_id), request.form.get("name", ""), context())
    except Refusal as refusal:
        return make_response(page(refusal.message, factor_id), refusal.status)
    return done("renamed")


@pages.post("/<lang>/security/<int:factor_id>/remove")
@signed_in
def remove(factor_id: int) -> Response:
    """Remove a second factor, unless it is the last one and the role requires one."""
    try:
        keeping.remove_factor(known_id(factor_id), context(), is_required=is_required(g.actor))
    except Refusal as refusal:
        return make_response(page(refusal.message), refusal.status)
    return done("removed")


@pages.post("/<lang>/security/recovery-codes")
@signed_in
def new_codes() -> Response:
    """Make new recovery codes, and show them once."""
    return make_response(codes_page(keeping.new_recovery_codes(context())))


def known_id(factor_id: int) -> int:
    """Return an id that a database accepts, or refuse."""
    if factor_id > LARGEST_ID:
        raise nothing_here()
    return factor_id


def done(what: str) -> Response:
    """Redirect to the list, which says what was done."""
    return make_response(redirect(with_query(visit().url("security"), done=what), 303))


def page(wrong: Message | None = None, wrong_at: int = 0) -> str:
    """Render the list."""
    with Session(db.engine) as session:
        person = session.get_one(Person, g.actor.person_id)
        found = [shown(factor) for factor in factors_of(session, person.id)]
        return render_template(
            "factors/security.html",
            factors=found,
            codes_left=recovery_codes_left(session, person.id),
            offers_passkeys=means().site is not None,
            waits=waiting_for(g.actor) is not None,
            is_required=is_required(g.actor),
            email=person.email,
            wrong=wrong,
            wrong_at=wrong_at,
            done=DONE.get(request.args.get("done", "")) if wrong is None else None,
            longest=LONGEST_NAME,
            onward=own_path(request.args.get("next")),
        )


def shown(factor: SecondFactor) -> SimpleNamespace:
    """Return what the list shows of a second factor."""
    return SimpleNamespace(
        id=factor.id,
        kind=factor.kind,
        name=factor.name,
        added=moment(visit(), factor.added_at),
        used=moment(visit(), factor.used_at) if factor.used_at else None,
    )
