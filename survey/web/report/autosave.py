"""One answer saved by the page's script: JSON in, JSON out.

Knows the shape of the two; what is saved and how it is checked is the same as for a whole section.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, g, jsonify, make_response, request

from survey.actions.answers.changes import Change
from survey.actions.answers.saving import save
from survey.answers.names import field_name
from survey.answers.replies import Reply
from survey.errors import Refusal, Unreadable
from survey.messages import say
from survey.storage.answers import reply_cache
from survey.web.report.last_year import change_in_words
from survey.web.report.problems import problems_in, worth_showing
from survey.web.report.saving import shown_conflicts
from survey.web.report.section_changes import change_of, sent_answer
from survey.web.request.access import on_report
from survey.web.request.report import load_report, read_session
from survey.web.request.session import now
from survey.web.section.answer_words import is_answerable
from survey.web.section.form import Filled
from survey.web.section.inputs import inputs_of, write
from survey.web.section.values import FilledSection, filled_section
from survey.workflow import Action

if TYPE_CHECKING:
    from survey.questionnaire.model import Question, Section
    from survey.web.report.section_changes import Sent
    from survey.web.request.report import OpenReport

pages = Blueprint("report_answers", __name__)

CONFLICT = 409


@pages.post("/<lang>/reports/<form>/<int:year>/<reporter>/<section>/answers")
@on_report(Action.COMMENT)
def save_answer(form: str, year: int, reporter: str, section: str) -> Response:
    """Save one answer, and say what became of it."""
    with read_session() as session:
        report = load_report(session)
        try:
            return saved_answer(report, section, request.get_json(silent=True))
        except Refusal as refusal:
            return refused(report, refusal)


def refused(report: OpenReport, refusal: Refusal) -> Response:
    """Say to a script what the page would have said."""
    return answer({"code": refusal.code, "message": report.visit.plain(refusal.message)}, refusal.status)


def saved_answer(report: OpenReport, section_id: str, wanted: Any) -> Response:
    """Save the answer that a script sent."""
    section = next(one for one in report.form.sections if one.id == section_id)
    question, row, version = place_wanted(section, wanted)
    sent = sent_answer(report, question, row, wanted.get("inputs"), str(wanted.get("typed_in", "")))
    sent = replace(sent, versions={field_name(question.id, row): version})
    reply = sent.replies.get((question.id, row), Reply(question.id, row))
    change = change_of(report, question, row, reply, sent, comments_only=not report.edits(section))
    if change is None:
        return told(report, section, question, row, report.kept.versions.get((question.id, row), 0), sent)
    # A script sends what was touched: back to what the page had shown is a change too, if others saved since.
    return kept_answer(report, section, question, change, sent)


def kept_answer(
    report: OpenReport, section: Section, question: Question, change: Change, sent: Sent
) -> Response:
    """Keep a change, or show both answers where somebody else was quicker."""
    report.work_out()
    done = save(g.actor.person_id, report.ref.report_id, report.seen.round_id, [change], now())
    if done.conflicts:
        one = shown_conflicts(report, done.conflicts, {(question.id, change.row): change.reply})[0]
        theirs = done.conflicts[0].theirs
        blank = dict.fromkeys(inputs_of(question, change.row).names(), ())
        inputs = {**blank, **write(question, theirs, report.visit.place)}
        who = say("conflict/who", "{name} changed this answer while you were writing.", name=one.who)
        found = {"about": one.about, "who": report.visit.plain(who), "theirs": one.theirs, "yours": one.yours}
        return answer({"code": "conflict", **found, "version": one.version, "inputs": inputs}, CONFLICT)
    kept = reply_cache.get_after_save(report.session, report.ref.report_id, done.versions)
    if kept is None:
        said = {(question.id, change.row): change.reply}
        kept = report.kept.following(said, done.versions, (g.actor.person_id, now()), {})
    report = replace(report, kept=kept)
    return told(report, section, question, change.row, done.versions[question.id, change.row], sent)


def told(
    report: OpenReport, section: Section, question: Question, row: str, version: int, sent: Sent
) -> Response:
    """Say which version the answer is now, how it was understood and what it is asked about."""
    page = understood(report, section, question, row)
    names = list(inputs_of(question, row).names())
    found: dict[str, object] = {
        "version": version,
        "heard": {name: page.heard[name] for name in names if page.heard[name]},
        "problems": {name: problem_told(page, name) for name in names if name in page.wrong},
        "changes": {field_name(question.id, row): change_in_words(report, question, row)},
    }
    if sent.place.language is not report.visit.language:
        blank: dict[str, tuple[str, ...]] = dict.fromkeys(names, ())
        found["inputs"] = {
            **blank,
            **write(question, report.replies.of(question.id, row), report.visit.place),
        }
    return answer(found, 200)


def understood(report: OpenReport, section: Section, question: Question, row: str) -> FilledSection:
    """Fill in the one question, as the page of its section would."""
    only = replace(section, questions=(report.form.questions[question.inside or question.id],))
    found = [one for one in worth_showing(problems_in(report, only)) if one.question == question.id]
    sheet = write(question, report.replies.of(question.id, row), report.visit.place)
    filled = Filled(report.form, report.visit.place, sheet, report.replies)
    return filled_section(report.visit, filled, only, report.relevance, found, first_entry=())


def problem_told(page: FilledSection, name: str) -> dict[str, object]:
    """What is wrong in one input, and the readings to choose from if there are two."""
    found = page.wrong[name]
    return {
        "look": found[0].look,
        "text": " ".join(str(one.text.striptags()) for one in found),
        "readings": page.readings.get(name, ()),
    }


def place_wanted(section: Section, wanted: Any) -> tuple[Question, str, int]:
    """The place that a script speaks of, or a refusal."""
    if isinstance(wanted, dict):
        own = {inner.id: inner for outer in section.questions for inner in (outer, *outer.fields)}
        question = own.get(str(wanted.get("question", "")))
        row, version = wanted.get("row", ""), wanted.get("version", 0)
        if (
            question is not None
            and is_answerable(question)
            and isinstance(row, str)
            and isinstance(version, int)
        ):
            return question, row, version
    raise Unreadable(
        say(
            "answers/unreadable",
            "This answer does not belong to the page. Load the page again and type the answer again.",
        )
    )


def answer(found: dict[str, Any], status: int) -> Response:
    """An answer to a script."""
    return make_response(jsonify(found), status)
