"""More time for one report: the secretariat gives a new last day, and the country is told.

Knows how the page is put together; extending is an action.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, g, make_response, redirect, render_template, request

from survey.actions.rounds.rounds import extend
from survey.errors import Refusal
from survey.languages import long_date
from survey.messages import say
from survey.questionnaire.kinds.dates.date import Date
from survey.web.request.access import on_report
from survey.web.request.report import begin_report
from survey.web.request.session import context, now
from survey.web.request.visit import visit
from survey.workflow import Action

if TYPE_CHECKING:
    from datetime import date

    from survey.messages import Message

pages = Blueprint("more_time", __name__)

AT = "/<lang>/reports/<form>/<int:year>/<reporter>/more-time"
NO_DATE = say("board/no-date", "Give the new deadline, for example {example}.")
TWO_WEEKS = timedelta(days=14)


@pages.get(AT)
@on_report(Action.EXTEND)
def ask(**_: object) -> str:
    """Ask how much more time a reporter is given."""
    begin_report()
    return asked()


@pages.post(AT)
@on_report(Action.EXTEND)
def give(**_: object) -> Response:
    """Give a reporter more time, or say why not."""
    here = begin_report()
    typed = request.form.get("until", "")
    parsed = Date().parse([typed], here.place)
    until: date | None = parsed.value  # type: ignore[assignment]
    if until is None:
        return make_response(asked(typed, parsed.complaint or NO_DATE), 422)
    try:
        extend(g.report.report_id, until, context())
    except Refusal as refusal:
        return make_response(asked(typed, refusal.message), refusal.status)
    return make_response(redirect(f"{board_address()}?extended={g.report.reporter}", 303))


def asked(typed: str = "", wrong: Message | None = None) -> str:
    """Make the page that asks for a new last day."""
    return render_template(
        "board/extensions.html",
        form=g.round.questionnaire,
        year=g.seen.year,
        deadline=g.seen.deadline,
        example=example_day(),
        board=board_address(),
        reporter=g.report.reporter,
        typed=typed,
        wrong=wrong,
    )


def board_address() -> str:
    """Return the address of the round's board."""
    return visit().url("rounds", g.seen.form, str(g.seen.year), "board")


def example_day() -> str:
    """Return a day as an example of what to type: two weeks from now."""
    today = now().astimezone(ZoneInfo(g.seen.zone)).date()
    return long_date(max(g.seen.deadline, today) + TWO_WEEKS, visit().place)
