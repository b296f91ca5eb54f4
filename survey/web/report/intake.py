"""From typed inputs to stored answers: the same path for a whole section and for a single answer.

The form of the section reads both. An answer that differs from the stored one is a change, and is saved.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from survey.actions.answers.changes import Change, ListChange, Saved
from survey.actions.answers.saving import save
from survey.answers.names import field_name, place_of
from survey.answers.replies import Reply
from survey.languages import ReaderLocale
from survey.storage.answers.answers import contents_of
from survey.storage.answers.replies import from_content
from survey.web.request.session import context
from survey.web.section.answer_words import is_answerable
from survey.web.section.form import SectionForm, part_of
from survey.web.section.inputs import FormInputs, inputs_of, kept, rows_in, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from survey.answers.replies import Replies
    from survey.questionnaire.model import Question, Section
    from survey.web.request.report import OpenReport

WRITTEN = ("text", "narrative")
MOST_SEEN = 5_000


@dataclass(frozen=True, slots=True)
class AnswerSent:
    """One answer as a script sends it: its place, the version shown, its inputs and their language."""

    question: Question
    row: str
    version: int
    inputs: Mapping[str, object]
    typed_in: str


@dataclass(frozen=True, slots=True)
class Sent:
    """The sent inputs as typed, their replies, the versions the page showed, and the sent places."""

    inputs: FormInputs
    replies: Mapping[tuple[str, str], Reply]
    place: ReaderLocale
    versions: Mapping[str, int] = field(default_factory=dict)
    places: Sequence[tuple[Question, str]] = ()
    is_whole: bool = False
    """Whether a whole section was sent: then an answer that was only shown is no change."""


@dataclass(frozen=True, slots=True)
class Besides:
    """What the pressed button asks for besides saving the typed answers."""

    lists: Sequence[ListChange] = ()
    repeated: Sequence[Reply] = ()
    """Last year's answers that a person repeats with “no change”."""
    given_up: str = ""
    """The name of the place where a person prefers somebody else's answer to their own."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The changes that were found, and the result of saving them."""

    changes: Sequence[Change]
    saved: Saved


def take_in(report: OpenReport, section: Section, sent: Sent, besides: Besides = Besides()) -> TakenIn:
    """Save the sent answers that differ from the stored ones."""
    comments_only = not report.edits(section)
    changes = changes_in(report, sent, comments_only)
    changes = [change for change in changes if field_name(change.question, change.row) != besides.given_up]
    changes = with_repeated(report, changes, besides.repeated)
    if not changes and not besides.lists:
        return TakenIn((), Saved())
    saved = save(report.ref.report_id, report.seen.round_id, changes, context(), besides.lists)
    return TakenIn(changes, saved)


def sent_form(report: OpenReport, section: Section, form: Any) -> Sent:
    """Read the form of a whole section, in the notation of the language in which it was typed."""
    inputs = FormInputs(
        {name: kept(plain(form.getlist(name))) for name in form if place_of(name) is not None}
    )
    inputs = FormInputs({name: values for name, values in inputs.items() if values})
    pick(inputs, form.get("choose", ""))
    inputs.pop(form.get("clear", ""), None)
    sent = _read(report, section, inputs, form.get("typed_in", ""))
    places = tuple(places_of(section, report.replies, sent.inputs))
    return replace(sent, versions=versions_in(form.get("seen", "")), places=places, is_whole=True)


def sent_answer(report: OpenReport, section: Section, asked: AnswerSent) -> Sent:
    """Read the inputs of one answer, as a script sends them."""
    question, row = asked.question, asked.row
    names = {*inputs_of(question, row).names()}
    inputs = FormInputs()
    for name, values in asked.inputs.items():
        texts = (
            kept(plain(text for text in values if isinstance(text, str))) if isinstance(values, list) else ()
        )
        if texts and name in names:
            inputs[name] = texts
    if question.inside:
        inputs[field_name(question.inside, part="entry")] = (row,)
    sent = _read(report, part_of(section, question), inputs, asked.typed_in)
    versions = {field_name(question.id, row): asked.version}
    return replace(sent, versions=versions, places=((question, row),))


def _read(report: OpenReport, section: Section, inputs: FormInputs, language: str) -> Sent:
    place = typed_in(report, language)
    form = SectionForm(report.form, section, inputs, place, report.replies)
    replies = {(reply.question, reply.row): reply for field in form.questions for reply in field.replies}
    return Sent(form.sheet, replies, place)


def typed_in(report: OpenReport, language: str) -> ReaderLocale:
    """Return the locale in which it was typed: the report's country, and the language of the page."""
    known = report.visit.library.languages.get(language, report.visit.language)
    return ReaderLocale(known, report.visit.country)


def plain(values: Any) -> Iterator[str]:
    """Yield texts with line ends as we store them; browsers send CRLF."""
    return (value.replace("\r\n", "\n") for value in values)


def pick(inputs: FormInputs, chosen: str) -> None:
    """Replace an ambiguous number by the reading that a person chose."""
    name, _, typed = chosen.rpartition("|")
    if place_of(name) is not None and typed:
        inputs[name] = (typed,)


def versions_in(text: str) -> dict[str, int]:
    """Return the version of each answer that the page showed; unreadable input counts as never seen."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict) or len(found) > MOST_SEEN:
        return {}
    return {
        name: seen for name, seen in found.items() if isinstance(seen, int) and not isinstance(seen, bool)
    }


def versions_of(report: OpenReport, section: Section) -> dict[str, int]:
    """Return the versions of a section's answers by the names of their places."""
    own = {inner.id for outer in section.questions for inner in (outer, *outer.fields)}
    return {
        field_name(question, row): version
        for (question, row), version in report.kept.versions.items()
        if question in own
    }


def changes_in(report: OpenReport, sent: Sent, comments_only: bool = False) -> list[Change]:
    """Return the answers that were sent and differ from the stored ones."""
    found = [change_of(report, question, row, sent, comments_only) for question, row in sent.places]
    changes = [change for change in found if change is not None]
    return touched_only(report, changes, sent) if sent.is_whole else changes


def touched_only(report: OpenReport, changes: Sequence[Change], sent: Sent) -> list[Change]:
    """Leave out answers that differ only because somebody else saved after the page was shown."""
    versions = report.kept.versions
    stale = [change for change in changes if change.saw_version != versions.get(change.place, 0)]
    if not stale:
        return list(changes)
    contents = contents_of(report.session, report.ref.report_id, {change.question for change in stale})
    untouched = set()
    for change in stale:
        question = report.form.questions[change.question]
        content = contents.get((*change.place, change.saw_version), {})
        shown = from_content(*change.place, question.kind.name, content)
        if same(question, change.reply, shown, sent.place):
            untouched.add(change.place)
    return [change for change in changes if change.place not in untouched]


def with_repeated(report: OpenReport, changes: Sequence[Change], replies: Sequence[Reply]) -> list[Change]:
    """Add last year's answers at places where nothing was typed."""
    found = {change.place: change for change in changes}
    for reply in replies:
        place = (reply.question, reply.row)
        found.setdefault(place, Change(*place, report.kept.versions.get(place, 0), reply))
    return list(found.values())


def change_of(
    report: OpenReport, question: Question, row: str, sent: Sent, comments_only: bool
) -> Change | None:
    """Return the change that a sent answer makes, or None if it equals the stored answer."""
    reply = sent.replies.get((question.id, row), Reply(question.id, row))
    stands, name = report.replies.of(question.id, row), field_name(question.id, row)
    if comments_only:
        reply = replace(stands, comment=reply.comment)
        return None if reply == stands else Change(question.id, row, sent.versions.get(name, 0), reply)
    if same(question, reply, stands, sent.place):
        return None
    seen = sent.versions.get(name, 0)
    return Change(question.id, row, seen, replace(reply, lang=language_of(question, reply, stands, sent)))


def language_of(question: Question, reply: Reply, stands: Reply, sent: Sent) -> str:
    """Return the language of an answer's text: the page's language if the text has just been typed."""
    if question.kind.name in WRITTEN:
        typed = reply.cells != stands.cells
    else:
        typed = bool(reply.comment) and reply.comment != stands.comment and not stands.comment
    return sent.place.language.code if typed else stands.lang


def same(question: Question, reply: Reply, other: Reply, place: ReaderLocale) -> bool:
    """Tell whether two replies say the same, in whatever way they were given."""
    return write(question, reply, place) == write(question, other, place)


def places_of(section: Section, replies: Replies, inputs: FormInputs) -> Iterator[tuple[Question, str]]:
    """Yield every place of a section that can be answered and that its page showed."""
    for question in section.questions:
        if is_answerable(question):
            yield from ((question, row) for row in rows_in(question, replies))
        for entry in inputs.get(field_name(question.id, part="entry"), ()) if question.fields else ():
            yield from ((inner, entry) for inner in question.fields if is_answerable(inner))
