"""The home page of a report: its sections with their progress, its deadline, and the steps a person may take.

This module puts the page together; progress and steps are rules of lower layers.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from survey import workflow
from survey.messages import say
from survey.web.report import autosave as report_answers
from survey.web.report import check as report_check
from survey.web.report import history as report_history
from survey.web.report import section as report_section
from survey.web.report.problems import LABELS, Progress, counted, progress
from survey.web.request.access import on_report
from survey.web.request.labels import STATE_ICONS
from survey.web.request.report import load_report, read_session
from survey.web.section.headings import under_headings
from survey.workflow import STATE_LABELS, Action, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.questionnaire.model import Section
    from survey.web.request.report import OpenReport

pages = Blueprint("report", __name__)
all_pages = (pages, report_section.pages, report_answers.pages, report_check.pages, report_history.pages)
"""Every blueprint of a report's pages."""


@pages.get("/<lang>/reports/<form>/<int:year>/<reporter>")
@on_report(Action.SEE)
def home(form: str, year: int, reporter: str) -> str:
    """Show the sections of a report and their progress."""
    with read_session() as session:
        report = load_report(session)
        tasks = [
            task_of(report, section)
            for section in report.sections()
            if report.relevance.includes_section(section)
        ]
        done = sum(task.progress is Progress.COMPLETE for task in tasks)
        return render_template(
            "report/home.html",
            report=report,
            form=report.form,
            groups=grouped(report, tasks),
            done=done,
            all=len(tasks),
            answered=sum(task.answered for task in tasks),
            asked=sum(task.asked for task in tasks),
            state=STATE_LABELS[State(report.ref.state)],
            state_icon=STATE_ICONS[State(report.ref.state)],
            steps=workflow.steps_for(report.actor, report.ref),
            edits=any(report.edits(section) for section in report.form.sections),
            may_submit=report.may(Action.SUBMIT),
            has_colleagues=report.may(Action.WITHDRAW),
            has_receipt=report.may(Action.SNAPSHOT) and report.seen.submitted_at is not None,
            deadline=deadline(report),
        )


def task_of(report: OpenReport, section: Section) -> SimpleNamespace:
    """Return one line of the task list."""
    found = progress(report, section)
    icon, word = LABELS[found]
    answered, asked = counted(report, section)
    return SimpleNamespace(
        section=section,
        id=section.id,
        title=report.visit.say(section.title),
        progress=found,
        icon=icon,
        word=word,
        answered=answered,
        asked=asked,
        url=report.url(section.id),
    )


def grouped(report: OpenReport, tasks: Sequence[SimpleNamespace]) -> list[SimpleNamespace]:
    """Group the tasks under the themes of their sections, or under their dimensions if they have no theme."""

    def heading(task: SimpleNamespace) -> str:
        form, section = report.form, task.section
        if section.theme:
            return report.visit.say(form.themes[section.theme].label)
        return report.visit.say(form.dimensions[section.dimension].label) if section.dimension else ""

    return [
        SimpleNamespace(title=title, tasks=found)
        for title, found in under_headings(report.visit, tasks, heading)
    ]


def deadline(report: OpenReport) -> object:
    """Return the message about the last day: ahead, today, past or closed."""
    last = report.seen.deadline
    left = (last - report.today).days
    if report.ref.closed:
        return say("deadline/closed", "The round is closed.")
    if left < 0:
        return say(
            "deadline/past",
            "The deadline was {day}. You can still save and submit until the secretariat closes the round.",
            day=last,
        )
    if left == 0:
        return say("deadline/today", "Today")
    return say("deadline/ahead", "By the end of {day}", day=last)
