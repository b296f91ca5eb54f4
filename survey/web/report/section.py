"""A section of a report: filled in and saved as a whole, or read-only if this person cannot change it.

The pages work without scripts; `autosave` saves single answers for browsers that run scripts.
"""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING

from flask import Blueprint, Response, make_response, redirect, render_template, request

from survey.answers.names import field_name
from survey.languages import time_of_day
from survey.messages import say
from survey.web.colleagues.presence import others_at
from survey.web.report import last_year
from survey.web.report.intake import versions_of
from survey.web.report.last_year import (
    answers_last_year,
    carries,
    put_history,
    words_beside,
)
from survey.web.report.problems import problems_in, worth_showing
from survey.web.report.read_only import readings_of
from survey.web.report.saving import save_section
from survey.web.request.access import on_report
from survey.web.request.csrf import token
from survey.web.request.queries import unsettled_at_questions
from survey.web.request.report import load_report, read_session
from survey.web.section.conditions import as_script, conditions
from survey.web.section.form import Filled
from survey.web.section.inputs import FormInputs, write
from survey.web.section.texts import shown_section
from survey.web.section.values import filled_section
from survey.workflow import Action

if TYPE_CHECKING:
    from survey.questionnaire.model import Section
    from survey.web.report.saving import SectionOutcome
    from survey.web.request.report import OpenReport

pages = Blueprint("report_section", __name__)

ADDRESS = "/<lang>/reports/<form>/<int:year>/<reporter>/<section>"


@pages.get(ADDRESS)
@on_report(Action.SEE)
def section(form: str, year: int, reporter: str, section: str) -> str:
    """Show a section for filling in or for reading."""
    with read_session() as session:
        report = load_report(session, section)
        return page_of(report, section_at(report, section), checked="check" in request.args)


@pages.post(ADDRESS)
@on_report(Action.COMMENT)
def send_section(form: str, year: int, reporter: str, section: str) -> Response:
    """Save what was typed into a section, do what the button says, and redirect to the next page."""
    with read_session() as session:
        report = load_report(session)
        found = section_at(report, section)
        done = save_section(report, found, request.form)
    if done.leads_to:
        return make_response(redirect(done.leads_to, 303))
    with read_session() as session:
        return make_response(page_of(load_report(session, section), found, done=done), done.status)


def section_at(report: OpenReport, section_id: str) -> Section:
    """Return the section at the address; `access` has made sure that it exists."""
    return next(candidate for candidate in report.form.sections if candidate.id == section_id)


def page_of(
    report: OpenReport, section: Section, checked: bool = False, done: SectionOutcome | None = None
) -> str:
    """Render the page of a section as this person may use it."""
    if report.edits(section) and report.relevance.includes_section(section):
        return editing(report, section, checked, done)
    return reading(report, section, done)


def editing(report: OpenReport, section: Section, checked: bool, done: SectionOutcome | None) -> str:
    """Render the page on which a section is filled in."""
    here = report.visit
    filled = Filled(report.form, here.place, kept_sheet(report, section), report.replies)
    if done is not None and done.inputs is not None:
        filled.sheet.update(done.inputs)
    found = problems_in(report, section)
    shown_problems = found if checked else worth_showing(found)
    page = filled_section(here, filled, section, report.relevance, shown_problems)
    page.checked, page.moves = True, True
    last_year.add(report, section, page, edits=True)
    put_history(report, section, page)
    return render_template(
        "report/section.html",
        **around(report, section, done),
        shown=shown_section(here, report.form, section, report.replies),
        page=page,
        words=words_beside(here),
        summary=page.problems if checked or (done is not None and done.conflicts) else [],
        script=conditions(here, section, report.relevance, report.sections()),
        seen=json.dumps(done.versions if done and done.versions else versions_of(report, section)),
        carriable=carries(report, section),
        last_answers=answers_last_year(report, section),
        last=report.last,
        saving=saving_script(report, section),
    )


def reading(report: OpenReport, section: Section, done: SectionOutcome | None) -> str:
    """Render the page on which a section is read, with comments for those who may give them."""
    comments = report.comments(section) and report.relevance.includes_section(section)
    return render_template(
        "report/read_only.html",
        **around(report, section, done),
        shown=shown_section(report.visit, report.form, section, report.replies),
        readings=readings_of(report, section),
        comments=comments,
        ask_url=report.url("ask") if report.may(Action.ASK, section.id) else "",
        asked=report.relevance.includes_section(section),
        words=words_beside(report.visit),
        seen=json.dumps(done.versions if done and done.versions else versions_of(report, section)),
    )


def around(report: OpenReport, section: Section, done: SectionOutcome | None) -> dict[str, object]:
    """Return what surrounds the questions: the steps, the others at work, and the time of the last save."""
    sections = [candidate for candidate in report.sections() if report.relevance.includes_section(candidate)]
    place = sections.index(section) if section in sections else -1
    onward = sections[place + 1] if 0 <= place < len(sections) - 1 else None
    return {
        "report": report,
        "section": section,
        "form": report.form,
        "steps": [SimpleNamespace(id=step.id, title=report.visit.say(step.title)) for step in sections],
        "number": place + 1,
        "here": report.url(section.id),
        "onward": report.url(onward.id) if onward else report.url("check"),
        "onward_id": onward.id if onward else "check",
        "others": others_at(report, section.id),
        "saved_at": saved_at(report, section),
        "conflicts": done.conflicts if done else (),
        "notices": done.notices if done else (),
        "undo": undo_of(request.args.get("removed", "")),
        "queries": unsettled_at_questions(report),
    }


def undo_of(removed: str) -> SimpleNamespace | None:
    """Return the entry that was just removed, with its undo."""
    return SimpleNamespace(value=removed) if removed.count("@") == 2 else None


def kept_sheet(report: OpenReport, section: Section) -> FormInputs:
    """Return the stored answers of a section as its inputs contain them."""
    sheet = FormInputs()
    own = {inner.id: inner for outer in section.questions for inner in (outer, *outer.fields)}
    for reply in report.replies.by_place.values():
        if reply.question in own:
            sheet.update(write(own[reply.question], reply, report.visit.place))
    for question in section.questions:
        entries = report.replies.entries.get(question.id, ())
        if question.fields and entries:
            sheet[field_name(question.id, part="entry")] = entries
    return sheet


def saved_at(report: OpenReport, section: Section) -> str:
    """Return when something in this section was last saved, in the partnership's time zone."""
    own = {inner.id for outer in section.questions for inner in (outer, *outer.fields)}
    times = [at for (question, _), (_, at) in report.kept.saved.items() if question in own]
    if not times:
        return ""
    last = report.clock(max(times))
    clock = time_of_day(last, report.visit.place)
    if last.date() == report.today:
        return clock
    return report.visit.plain(say("saving/day-and-time", "{day}, {time}", day=last.date(), time=clock))


def saving_script(report: OpenReport, section: Section) -> object:
    """Return what the page's script needs for saving: the address, the person and the messages."""
    here = report.visit
    sign_in = here.url("sign-in")
    return as_script(
        {
            "person": report.actor.person_id,
            "report": report.ref.report_id,
            "section": section.id,
            "base": report.url(),
            "csrf": token(),
            "language": here.language.code,
            "locale": str(here.place.locale).replace("_", "-"),
            "sign_in": f"{sign_in}?next={request.path}",
            "words": {name: here.plain(message) for name, message in SAVING.items()},
        }
    )


SAVING = {
    "saved": say("saving/saved", "Saved {time}", time="{time}"),
    "saving": say("saving/saving", "Saving"),
    "offline": say("saving/offline", "Offline. Answers kept on this device: {count}", count="{count}"),
    "elsewhere": say(
        "saving/elsewhere",
        "Answers of other sections that are not sent yet from this device: {count}",
        count="{count}",
    ),
    "not_kept": say("saving/not-kept", "Your browser cannot store text: save before you leave the page."),
    "conflict": say("saving/conflict", "Somebody else changed an answer. Choose which one to keep."),
    "taken": say("saving/taken", "The other answer was kept"),
    "signed_out": say("saving/signed-out", "You are signed out. Your text is kept on this device."),
    "sign_in": say("saving/sign-in", "Sign in again"),
    "refused": say("saving/refused", "This could not be saved. Your text is kept on this device."),
    "too_large": say(
        "saving/too-large",
        "This text is too long to be saved. It is kept on this device: shorten it to save it.",
    ),
    "reload": say("saving/reload", "Load the page again"),
}
