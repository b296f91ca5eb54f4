"""The board of a round: the progress of every country, section by section, for the secretariat.

Knows how the page is put together; reminding and extending are actions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, make_response, redirect, render_template, request

from survey.actions.rounds.inviting import Kind, WantedMailing, write_to_focal_points
from survey.exports.tables.as_csv import for_people, to_csv
from survey.exports.tables.marking import HEADING, as_samples
from survey.messages import say
from survey.storage.engine.installation import is_demo
from survey.web.board.context import open_board
from survey.web.board.view import (
    legend,
    overview,
    reports_shown,
    sections_shown,
    sheet,
    sorts,
)
from survey.web.request.access import secretariat_only
from survey.web.request.report import read_session
from survey.web.request.session import context
from survey.web.request.visit import nothing_here, visit
from survey.workflow import Action

if TYPE_CHECKING:
    from markupsafe import Markup

    from survey.web.board.context import Board

pages = Blueprint("board", __name__)

AT = "/<lang>/rounds/<form>/<int:year>/board"
REMINDED = say("board/reminded-notice", "Reminded: {reporter}. The e-mail is being sent.")
NOT_REMINDED = say(
    "board/not-reminded",
    "No reminder was sent: {reporter}. There is no focal point, or a reminder was sent in the last 24 hours.",
)


@pages.get(AT)
@secretariat_only(Action.ROUNDS)
def board(**_: object) -> str:
    """Show the state of every report of a round."""
    with read_session() as session:
        found = open_board(session, request.args)
        return render_template(
            "board/board.html",
            board=found,
            overview=overview(found),
            sections=sections_shown(found),
            reports=reports_shown(found),
            legend=legend(found),
            sorts=sorts(found),
            regions=list(found.regions.items()),
            notice=noticed(found),
            queries_of_round=visit().url("rounds", found.round.form, str(found.round.year), "queries"),
        )


@pages.get(f"{AT}.csv")
@secretariat_only(Action.ROUNDS)
def as_csv(form: str, year: int) -> Response:
    """Send the board as a file for spreadsheets."""
    with read_session() as session:
        found = open_board(session, request.args)
        table = as_samples(sheet(found), visit().plain(HEADING)) if is_demo(session) else sheet(found)
        data = b"".join(to_csv(table, for_people(visit().place.locale)))
    response = make_response(data)
    response.mimetype = "text/csv"
    name = f"{form}-{year}-board-{visit().language.code}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@pages.post(AT)
@secretariat_only(Action.ROUNDS)
def remind(**_: object) -> Response:
    """Write a reminder to the focal points of a reporter."""
    with read_session() as session:
        found = open_board(session, request.args)
    reporter = request.form.get("remind", "")
    if reporter not in found.names:
        raise nothing_here()
    mailing = write_to_focal_points(found.round_id, WantedMailing(Kind.REMINDER, only=(reporter,)), context())
    outcome = "reminded" if mailing.letters else "not_reminded"
    return make_response(redirect(found.url(**{outcome: reporter}), 303))


def noticed(found: Board) -> Markup | None:
    """Return the notice of what was just done, read from the address."""
    for key, message in NOTICES.items():
        name = found.names.get(request.args.get(key, ""))
        if name:
            return visit().say(message, reporter=name)
    return None


NOTICES = {
    "reminded": REMINDED,
    "not_reminded": NOT_REMINDED,
    "extended": say(
        "board/extended-notice", "The deadline is extended: {reporter}. The focal points are told by e-mail."
    ),
}
