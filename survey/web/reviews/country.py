"""A country over the years: its annual reviews, its status, and the decisions about it.

The country, the reviewers of its region and the secretariat see it. The workflow says when a hold may be
considered; a person decides.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, g, make_response, redirect, render_template, request

from survey import workflow
from survey.actions.reports.deciding import Choice, decide_status, decided_of, verdicts_in
from survey.countries import reporter_name
from survey.errors import Refusal
from survey.messages import Message
from survey.storage.reports.visibility import latest_year
from survey.storage.reviews.reviews import decisions_about, reviews_of_country
from survey.web.request.access import on_country
from survey.web.request.labels import title_of
from survey.web.request.report import read_session
from survey.web.request.session import context
from survey.web.request.visit import visit
from survey.web.reviews.reviewed import hold_rule, shown_decision, shown_review
from survey.workflow import Action
from survey.workflow.reviews import DECISIONS, STATUS_LABELS, Status, decisions_for, grounds, status_after

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from survey.storage.reports.visibility import SeenReport
    from survey.storage.reviews.reviews import Reviewed

pages = Blueprint("country", __name__)

HOME = "/<lang>/countries/<iso3>"


@pages.get(HOME)
@on_country(Action.REVIEWS)
def country(iso3: str) -> str:
    """Show a country's reviews over the years, and its status."""
    with read_session() as session:
        return page_of(session, iso3)


@pages.post(f"{HOME}/decision")
@on_country(Action.HOLD)
def decide(iso3: str) -> Response:
    """Decide about a country's status."""
    choice = Choice(request.form.get("decision", ""), request.form.get("reason", ""), visit().language.code)
    saw = request.form.get("saw", type=int) or 0
    try:
        decide_status(iso3, choice, saw, hold_rule(), context())
    except Refusal as refusal:
        with read_session() as session:
            page = page_of(session, iso3, choice, refusal.message)
        return make_response(page, refusal.status)
    return make_response(redirect(f"{visit().url('countries', iso3)}?done={choice.decision}", 303))


def page_of(session: Session, iso3: str, choice: Choice | None = None, refused: Message | None = None) -> str:
    """Make the page of a country; a refused decision stays in the form, with the reason."""
    reviews = reviews_of_country(session, iso3)
    return render_template(
        "reviews/country.html",
        name=reporter_name(iso3, g.known[0].names, visit().language),
        years=[year_shown(seen, reviews.get(seen.ref.report_id, [])) for seen in g.country],
        status=status_shown(session, iso3, reviews),
        choice=choice or Choice("", "", ""),
        refused=refused,
        done=request.args.get("done", "") in DECISIONS and not refused,
        here=visit().url("countries", iso3),
    )


def status_shown(
    session: Session, iso3: str, reviews: Mapping[int, Sequence[Reviewed]]
) -> SimpleNamespace | None:
    """Return a country's status and decisions; None if the reader may not see its latest report."""
    latest = latest_year(session, iso3)
    if all(seen.year != latest for seen in g.known):
        return None
    decisions = decisions_about(session, iso3)
    decided = decided_of(decisions)
    found = grounds([*verdicts_in(reviews).values()], decided, hold_rule())
    decides = any(workflow.may(g.actor, Action.HOLD, seen.ref) for seen in g.country)
    zone = ZoneInfo(g.known[0].zone)
    return SimpleNamespace(
        label=STATUS_LABELS[status_after(decided)],
        on_hold=status_after(decided) is Status.ON_HOLD,
        grounds=[str(verdict.year) for verdict in found],
        decisions=[shown_decision(decision, zone) for decision in reversed(decisions)],
        options=decisions_for(decided, found) if decides and reviews else (),
        saw=len(decisions),
    )


def year_shown(seen: SeenReport, versions: Sequence[Reviewed]) -> SimpleNamespace:
    """Return a round of a country: its report if it may be read, and its review if there is one."""
    at = ("reports", seen.form, str(seen.year), seen.ref.reporter)
    reads = seen.submitted_at is not None and workflow.may(g.actor, Action.SNAPSHOT, seen.ref)
    return SimpleNamespace(
        year=str(seen.year),
        form=title_of(seen.form),
        review=shown_review(versions[-1], ZoneInfo(seen.zone)) if versions else None,
        may_review=workflow.may(g.actor, Action.REVIEW, seen.ref),
        address=visit().url(*at, "review"),
        report=visit().url(*at, "summary") if reads else "",
    )
