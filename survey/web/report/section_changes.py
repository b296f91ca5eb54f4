"""What was sent from a section's page, as changes: which answers differ from those that are kept.

Knows inputs, versions and replies; the action of saving decides what becomes of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from survey.actions.answers.changes import Change
from survey.answers.names import field_name, place_of
from survey.answers.replies import Reply
from survey.languages import ReaderLocale
from survey.web.section.answer_words import is_answerable
from survey.web.section.form import SectionForm
from survey.web.section.inputs import FormInputs, kept, read, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from survey.answers.replies import Replies
    from survey.questionnaire.model import Question, Section
    from survey.web.request.report import OpenReport

WRITTEN = ("text", "narrative")
MOST_SEEN = 5_000


@dataclass(frozen=True)
class Sent:
    """What a section's form held: its inputs as typed, the replies which that makes, the versions seen."""

    sheet: FormInputs
    replies: Mapping[tuple[str, str], Reply]
    versions: Mapping[str, int]
    place: ReaderLocale


def sent_form(report: OpenReport, section: Section, form: Any) -> Sent:
    """Read the form of a whole section, in the notation of the language in which it was typed."""
    place = typed_in(report, form.get("typed_in", ""))
    sheet = FormInputs({name: kept(plain(form.getlist(name))) for name in form if place_of(name) is not None})
    sheet = FormInputs({name: values for name, values in sheet.items() if values})
    pick(sheet, form.get("choose", ""))
    sheet.pop(form.get("clear", ""), None)
    filled = SectionForm(report.form, section, sheet, place, report.replies)
    replies = {(one.question, one.row): one for field in filled.questions for one in field.replies}
    return Sent(filled.sheet, replies, versions_in(form.get("seen", "")), place)


def sent_answer(report: OpenReport, question: Question, row: str, inputs: object, language: str) -> Sent:
    """Read the inputs of one answer, as a script sends them."""
    place = typed_in(report, language)
    found = inputs if isinstance(inputs, dict) else {}
    sheet = FormInputs()
    for name, values in found.items():
        if isinstance(values, list):
            texts = kept(plain(one for one in values if isinstance(one, str)))
            if texts:
                sheet[name] = texts
    reply = read(question, row, sheet, place, report.form)
    replies = {} if reply is None else {(question.id, row): reply}
    return Sent(sheet, replies, {}, place)


def typed_in(report: OpenReport, language: str) -> ReaderLocale:
    """Where what was sent was typed: the report's country, and the language of the page then."""
    known = report.visit.library.languages.get(language, report.visit.language)
    return ReaderLocale(known, report.visit.country)


def plain(values: Any) -> Iterator[str]:
    """Texts with the line ends that we keep (forms send those of another age)."""
    return (value.replace("\r\n", "\n") for value in values)


def pick(sheet: FormInputs, chosen: str) -> None:
    """Take the reading that a person chose for a number that could be two."""
    name, _, typed = chosen.rpartition("|")
    if place_of(name) is not None and typed:
        sheet[name] = (typed,)


def versions_in(text: str) -> dict[str, int]:
    """The version of each answer that the page had shown; nonsense counts as never seen."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict) or len(found) > MOST_SEEN:
        return {}
    return {name: one for name, one in found.items() if isinstance(one, int) and not isinstance(one, bool)}


def versions_of(report: OpenReport, section: Section) -> dict[str, int]:
    """The versions of a section's answers, by the name of their place."""
    own = {inner.id for outer in section.questions for inner in (outer, *outer.fields)}
    return {
        field_name(question, row): version
        for (question, row), version in report.kept.versions.items()
        if question in own
    }


def changes_in(report: OpenReport, section: Section, sent: Sent, comments_only: bool = False) -> list[Change]:
    """The answers of a section that were sent otherwise than they stand."""
    found = []
    for question, row in places_of(section, report.replies, sent):
        reply = sent.replies.get((question.id, row), Reply(question.id, row))
        change = change_of(report, question, row, reply, sent, comments_only)
        if change is not None:
            found.append(change)
    return found


def change_of(
    report: OpenReport, question: Question, row: str, reply: Reply, sent: Sent, comments_only: bool = False
) -> Change | None:
    """The change that a sent answer is; None where it says what stands already."""
    stands, name = report.replies.of(question.id, row), field_name(question.id, row)
    if comments_only:
        reply = replace(stands, comment=reply.comment)
        return None if reply == stands else Change(question.id, row, sent.versions.get(name, 0), reply)
    if same(question, reply, stands, sent.place):
        return None
    seen = sent.versions.get(name, 0)
    return Change(question.id, row, seen, replace(reply, lang=language_of(question, reply, stands, sent)))


def language_of(question: Question, reply: Reply, stands: Reply, sent: Sent) -> str:
    """The language of an answer's words: that in which they were typed, if they were typed just now."""
    if question.kind.name in WRITTEN:
        typed = reply.cells != stands.cells
    else:
        typed = bool(reply.comment) and reply.comment != stands.comment and not stands.comment
    return sent.place.language.code if typed else stands.lang


def same(question: Question, one: Reply, other: Reply, place: ReaderLocale) -> bool:
    """Tell whether two replies say the same (how they came to be is another matter)."""
    return write(question, one, place) == write(question, other, place)


def places_of(section: Section, replies: Replies, sent: Sent) -> Iterator[tuple[Question, str]]:
    """Every place of a section that can be answered, as far as its page showed it."""
    for question in section.questions:
        if is_answerable(question):
            yield from ((question, row) for row in rows_shown(question, replies))
        for entry in sent.sheet.get(field_name(question.id, part="entry"), ()) if question.fields else ():
            yield from ((inner, entry) for inner in question.fields if is_answerable(inner))


def rows_shown(question: Question, replies: Replies) -> Sequence[str]:
    """The rows of a question, that of its evidence included."""
    from survey.web.section.inputs import rows_in

    return list(rows_in(question, replies))
