"""What becomes of a section that was sent: its changes saved in one transaction, then what the button asks.

Knows the order of things and where they lead; saving itself is `actions.saving`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from survey.actions.answers.changes import Change
from survey.actions.answers.saving import save
from survey.answers.names import field_name, place_of
from survey.answers.replies import Reply
from survey.errors import Refusal
from survey.messages import say
from survey.storage.answers.answers import contents_of
from survey.storage.answers.replies import from_content
from survey.storage.people.people import names_of
from survey.web.report.entries import anchor_of, carried_wanted, list_changes
from survey.web.report.problems import problems_in, worth_showing
from survey.web.report.section_changes import Sent, changes_in, same, sent_form, versions_of
from survey.web.request.report import read_anew
from survey.web.request.session import context
from survey.web.section.answer_words import said_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from survey.actions.answers.changes import Conflict
    from survey.messages import Message
    from survey.questionnaire.model import Section
    from survey.web.request.report import OpenReport
    from survey.web.section.inputs import FormInputs

STAYS = ("switch", "clear", "choose", "unchanged", "unchanged_all", "keep", "take")
"""Buttons that come back to the section."""
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """Two answers to one question, given at the same time: both in words, and who gave the other one."""

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
    """What became of it: an address to go to, or a page to show again with everything that was typed."""

    leads_to: str = ""
    status: int = 200
    conflicts: tuple[ShownConflict, ...] = ()
    notices: tuple[Message, ...] = ()
    sheet: FormInputs | None = None
    versions: dict[str, int] | None = None


def save_section(report: OpenReport, section: Section, form: Any) -> SectionOutcome:
    """Save a section as it was sent, and do what its button says."""
    sent = settled(sent_form(report, section, form), form)
    changes = changes_in(report, section, sent, comments_only=not report.edits(section))
    changes = [one for one in untouched_left_out(report, changes, sent) if not _taken(one, form)]
    lists = []
    if report.edits(section):
        changes = with_no_change(report, section, changes, form)
        lists = list_changes(report, section, form)
    try:
        saved = save(report.ref.report_id, report.seen.round_id, changes, context(), lists)
    except Refusal as refusal:
        versions = {**versions_of(report, section), **sent.versions}
        return SectionOutcome(
            status=refusal.status, notices=(refusal.message,), sheet=sent.sheet, versions=versions
        )
    if saved.conflicts:
        return in_conflict(report, section, sent, changes, saved.conflicts)
    return SectionOutcome(leads_to=onward(report, section, form, anchor_of(report, form, saved.codes)))


def settled(sent: Sent, form: Any) -> Sent:
    """The same, where a person decided about a conflict: what is kept is kept knowing the other answer."""
    name, _, version = form.get("keep", "").rpartition("|")
    if name and version.isdecimal():
        return replace(sent, versions={**sent.versions, name: int(version)})
    return sent


def _taken(change: Change, form: Any) -> bool:
    return bool(field_name(change.question, change.row) == form.get("take"))


def untouched_left_out(report: OpenReport, changes: Sequence[Change], sent: Sent) -> list[Change]:
    """The changes without those that only look like some because somebody else has saved meanwhile."""
    versions = report.kept.versions
    stale = [one for one in changes if one.saw_version != versions.get((one.question, one.row), 0)]
    if not stale:
        return list(changes)
    contents = contents_of(report.session, report.ref.report_id, {one.question for one in stale})
    untouched = set()
    for one in stale:
        question = report.form.questions[one.question]
        content = contents.get((one.question, one.row, one.saw_version), {})
        shown = from_content(one.question, one.row, question.kind.name, content)
        if same(question, one.reply, shown, sent.place):
            untouched.add((one.question, one.row))
    return [one for one in changes if (one.question, one.row) not in untouched]


def with_no_change(
    report: OpenReport, section: Section, changes: Sequence[Change], form: Any
) -> list[Change]:
    """The changes, and last year's answers for those places where somebody says that nothing changed."""
    found = {(one.question, one.row): one for one in changes}
    for reply in carried_wanted(report, section, form).replies:
        place = (reply.question, reply.row)
        if place not in found:
            found[place] = Change(*place, report.kept.versions.get(place, 0), reply)
    return list(found.values())


def in_conflict(
    report: OpenReport, section: Section, sent: Sent, changes: Sequence[Change], found: Sequence[Conflict]
) -> SectionOutcome:
    """Show the section again, what was typed in it, and both answers where two people gave one."""
    yours = {(one.question, one.row): one.reply for one in changes}
    shown = shown_conflicts(report, found, yours)
    fresh = versions_of(read_anew(report), section)
    stale = {one.name: sent.versions.get(one.name, 0) for one in shown}
    return SectionOutcome(status=CONFLICT, conflicts=shown, sheet=sent.sheet, versions={**fresh, **stale})


def shown_conflicts(
    report: OpenReport, found: Sequence[Conflict], yours: dict[tuple[str, str], Reply]
) -> tuple[ShownConflict, ...]:
    """Both answers of each conflict in words."""
    names = names_of(report.session, {one.person_id for one in found})
    return tuple(_shown_conflict(report, one, names.get(one.person_id, ""), yours) for one in found)


def _shown_conflict(
    report: OpenReport, one: Conflict, who: str, yours: dict[tuple[str, str], Reply]
) -> ShownConflict:
    question = report.form.questions[one.question]
    mine = yours.get((one.question, one.row), Reply(one.question, one.row))
    return ShownConflict(
        field_name(one.question, one.row),
        about_place(report, one.question, one.row),
        who,
        report.clock(one.at),
        words_of(report, question, one.theirs),
        words_of(report, question, mine),
        one.their_version,
        field_name(one.question, one.row),
    )


def words_of(report: OpenReport, question: Any, reply: Reply) -> str:
    """An answer with its evidence, as one text."""
    from survey.web.section.answer_words import NOTHING_SAID, said

    whole = said(report.visit, question, reply)
    texts = [one for one in (said_value(report.visit, question, reply), *whole.parts) if one]
    return "\n".join(texts) or report.visit.plain(NOTHING_SAID)


def about_place(report: OpenReport, question_id: str, row: str) -> str:
    """Name a question, and its row if it has rows."""
    from survey.answers.rows import rows_of

    question = report.form.questions[question_id]
    named = next((one.label for one in rows_of(question, report.replies) if one.code == row), None)
    if not named:
        return report.visit.plain(question.label)
    return report.visit.plain(say("said/row", "{row}: {question}", row=named, question=question.label))


def onward(report: OpenReport, section: Section, form: Any, anchor: str) -> str:
    """Where to go after saving: back here, to the section asked for, or to the next one."""
    here = report.url(section.id)
    if anchor:
        return here + anchor
    if any(name in form for name in STAYS):
        return f"{here}{_at(form)}"
    if "go" in form:
        wanted = form["go"]
        known = {"check", *(one.id for one in report.form.sections)}
        return report.url(wanted) if wanted in known else report.url()
    return _next(report, section)


def _at(form: Any) -> str:
    """The place on the page where somebody was, so that they find themselves there again."""
    for name in ("clear", "choose", "unchanged", "keep", "take"):
        found = form.get(name, "").split(" ")[0].split("|")[0]
        if found and place_of(found):
            return f"#{found}"
    return ""


def _next(report: OpenReport, section: Section) -> str:
    """The next section that is asked; the same one once more if something typed in it needs another look."""
    report = read_anew(report)
    relevance = report.relevance
    if worth_showing(problems_in(report, section)):
        return f"{report.url(section.id)}?check=1"
    sections = [one for one in report.sections() if relevance.includes_section(one)]
    later = sections[sections.index(section) + 1 :] if section in sections else []
    return report.url(later[0].id) if later else report.url("check")
