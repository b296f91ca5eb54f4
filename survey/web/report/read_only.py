"""A section for reading: each question with its answer in words, by row, and last year's answer beside it.

This module knows words, no inputs and no rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from survey.answers.names import field_name
from survey.answers.percentages import told, with_percentage
from survey.answers.rows import rows_of
from survey.messages import say
from survey.questionnaire.kinds.calculated import Calculated
from survey.web.report.last_year import change_in_words
from survey.web.section.answer_words import NOTHING_SAID, Said, is_answerable, labelled, said, said_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from survey.answers.replies import Replies
    from survey.questionnaire.kinds.entries import Entries
    from survey.questionnaire.model import Question, Section
    from survey.web.request.report import OpenReport


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """One answer for reading: its row if it has one, its text, last year's, its author and its time."""

    name: str
    row: str
    said: Said
    before: str = ""
    change: str = ""
    carried: bool = False

    @property
    def path(self) -> str:
        """Return the place as it is written in addresses."""
        return self.name.replace("@", "/")


@dataclass
class Reading:
    """One question for reading, with its answers."""

    id: str
    label: Markup
    answers: list[ReadAnswer] = field(default_factory=list)
    comment: str | None = None
    """The comment, or None if the question offers none."""


def readings_of(report: OpenReport, section: Section) -> list[Reading]:
    """Return every asked question of a section with its answers."""
    found = []
    for question in section.questions:
        if question.kind.name == "note":
            continue
        reading = Reading(question.id, report.visit.say(question.label))
        reading.answers.extend(_answers(report, question))
        if "comment" in question.evidence and any(_asked(report, question)):
            reading.comment = report.replies.of(question.id).comment
        if reading.answers or reading.comment is not None:
            found.append(reading)
    return found


def answer_at(report: OpenReport, question: Question, row: str) -> ReadAnswer | None:
    """Return the answer at one place for reading."""
    name = field_name(question.id, row)
    return next((answer for answer in _answers(report, question) if answer.name == name), None)


def _asked(report: OpenReport, question: Question) -> Iterator[str]:
    for row in rows_of(question, report.replies):
        if report.relevance.includes(question, row.code):
            yield row.code


def _answers(report: OpenReport, question: Question) -> Iterator[ReadAnswer]:
    if question.fields:
        yield from _entries(report, question)
        return
    labels = {row.code: row.label for row in rows_of(question, report.replies)}
    for row in _asked(report, question):
        label = report.visit.plain(labels[row]) if labels[row] else ""
        if isinstance(question.kind, Calculated):
            yield ReadAnswer(field_name(question.id, row), label, Said(_calculated(report, question, row)))
        elif is_answerable(question):
            yield _answer(report, question, row, label)


def _answer(report: OpenReport, question: Question, row: str, label: str) -> ReadAnswer:
    reply = told(report.relevance, question, row)
    whole = said(report.visit, question, reply)
    before = (
        said_value(report.visit, question, with_percentage(report.form, report.last.replies, question, row))
        if report.last
        else ""
    )
    return ReadAnswer(
        field_name(question.id, row),
        label,
        whole,
        before,
        change_in_words(report, question, row),
        reply.carried,
    )


def _entries(report: OpenReport, question: Question) -> Iterator[ReadAnswer]:
    replies: Replies = report.replies
    kind = cast("Entries", question.kind)
    for number, entry in enumerate(replies.entries.get(question.id, ()), 1):
        given = [(inner, told(report.relevance, inner, entry)) for inner in question.fields]
        texts = [
            labelled(report.visit, report.visit.plain(inner.label), said_value(report.visit, inner, reply))
            for inner, reply in given
            if report.relevance.includes(inner, entry) and reply.answered
        ]
        text = "\n".join(texts) or report.visit.plain(NOTHING_SAID)
        name = report.visit.plain(say("said/entry", "{item} {number}", item=kind.item, number=number))
        yield ReadAnswer(field_name(question.id, entry), name, Said(text, is_long=True))


def _calculated(report: OpenReport, question: Question, row: str) -> str:
    value = report.relevance.value(question, row)
    if value is None:
        return ""
    return question.kind.read_back(value, report.visit.place, report.visit.plain)  # type: ignore[arg-type]
