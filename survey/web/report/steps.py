"""The steps of a report: those taken so far, those a person may take now, and what changed since.

The buttons are rows of the workflow's table. Taking a step is an action, which may refuse a step as too late.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, make_response, redirect, render_template, request

from survey import workflow
from survey.actions.reports.reporting import accept, publish, reopen, return_report
from survey.answers.differences.resubmitting import revised
from survey.answers.differences.revising import spans
from survey.answers.places import name_of_place
from survey.errors import Refusal
from survey.messages import Message, say
from survey.questionnaire.kinds.writing.narrative import Narrative
from survey.storage.engine.database import end_read
from survey.storage.people.people import names_of
from survey.storage.reports.steps import steps_of
from survey.storage.reports.submitted import Submissions
from survey.web.report.read_only import answer_at
from survey.web.request.access import on_report
from survey.web.request.queries import queries_in, written_at
from survey.web.request.report import at_submission, handed_over, read_session
from survey.web.request.session import context
from survey.web.request.visit import nothing_here
from survey.workflow import STATE_LABELS, STEPS, Action, NotNow, QueryState, State

if TYPE_CHECKING:
    from survey.answers.differences.resubmitting import Revised
    from survey.storage.reports.steps import StepTaken
    from survey.web.request.session import context
from survey.web.request.report import OpenReport

pages = Blueprint("report_steps", __name__)

HOME = "/<lang>/reports/<form>/<int:year>/<reporter>"
TAKEN: Mapping[str, Message] = {
    "submit": say("taken/submit", "{name} submitted the report"),
    "return": say("taken/return", "{name} returned the report to the country"),
    "accept": say("taken/accept", "{name} accepted the report"),
    "reopen": say("taken/reopen", "{name} reopened the report"),
    "publish": say("taken/publish", "{name} published the report"),
}
WITH_REASON: Mapping[str, Callable[..., None]] = {"return": return_report, "reopen": reopen}
PLAIN: Mapping[str, Callable[..., None]] = {"accept": accept, "publish": publish}


@pages.get(f"{HOME}/steps")
@on_report(Action.SNAPSHOT)
def way(form: str, year: int, reporter: str) -> str:
    """Show the steps that were taken and those that may be taken now."""
    with read_session() as session:
        return page_of(handed_over(session))


@pages.post(f"{HOME}/steps/<step>")
@on_report(Action.SNAPSHOT)
def take(form: str, year: int, reporter: str, step: str) -> Response:
    """Take a step, or show why it cannot be taken (any more)."""
    if step not in {**WITH_REASON, **PLAIN}:
        raise nothing_here()
    reason, saw = request.form.get("reason", ""), request.form.get("saw", type=int) or 0
    with read_session() as session:
        report = handed_over(session)
        try:
            if step in WITH_REASON:
                WITH_REASON[step](report.ref, reason, context(), saw=saw)
            else:
                PLAIN[step](report.ref, context(), saw=saw)
        except Refusal as refusal:
            end_read(session)
            message = already(report, step) if isinstance(refusal, NotNow) else None
            page = page_of(report, step, reason, message or refusal.message)
            return make_response(page, refusal.status)
        return make_response(redirect(f"{report.url('steps')}?done={step}", 303))


@pages.get(f"{HOME}/changes")
@on_report(Action.SNAPSHOT)
def changes(form: str, year: int, reporter: str) -> str:
    """Show what the country changed between its last two submissions."""
    with read_session() as session:
        report = handed_over(session)
        submissions = Submissions(session, report.ref.report_id)
        if not submissions.latest:
            raise nothing_here()
        return render_template(
            "report/changes.html",
            report=report,
            form=report.form,
            number=submissions.latest,
            sections=sections_changed(report, submissions),
            asked={(query.question, query.row): query for query in queries_in(report)},
        )


def page_of(report: OpenReport, step: str = "", typed: str = "", refused: Message | None = None) -> str:
    """Render the page of the steps of a report."""
    submissions = Submissions(report.session, report.ref.report_id)
    taken = steps_of(report.session, report.ref.report_id)
    waiting = [query for query in queries_in(report) if query.state is QueryState.OPEN]
    done = request.args.get("done", "") if not refused else ""
    return render_template(
        "report/steps.html",
        report=report,
        form=report.form,
        state=STATE_LABELS[State(report.ref.state)],
        taken=steps_in_words(report, taken),
        may=[
            possible for possible in workflow.steps_for(report.actor, report.ref) if possible.name != "submit"
        ],
        may_submit=report.may(Action.SUBMIT),
        waiting=waiting,
        number=submissions.latest,
        changed=len(places_changed(report, submissions)) if submissions.latest > 1 else None,
        done=done if done in STEPS else "",
        step=step,
        typed=typed,
        refused=refused,
        here=report.url("steps"),
    )


def steps_in_words(report: OpenReport, taken: Any) -> list[SimpleNamespace]:
    """Return the steps that were taken, the latest first."""
    names = names_of(report.session, {step.taken_by for step in taken})
    return [
        SimpleNamespace(
            said=in_words(step, names.get(step.taken_by, "")),
            at=written_at(report, step.taken_at),
            reason=step.reason,
            queries=step.queries,
        )
        for step in reversed(taken)
    ]


def in_words(step: StepTaken, name: str) -> Message:
    """Return the message that names who took a step."""
    return Message(TAKEN[step.step].text, {"name": name})


def already(report: OpenReport, step: str) -> Message | None:
    """Return who took this step before, if that is why it cannot be taken now."""
    taken = steps_of(report.session, report.ref.report_id)
    if not taken or taken[-1].step != step:
        return None
    name = names_of(report.session, {taken[-1].taken_by}).get(taken[-1].taken_by, "")
    return say(
        "steps/already",
        "Already done ({what}, {when}).",
        what=in_words(taken[-1], name),
        when=written_at(report, taken[-1].taken_at),
    )


def places_changed(report: OpenReport, submissions: Submissions) -> list[Revised]:
    """Return the places that differ between the last two submissions."""
    if submissions.latest < 2:
        return []
    before = submissions.replies(submissions.latest - 1)
    return revised(report.form, before, submissions.replies())


def sections_changed(report: OpenReport, submissions: Submissions) -> list[SimpleNamespace]:
    """Return the differing places by section, with both answers in words."""
    before = at_submission(report, submissions, submissions.latest - 1)
    found: dict[str, list[SimpleNamespace]] = {}
    for place in places_changed(report, submissions):
        shown = changed_place(report, before, place)
        found.setdefault(report.form.section_of[place.question].id, []).append(shown)
    return [
        SimpleNamespace(
            title=report.visit.say(section.title), url=report.url(section.id), places=found[section.id]
        )
        for section in report.form.sections
        if section.id in found
    ]


def changed_place(report: OpenReport, before: OpenReport, place: Revised) -> SimpleNamespace:
    """Return one place that differs; for a narrative, the removed and the added words."""
    question = report.form.questions[place.question]
    then, since = (answer_at(version, question, place.row) for version in (before, report))
    texts = [answer.said.text if answer else "" for answer in (then, since)]
    name_from = report if since else before
    name = name_of_place(report.form, name_from.replies, place.question, place.row)
    return SimpleNamespace(
        question=place.question,
        row=place.row,
        about=report.visit.say(name) if not isinstance(name, str) else name,
        then=then,
        since=since,
        spans=spans(*texts) if isinstance(question.kind, Narrative) and all(texts) else (),
        lang=since.said.lang if since else "",
    )
