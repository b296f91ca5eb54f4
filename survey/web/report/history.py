"""The history of one answer: who changed it, when, from what to what, and a way to restore any version.

This module lays out the page. Storage keeps the history itself, to which versions are only ever added.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Blueprint, Response, make_response, redirect, render_template, request

from survey.actions.answers.restoring import Earlier, restore
from survey.answers.names import field_name
from survey.answers.percentages import is_rate, told
from survey.answers.replies import Reply
from survey.messages import say
from survey.storage.answers.answers import changes_of
from survey.storage.answers.replies import KEPT_AS, from_content
from survey.storage.people.people import names_of
from survey.web.report.last_year import words_beside
from survey.web.report.saving import about_place, words_of
from survey.web.request.access import on_report
from survey.web.request.report import load_report, read_session
from survey.web.request.session import context
from survey.web.request.visit import nothing_here
from survey.workflow import Action

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from survey.messages import Message
    from survey.questionnaire.model import Question, Section
    from survey.web.request.report import OpenReport

pages = Blueprint("report_history", __name__)

MOST_VERSIONS = 20
"""The versions on a page; fewer where they are long."""
MOST_SIGNS = 100_000
"""The length of all texts together after which the page ends; at least one version is shown."""

ADDRESS = "/<lang>/reports/<form>/<int:year>/<reporter>/history/<question>"


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One version of an answer in words: its text, the text before it, its author and its time."""

    version: int
    who: str
    at: datetime
    said: str
    before: str
    carried: bool
    is_now: bool


@pages.get(ADDRESS, defaults={"row": ""})
@pages.get(f"{ADDRESS}/<row>")
@on_report(Action.SEE)
def history(form: str, year: int, reporter: str, question: str, row: str) -> str:
    """Show every version of an answer."""
    with read_session() as session:
        report = load_report(session, look_back=False)
        found, section = place_at(report, question)
        return page_of(report, found, section, row)


@pages.post(ADDRESS, defaults={"row": ""})
@pages.post(f"{ADDRESS}/<row>")
@on_report(Action.SEE)
def bring_back(form: str, year: int, reporter: str, question: str, row: str) -> Response:
    """Restore an earlier version as a new one."""
    with read_session() as session:
        report = load_report(session, look_back=False)
        found, section = place_at(report, question)
        if not report.edits(section):
            raise nothing_here()
        version, seen = (request.form.get(name, type=int) or 0 for name in ("version", "saw"))
        saved = restore(
            report.ref.report_id, report.seen.round_id, Earlier(found.id, row, version, seen), context()
        )
        if not saved.conflicts:
            return make_response(redirect(f"{report.url(section.id)}#{field_name(found.id, row)}", 303))
        notice = say(
            "history/changed-meanwhile",
            "Somebody changed this answer in the meantime, so nothing was restored. Look at "
            "the latest version first.",
        )
        return make_response(page_of(report, found, section, row, notice), 409)


def place_at(report: OpenReport, question_id: str) -> tuple[Question, Section]:
    """Return the question at the address and its section, if this person may see its history."""
    question = report.form.questions.get(question_id)
    if question is None:
        raise nothing_here()
    section = report.form.section_of[question_id]
    if not report.may(Action.HISTORY, section.id):
        raise nothing_here()
    return question, section


def page_of(
    report: OpenReport, question: Question, section: Section, row: str, notice: Message | None = None
) -> str:
    """Render a page of an answer's history."""
    shown, more = versions_of(report, question, row)
    here = report.url("history", question.id, *([row] if row else []))
    return render_template(
        "report/history.html",
        report=report,
        form=report.form,
        section=section,
        about=about_place(report, question.id, row),
        changes=shown,
        latest=latest_of(report, question, row) if shown and not shown[0].is_now else 0,
        edits=report.edits(section),
        here=here,
        older=f"{here.partition('?')[0]}?before={shown[-1].version}" if more else "",
        back=f"{report.url(section.id)}#{field_name(question.id, row)}",
        notice=notice,
        words=words_beside(report.visit),
    )


def versions_of(report: OpenReport, question: Question, row: str) -> tuple[list[ShownChange], bool]:
    """Return versions in words, the latest first, and whether there are older ones."""
    before = request.args.get("before", type=int)
    found = changes_of(report.session, report.ref.report_id, (question.id, row), before, MOST_VERSIONS + 1)
    names = names_of(report.session, {revision.saved_by for revision in found})
    texts = [content_in_words(report, question, row, revision.content) for revision in found]
    if is_rate(question):
        texts[0] = words_of(report, question, told(report.relevance, question, row))
    nothing = words_of(report, question, Reply(question.id, row)) if not question.fields else ""
    fits = fitting(texts)
    shown = [
        ShownChange(
            revision.version,
            names.get(revision.saved_by, ""),
            report.clock(revision.saved_at),
            text,
            earlier,
            bool(revision.content.get("carried")),
            place == 0 and before is None,
        )
        for place, (revision, text, earlier) in enumerate(
            zip(found[:fits], texts, [*texts[1:], nothing], strict=False)
        )
    ]
    return shown, fits < len(found)


def latest_of(report: OpenReport, question: Question, row: str) -> int:
    """Return the version that counts now, which stands on the first page."""
    return changes_of(report.session, report.ref.report_id, (question.id, row), most=1)[0].version


def fitting(texts: Sequence[str]) -> int:
    """Return how many versions fit on a page, each of which shows its text and the one before."""
    length = 0
    for count, text in enumerate(texts[:MOST_VERSIONS]):
        length += len(text)
        if length > MOST_SIGNS and count:
            return count
    return min(len(texts), MOST_VERSIONS)


def content_in_words(report: OpenReport, question: Question, row: str, content: Mapping[str, Any]) -> str:
    """Return the content of a version in words."""
    if question.kind.name not in KEPT_AS:
        entries = content.get("entries", ())
        return report.visit.plain(say("history/entries", "Entries: {count}", count=len(entries)))
    return words_of(report, question, from_content(question.id, row, question.kind.name, content))
