"""Check, submit, receipt: the problems that stop a submission, the declaration, and the proof of receipt.

This module puts the pages together. `answers.checking` finds the problems; submitting is an action.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, Response, make_response, redirect, render_template, request

from survey.actions.reports.submitting import submit
from survey.errors import Refusal
from survey.problems import Severity
from survey.storage.people.people import names_of
from survey.storage.reports.reports import receipts_of
from survey.web.report.last_year import words_beside
from survey.web.report.problems import problems_in
from survey.web.report.read_only import readings_of
from survey.web.request.access import on_report
from survey.web.request.queries import unsettled_at_questions
from survey.web.request.report import load_report, read_session
from survey.web.request.session import context
from survey.web.request.visit import nothing_here
from survey.web.section.form import Filled
from survey.web.section.inputs import FormInputs
from survey.web.section.values import FilledSection, ShownProblem, filled_section
from survey.workflow import Action

if TYPE_CHECKING:
    from markupsafe import Markup

    from survey.messages import Message
    from survey.questionnaire.model import Section
    from survey.web.report.read_only import Reading
    from survey.web.request.report import OpenReport

pages = Blueprint("report_check", __name__)

HOME = "/<lang>/reports/<form>/<int:year>/<reporter>"
CHOICES = ("yes", "no")


@dataclass(frozen=True, slots=True)
class CheckedSection:
    """A section on the check page: the problems that stop, the problems that ask, and its answers."""

    title: Markup
    url: str
    stops: tuple[ShownProblem, ...]
    asks: tuple[ShownProblem, ...]
    readings: tuple[Reading, ...]
    edits: bool


@pages.get(f"{HOME}/check")
@on_report(Action.SEE)
def check(form: str, year: int, reporter: str) -> str:
    """Show all answers and the problems that stop the submission."""
    with read_session() as session:
        report = load_report(session)
        sections = checked_sections(report)
        return render_template(
            "report/check.html",
            report=report,
            form=report.form,
            sections=sections,
            stops=sum(len(section.stops) for section in sections),
            asks=sum(len(section.asks) for section in sections),
            may_submit=report.may(Action.SUBMIT),
            words=words_beside(report.visit),
            ask_url=report.url("ask") if report.may(Action.ASK) else "",
            queries=unsettled_at_questions(report),
        )


@pages.get(f"{HOME}/submit")
@on_report(Action.SUBMIT)
def declare(form: str, year: int, reporter: str) -> str:
    """Show what submitting means and ask what may be published."""
    with read_session() as session:
        return declaration(load_report(session, look_back=False))


@pages.post(f"{HOME}/submit")
@on_report(Action.SUBMIT)
def hand_over(form: str, year: int, reporter: str) -> Response:
    """Submit the report, or show what prevents it."""
    with read_session() as session:
        report = load_report(session, look_back=False)
        chosen = request.form.get("publishes", "")
        if chosen not in CHOICES:
            return make_response(declaration(report, unchosen=True), 422)
        try:
            submit(report.ref, chosen == "yes", context())
        except Refusal as refusal:
            return make_response(declaration(report, chosen, refusal.message), refusal.status)
        return make_response(redirect(report.url("receipt"), 303))


@pages.get(f"{HOME}/receipt")
@on_report(Action.SNAPSHOT)
def receipt(form: str, year: int, reporter: str) -> str:
    """Show the receipts of a report, the latest first."""
    with read_session() as session:
        report = load_report(session, look_back=False)
        found = receipts_of(session, report.ref.report_id)
        if not found:
            raise nothing_here()
        return render_template(
            "report/receipt.html",
            report=report,
            form=report.form,
            receipts=found,
            names=names_of(session, {submission.made_by for submission in found}),
        )


def declaration(
    report: OpenReport, chosen: str = "", refused: Message | None = None, unchosen: bool = False
) -> str:
    """Render the page on which a country declares what may be published."""
    found = [problem for section in checked_sections(report, with_answers=False) for problem in section.stops]
    return render_template(
        "report/submit.html",
        report=report,
        form=report.form,
        here=report.url("submit"),
        chosen=chosen,
        refused=refused,
        unchosen=unchosen,
        stops=len(found),
    )


def checked_sections(report: OpenReport, with_answers: bool = True) -> list[CheckedSection]:
    """Return every section that is asked, with its problems and its answers."""
    return [
        checked_section(report, section, with_answers)
        for section in report.sections()
        if report.relevance.includes_section(section)
    ]


def checked_section(report: OpenReport, section: Section, with_answers: bool) -> CheckedSection:
    """Return one section of the check page."""
    page = FilledSection()
    problems = problems_in(report, section)
    if problems:
        filled = Filled(report.form, report.visit.place, FormInputs(), report.replies)
        page = filled_section(report.visit, filled, section, report.relevance, problems)
    return CheckedSection(
        report.visit.say(section.title),
        report.url(section.id),
        tuple(problem for problem in page.problems if problem.stops),
        tuple(problem for problem in page.problems if problem.severity is Severity.ASKS),
        tuple(readings_of(report, section)) if with_answers else (),
        report.edits(section),
    )
