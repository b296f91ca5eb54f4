"""Save a section that was sent: store its changes in one transaction, then do what the pressed button asks.

This module knows the order of the steps and the next page; `actions.saving` stores the answers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from survey.answers.names import field_name, place_of
from survey.answers.replies import Reply
from survey.answers.rows import rows_of
from survey.errors import Refusal
from survey.messages import say
from survey.storage.people.people import names_of
from survey.web.report.entries import anchor_of, carried_wanted, list_changes
from survey.web.report.intake import Besides, Sent, TakenIn, sent_form, take_in, versions_of
from survey.web.report.problems import problems_in, worth_showing
from survey.web.request.report import read_anew
from survey.web.section.answer_words import NOTHING_SAID, said, said_value

if TYPE_CHECKING:
    from survey.actions.answers.changes import Conflict
    from survey.messages import Message
    from survey.questionnaire.model import Section
    from survey.web.request.report import OpenReport
    from survey.web.section.inputs import FormInputs

STAYS = ("switch", "clear", "choose", "unchanged", "unchanged_all", "keep", "take")
"""Buttons that lead back to the section."""
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """Two people's answers to one question at the same time, in words, and who gave the other one."""

    name: str
    about: str
    who: str
    at: datetime
    theirs: str
    yours: str
    version: int
    input: str


@dataclass
class SectionOutcome:
    """The outcome of saving: an address to redirect to, or a page to show with everything that was typed."""

    leads_to: str = ""
    status: int = 200
    conflicts: tuple[ShownConflict, ...] = ()
    notices: tuple[Message, ...] = ()
    inputs: FormInputs | None = None
    versions: dict[str, int] | None = None


def save_section(report: OpenReport, section: Section, form: Any) -> SectionOutcome:
    """Save a section as it was sent, and do what its button says."""
    sent = settled(sent_form(report, section, form), form)
    try:
        taken = take_in(report, section, sent, besides(report, section, form))
    except Refusal as refusal:
        versions = {**versions_of(report, section), **sent.versions}
        return SectionOutcome(
            status=refusal.status, notices=(refusal.message,), inputs=sent.inputs, versions=versions
        )
    if taken.saved.conflicts:
        return in_conflict(report, section, sent, taken)
    return SectionOutcome(leads_to=onward(report, section, form, anchor_of(report, form, taken.saved.codes)))


def besides(report: OpenReport, section: Section, form: Any) -> Besides:
    """Return what the button asks for: changed lists, repeated answers, or an answer given up."""
    given_up = form.get("take", "")
    if not report.edits(section):
        return Besides(given_up=given_up)
    repeated = carried_wanted(report, section, form).replies
    return Besides(list_changes(report, section, form), repeated, given_up)


def settled(sent: Sent, form: Any) -> Sent:
    """Return the sent answers after a person resolved a conflict: the kept answer replaces the other one."""
    name, _, version = form.get("keep", "").rpartition("|")
    if name and version.isdecimal():
        return replace(sent, versions={**sent.versions, name: int(version)})
    return sent


def in_conflict(report: OpenReport, section: Section, sent: Sent, taken: TakenIn) -> SectionOutcome:
    """Show the section again with everything that was typed, and both answers of each conflict."""
    shown = shown_conflicts(report, taken)
    fresh = versions_of(read_anew(report), section)
    stale = {conflict.name: sent.versions.get(conflict.name, 0) for conflict in shown}
    return SectionOutcome(status=CONFLICT, conflicts=shown, inputs=sent.inputs, versions={**fresh, **stale})


def shown_conflicts(report: OpenReport, taken: TakenIn) -> tuple[ShownConflict, ...]:
    """Return both answers of each conflict in words."""
    conflicts = taken.saved.conflicts
    names = names_of(report.session, {conflict.person_id for conflict in conflicts})
    yours = {change.place: change.reply for change in taken.changes}
    return tuple(
        _shown_conflict(report, conflict, names.get(conflict.person_id, ""), yours) for conflict in conflicts
    )


def _shown_conflict(
    report: OpenReport, conflict: Conflict, who: str, yours: dict[tuple[str, str], Reply]
) -> ShownConflict:
    place = (conflict.question, conflict.row)
    question = report.form.questions[conflict.question]
    return ShownConflict(
        field_name(*place),
        about_place(report, *place),
        who,
        report.clock(conflict.at),
        words_of(report, question, conflict.theirs),
        words_of(report, question, yours.get(place, Reply(*place))),
        conflict.their_version,
        field_name(*place),
    )


def words_of(report: OpenReport, question: Any, reply: Reply) -> str:
    """Return an answer with its evidence as one text."""
    whole = said(report.visit, question, reply)
    texts = [text for text in (said_value(report.visit, question, reply), *whole.parts) if text]
    return "\n".join(texts) or report.visit.plain(NOTHING_SAID)


def about_place(report: OpenReport, question_id: str, row: str) -> str:
    """Return the name of a question, with its row if it has rows."""
    question = report.form.questions[question_id]
    named = next((found.label for found in rows_of(question, report.replies) if found.code == row), None)
    if not named:
        return report.visit.plain(question.label)
    return report.visit.plain(say("said/row", "{row}: {question}", row=named, question=question.label))


def onward(report: OpenReport, section: Section, form: Any, anchor: str) -> str:
    """Return the address after saving: this section, the section asked for, or the next one."""
    here = report.url(section.id)
    if anchor:
        return here + anchor
    if any(name in form for name in STAYS):
        return f"{here}{_at(form)}"
    if "go" in form:
        wanted = form["go"]
        known = {"check", *(known.id for known in report.form.sections)}
        return report.url(wanted) if wanted in known else report.url()
    return _next(report, section)


def _at(form: Any) -> str:
    """Return the place on the page where the person was."""
    for name in ("clear", "choose", "unchanged", "keep", "take"):
        found = form.get(name, "").split(" ")[0].split("|")[0]
        if found and place_of(found):
            return f"#{found}"
    return ""


def _next(report: OpenReport, section: Section) -> str:
    """Return the next section that is asked, or this one if something typed in it needs another look."""
    report = read_anew(report)
    relevance = report.relevance
    if worth_showing(problems_in(report, section)):
        return f"{report.url(section.id)}?check=1"
    sections = [asked for asked in report.sections() if relevance.includes_section(asked)]
    later = sections[sections.index(section) + 1 :] if section in sections else []
    return report.url(later[0].id) if later else report.url("check")
