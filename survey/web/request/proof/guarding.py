"""Before a page opens: its person has presented their second factor, and before an important step, once more.

What was about to be done is kept in the page that asks for the proof, and goes on with it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request

from survey.actions.factors.proving import mail_code, prove
from survey.errors import Refusal
from survey.web.request import csrf
from survey.web.request.demonstration import is_demonstration
from survey.web.request.proof.means import AGAIN, ANSWER, TYPED, has_proof, means, proof, ways, who
from survey.web.request.proof.table import CONFIRMED, DOORS, EVERY_STEP, OPEN, REQUIRING, Waiting
from survey.web.request.session import context, now, own_path, session_row, with_query
from survey.web.request.site.configured import settings
from survey.web.request.visit import visit

if TYPE_CHECKING:
    from flask import Response

    from survey.messages import Message
    from survey.workflow import Actor

OURS = frozenset({csrf.FIELD, TYPED, ANSWER, AGAIN})


def held_back(actor: Actor) -> Response | None:
    """Lead a person to the second factor that this session still needs, instead of the page."""
    waiting = waiting_for(actor)
    if waiting is None or request.endpoint in OPEN[waiting]:
        return None
    if request.method not in csrf.SAFE or csrf.is_script():
        return csrf.again(False)
    address = visit().url(DOORS[waiting]).partition("?")[0]
    return make_response(redirect(with_query(address, next=own_path(request.full_path.rstrip("?"))), 303))


def waiting_for(actor: Actor) -> Waiting | None:
    """Return what the session of this request still needs."""
    row = session_row()
    if row is not None and row.has_factor:
        return Waiting.PRESENT if row.factor_at is None else None
    return Waiting.SET_UP if is_required(actor) else None


def is_required(actor: Actor) -> bool:
    """Tell whether a person must have a second factor; nobody must in a demonstration."""
    return (
        settings().second_factor == "required"
        and any(held.role in REQUIRING for held in actor.held)
        and not is_demonstration()
    )


def unconfirmed() -> Response | None:
    """Ask for a proof before an important step, unless there was one just now; accept it, and go on."""
    does = what_is_done()
    if does is None or is_fresh():
        return None
    try:
        if has_proof() and AGAIN not in request.form:
            prove(who(), proof(), means(), context())
            return None
        if ways().mail:
            mail_code(who(), context(), again=AGAIN in request.form)
    except Refusal as refusal:
        return _ask(does, refusal)
    return _ask(does)


def what_is_done() -> Message | None:
    """Return what this request does in words, if it must be confirmed."""
    declared = CONFIRMED.get(request.endpoint or "")
    if (
        declared is None
        or request.method in csrf.SAFE
        or (declared.unless and declared.unless in request.form)
    ):
        return None
    step = str((request.view_args or {}).get("step", EVERY_STEP))
    return declared.does.get(step, declared.does.get(EVERY_STEP))


def is_fresh() -> bool:
    """Tell whether this session's person proved just now who they are; signing in proves it."""
    row, minutes = session_row(), settings().confirm_minutes
    if row is None or not minutes or (is_demonstration() and not row.has_factor):
        return True
    return now() - max(row.began_at, row.proved_at or row.began_at) <= timedelta(minutes=minutes)


def _ask(does: Message, refusal: Refusal | None = None) -> Response:
    """Show the page that asks for a proof; it keeps everything that was typed."""
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in OURS]
    page = render_template(
        "factors/confirm.html",
        does=does,
        back=_place_of_step(),
        kept=kept,
        wrong=refusal.message if refusal else None,
        ways=ways(),
        address=request.full_path.rstrip("?"),
        sent_again=AGAIN in request.form and refusal is None,
    )
    return make_response(page, refusal.status if refusal else 403)


def _place_of_step() -> str:
    """Return the address to go back to: the report, the round, or the list that has the button."""
    at, url = request.view_args or {}, visit().url
    if "reporter" in at:
        return url("reports", at["form"], str(at["year"]), at["reporter"])
    if "form" in at:
        return url("rounds", at["form"], str(at["year"]))
    return url("people", "locked-out") if request.blueprint == "activity" else url("security")
