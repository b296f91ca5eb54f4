"""Pinning words of a country's answer for the briefing, and taking them off: for the secretariat."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, request

from survey.actions.reviews.passages import Quote, pin_passage, take_off_passage
from survey.errors import Refusal
from survey.web.figures.context import open_at
from survey.web.figures.question import page_of, read_choice
from survey.web.figures.texts import RefusedPassage
from survey.web.request.access import secretariat_only
from survey.web.request.report import read_session
from survey.web.request.session import context
from survey.workflow import Action

pages = Blueprint("figures_passages", __name__)


@pages.post("/<lang>/rounds/<form>/<int:year>/questions/<question_id>/pin")
@secretariat_only(Action.BRIEFING)
def pin(form: str, year: int, question_id: str) -> Response:
    """Pin some of a country's words; words that are not theirs come back to be corrected."""
    sent = request.form
    with read_session() as session:
        this = open_at(session)
        choice = read_choice(this, question_id)
        try:
            pin_passage(
                this.frozen.round.id,
                Quote(sent.get("country", ""), question_id, sent.get("at_row", ""), sent.get("text", "")),
                context(),
            )
        except Refusal as refusal:
            typed = RefusedPassage(
                sent.get("country", ""), sent.get("at_row", ""), sent.get("text", ""), refusal.message
            )
            return make_response(page_of(this, choice, typed), refusal.status)
    return make_response(redirect(this.url("questions", question_id, row=choice.row) + "#pinned", 303))


@pages.post("/<lang>/rounds/<form>/<int:year>/passages/<int:passage>/off")
@secretariat_only(Action.BRIEFING)
def take_off(form: str, year: int, passage: int) -> Response:
    """Take a passage off the briefing."""
    with read_session() as session:
        this = open_at(session)
        question_id = take_off_passage(this.frozen.round.id, passage, context())
    return make_response(redirect(this.url("questions", question_id), 303))
