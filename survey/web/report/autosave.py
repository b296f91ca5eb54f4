"""Save one answer for the page's script: JSON in, JSON out.

This module knows the two JSON shapes. Saving and checking are the same as for a whole section.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, g, jsonify, make_response, request

from survey.answers.names import field_name
from survey.errors import Refusal, Unreadable
from survey.messages import say
from survey.storage.answers import reply_cache
from survey.web.report.intake import AnswerSent, sent_answer, take_in, typed_in
from survey.web.report.last_year import change_in_words
from survey.web.report.problems import problems_in, worth_showing
from survey.web.report.saving import shown_conflicts
from survey.web.request.access import on_report
from survey.web.request.report import load_report, read_session
from survey.web.request.session import now
from survey.web.section.answer_words import is_answerable
from survey.web.section.form import Filled, part_of
from survey.web.section.inputs import inputs_of, rows_in, write
from survey.web.section.rates import rates_shown
from survey.web.section.values import FilledSection, filled_section
from survey.workflow import Action

if TYPE_CHECKING:
    from survey.answers.replies import Reply
    from survey.questionnaire.model import Question, Section
    from survey.web.report.intake import TakenIn
    from survey.web.request.report import OpenReport

pages = Blueprint("report_answers", __name__)

CONFLICT = 409


@pages.post("/<lang>/reports/<form>/<int:year>/<reporter>/<section>/answers")
@on_report(Action.COMMENT)
def save_answer(form: str, year: int, reporter: str, section: str) -> Response:
    """Save one answer and tell the script the result."""
    with read_session() as session:
        report = load_report(session)
        try:
            return saved_answer(report, section, request.get_json(silent=True))
        except Refusal as refusal:
            return refused(report, refusal)


def refused(report: OpenReport, refusal: Refusal) -> Response:
    """Send the script the refusal that the page would show."""
    return answer({"code": refusal.code, "message": report.visit.plain(refusal.message)}, refusal.status)


def saved_answer(report: OpenReport, section_id: str, wanted: Any) -> Response:
    """Save the answer that a script sent."""
    section = next(found for found in report.form.sections if found.id == section_id)
    asked = answer_sent(report, section, wanted)
    sent = sent_answer(report, section, asked)
    report.work_out()
    taken = take_in(report, section, sent)
    if taken.saved.conflicts:
        return in_conflict(report, asked, taken)
    place = (asked.question.id, asked.row)
    version = taken.saved.versions.get(place, report.kept.versions.get(place, 0))
    return told(with_saved(report, taken), section, asked, version)


def with_saved(report: OpenReport, taken: TakenIn) -> OpenReport:
    """Return the report with the answer that was just saved."""
    if not taken.changes:
        return report
    kept = reply_cache.get_after_save(report.session, report.ref.report_id, taken.saved.versions)
    if kept is None:
        said = {change.place: change.reply for change in taken.changes}
        kept = report.kept.following(said, taken.saved.versions, (g.actor.person_id, now()), {})
    return replace(report, kept=kept)


def in_conflict(report: OpenReport, asked: AnswerSent, taken: TakenIn) -> Response:
    """Show both answers after somebody else saved first."""
    conflict = shown_conflicts(report, taken)[0]
    theirs = taken.saved.conflicts[0].theirs
    who = say("conflict/who", "{name} changed this answer while you were writing.", name=conflict.who)
    found = {
        "code": "conflict",
        "about": conflict.about,
        "who": report.visit.plain(who),
        "theirs": conflict.theirs,
        "yours": conflict.yours,
        "version": conflict.version,
        "inputs": all_inputs(report, asked.question, asked.row, theirs),
    }
    return answer(found, CONFLICT)


def all_inputs(report: OpenReport, question: Question, row: str, reply: Reply) -> dict[str, object]:
    """Return all inputs of an answer, those that are empty too, in the notation of this page."""
    blank: dict[str, object] = dict.fromkeys(inputs_of(question, row).names(), ())
    return blank | write(question, reply, report.visit.place)


def told(report: OpenReport, section: Section, asked: AnswerSent, version: int) -> Response:
    """Send the new version of the answer, how it was understood, and what is wrong with it."""
    question, row = asked.question, asked.row
    page = understood(report, section, question, row)
    names = list(inputs_of(question, row).names())
    found: dict[str, object] = {
        "version": version,
        "heard": {name: page.heard[name] for name in names if page.heard[name]},
        "problems": {name: problem_told(page, name) for name in names if name in page.wrong},
        "changes": {field_name(question.id, row): change_in_words(report, question, row)},
        "rates": rates_shown(report.visit, report.relevance, section),
    }
    if typed_in(report, asked.typed_in).language is not report.visit.language:
        reply = report.replies.of(question.id, row)
        found["inputs"] = all_inputs(report, question, row, reply)
    return answer(found, 200)


def understood(report: OpenReport, section: Section, question: Question, row: str) -> FilledSection:
    """Return the one question filled in, as on the page of its section."""
    only = part_of(section, question)
    problems = worth_showing(problems_in(report, only))
    found = [problem for problem in problems if problem.question == question.id]
    sheet = write(question, report.replies.of(question.id, row), report.visit.place)
    filled = Filled(report.form, report.visit.place, sheet, report.replies)
    return filled_section(report.visit, filled, only, report.relevance, found)


def problem_told(page: FilledSection, name: str) -> dict[str, object]:
    """Return the problem of an input, and the readings to choose from if there are two."""
    found = page.wrong[name]
    return {
        "look": found[0].look,
        "text": " ".join(str(problem.text.striptags()) for problem in found),
        "readings": page.readings.get(name, ()),
    }


def answer_sent(report: OpenReport, section: Section, wanted: Any) -> AnswerSent:
    """Return the answer that a script sent; refuse a question that does not belong to this section."""
    if isinstance(wanted, dict):
        own = {inner.id: inner for outer in section.questions for inner in (outer, *outer.fields)}
        question = own.get(str(wanted.get("question", "")))
        row, version, inputs = wanted.get("row", ""), wanted.get("version", 0), wanted.get("inputs")
        if (
            question is not None
            and is_answerable(question)
            and isinstance(version, int)
            and isinstance(row, str)
            and (question.inside or row in rows_in(question, report.replies))
        ):
            inputs = inputs if isinstance(inputs, dict) else {}
            return AnswerSent(question, row, version, inputs, str(wanted.get("typed_in", "")))
    raise Unreadable(
        say(
            "answers/unreadable",
            "This answer does not belong to the page. Load the page again and type the answer again.",
        )
    )


def answer(found: dict[str, Any], status: int) -> Response:
    """Return a JSON response to a script."""
    return make_response(jsonify(found), status)
