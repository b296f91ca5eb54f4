"""The annual review of a report: read by the country and its readers, recorded or corrected by reviewers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Blueprint, Response, make_response, redirect, render_template, request

from survey.actions.reviews.reviewing import Incomplete, record_review
from survey.countries import is_country
from survey.errors import Refusal
from survey.messages import Message
from survey.storage.engine.database import end_read
from survey.storage.reviews.reviews import Reviewed, reviews_of_report
from survey.web.request.access import on_report
from survey.web.request.report import OpenReport, read_session, without_answers
from survey.web.request.session import context
from survey.web.request.visit import nothing_here
from survey.web.reviews.reviewed import shown_review
from survey.workflow import Action
from survey.workflow.reviews import Finding

pages = Blueprint("report_review", __name__)

HOME = "/<lang>/reports/<form>/<int:year>/<reporter>/review"
CHOSEN = {"yes": True, "no": False}
SAID = {True: "yes", False: "no", None: ""}


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """The contents of the form, and what is wrong with them."""

    substantial: str = ""
    justified: str = ""
    justification: str = ""
    observations: str = ""
    missing: Mapping[str, Message] = field(default_factory=dict)
    refused: Message | None = None


@pages.get(HOME)
@on_report(Action.REVIEWS)
def review(form: str, year: int, reporter: str) -> str:
    """Show the annual review of a report, with the form for reviewers."""
    with read_session() as session:
        return page_of(of_country(without_answers(session)))


@pages.post(HOME)
@on_report(Action.REVIEW)
def record(form: str, year: int, reporter: str) -> Response:
    """Record the annual review, or a correction of it."""
    names = ("substantial", "justified", "justification", "observations")
    sent = {name: request.form.get(name, "") for name in names}
    saw = request.form.get("saw", type=int) or 0
    with read_session() as session:
        report = of_country(without_answers(session))
        try:
            record_review(report.ref, finding_of(sent, report), saw, context())
        except Refusal as refusal:
            end_read(session)
            missing = refusal.missing if isinstance(refusal, Incomplete) else {}
            typed = ReviewForm(**sent, missing=missing, refused=refusal.message)
            return make_response(page_of(report, typed), refusal.status)
        return make_response(redirect(f"{report.url('review')}?done=1", 303))


def of_country(report: OpenReport) -> OpenReport:
    """Return the report if it is a country's, or refuse: other bodies have no annual review."""
    if not is_country(report.ref.reporter):
        raise nothing_here()
    return report


def finding_of(sent: Mapping[str, str], report: OpenReport) -> Finding:
    """Return the finding that was sent, in the language of the page."""
    return Finding(
        CHOSEN.get(sent["substantial"]),
        CHOSEN.get(sent["justified"]),
        sent["justification"],
        sent["observations"],
        report.visit.language.code,
    )


def page_of(report: OpenReport, typed: ReviewForm | None = None) -> str:
    """Make the page of a review."""
    found = reviews_of_report(report.session, report.ref.report_id)
    versions = [shown_review(version, report.zone) for version in found]
    return render_template(
        "reviews/report.html",
        report=report,
        form=report.form,
        now=versions[-1] if versions else None,
        earlier=versions[-2::-1],
        may=report.may(Action.REVIEW),
        typed=typed or typed_from(found),
        saw=len(found),
        done=bool(request.args.get("done")) and typed is None,
        here=report.url("review"),
        country=report.visit.url("countries", report.ref.reporter),
    )


def typed_from(found: list[Reviewed]) -> ReviewForm:
    """Return the initial contents of the form: the current review, to be corrected."""
    if not found:
        return ReviewForm()
    row = found[-1].row
    return ReviewForm(SAID[row.substantial], SAID[row.justified], row.justification, row.observations)
