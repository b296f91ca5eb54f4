"""Checks a set of answers: the only judge, for pages, uploads, the API and submission.

Knows rules, not pages; each problem names the input where it can be corrected.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from survey.answers.arithmetic import disagreements
from survey.answers.names import field_name
from survey.answers.percentages import is_answered
from survey.answers.rows import rows_of
from survey.messages import Message, say, say_count
from survey.problems import Problem, Severity
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import TOTAL
from survey.questionnaire.numbers.currencies import is_currency

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from survey.answers.relevance import Relevance
    from survey.answers.replies import Reply
    from survey.questionnaire.model import Question, Section

EARLIEST_YEAR = 1900
LONGEST_TEXT = 2_000
NO_CURRENCY = say("problem/unknown-currency", "Choose one of the currencies offered.")
UNREAD_PARTS = ("reference_year", "currency")
"""The parts of an answer, besides its values, that may not be understood."""


def problems(relevance: Relevance, sections: Collection[str] | None = None) -> list[Problem]:
    """Return the problems of a report (or of some of its sections), in question order."""
    return [
        problem
        for section in relevance.questionnaire.sections
        if (sections is None or section.id in sections)
        for problem in section_problems(relevance, section)
    ]


def section_problems(relevance: Relevance, section: Section) -> Iterator[Problem]:
    """Yield the problems of one section."""
    for question in section.questions:
        yield from _question_problems(relevance, question)
        if isinstance(question.kind, Entries):
            yield from _list_problems(relevance, question)


def _list_problems(relevance: Relevance, question: Question) -> Iterator[Problem]:
    entries = relevance.replies.entries.get(question.id, ())
    if isinstance(question.kind, Entries) and relevance.includes(question):
        for message in _entry_count(question.kind, len(entries)):
            yield Problem(question.id, field_name(question.id, part="entry"), message)
    for entry in entries:
        for inner in question.fields:
            if relevance.includes(inner, entry):
                yield from _reply_problems(relevance, inner, relevance.replies.of(inner.id, entry))


def _entry_count(kind: Entries, count: int) -> Iterator[Message]:
    if count < kind.min:
        yield say_count(
            "problem/too-few-entries",
            "Add at least {count} entry.",
            "Add at least {count} entries.",
            kind.min,
        )
    if count > kind.max:
        yield say(
            "problem/too-many-entries",
            "Keep at most {most} entries; there are {found}.",
            most=kind.max,
            found=count,
        )


def _question_problems(relevance: Relevance, question: Question) -> Iterator[Problem]:
    if not question.kind.asks or isinstance(question.kind, Entries):
        return
    for row in rows_of(question, relevance.replies):
        if relevance.includes(question, row.code):
            yield from _reply_problems(relevance, question, relevance.replies.of(question.id, row.code))
    if question.has_rows and relevance.includes_any(question):
        yield from _evidence_problems(relevance, question, relevance.replies.of(question.id))


def _reply_problems(relevance: Relevance, question: Question, reply: Reply) -> Iterator[Problem]:
    for cell, message in _value_messages(relevance, question, reply):
        yield Problem(question.id, field_name(question.id, reply.row, cell), message)
    for part, message in _part_messages(question, reply):
        yield Problem(question.id, field_name(question.id, reply.row, part=part), message)
    yield from _disagreements(relevance, question, reply)
    if not question.has_rows:
        yield from _evidence_problems(relevance, question, reply)


def _disagreements(relevance: Relevance, question: Question, reply: Reply) -> Iterator[Problem]:
    """Yield figures that disagree without a comment; only remark on them if no comment is possible."""
    commented = _commented(relevance, question)
    for cell, message in disagreements(relevance, question, reply):
        field = field_name(question.id, reply.row, cell)
        if commented is None:
            yield Problem(question.id, field, message, Severity.REMARKS)
        elif not commented.comment:
            asking = say(
                "problem/or-comment", "{doubt} If they are right, say why in the comment.", doubt=message
            )
            yield Problem(question.id, field, asking, Severity.ASKS)


def _commented(relevance: Relevance, question: Question) -> Reply | None:
    """Return the reply that holds the comment on a question's figures, if the question offers comments."""
    giver = relevance.questionnaire.questions[question.evidence_from or question.id]
    return relevance.replies.of(giver.id) if "comment" in giver.evidence else None


def _value_messages(relevance: Relevance, question: Question, reply: Reply) -> Iterator[tuple[str, Message]]:
    """Yield what is wrong with a reply's values: unreadable, out of bounds, missing, or excluded."""
    for cell, unread in reply.unread.items():
        if unread.parsed.complaint is not None and cell not in UNREAD_PARTS:
            yield cell, unread.parsed.complaint
    for cell, value in reply.cells.items():
        for message in question.kind.check(value):
            yield cell, message
    if _required(relevance, question, reply) and not is_answered(relevance, question, reply.row):
        yield TOTAL, _missing_answer(question)
    elif reply.value is not None and not _satisfies_constraint(relevance, question, reply):
        yield TOTAL, Message(question.message)


def _required(relevance: Relevance, question: Question, reply: Reply) -> bool:
    if isinstance(question.required, bool):
        return question.required
    return question.required.holds(relevance.scope(question, reply.row), None, relevance.today)


def _satisfies_constraint(relevance: Relevance, question: Question, reply: Reply) -> bool:
    """Tell whether the answer satisfies the question's constraint."""
    if question.constraint is None or reply.value is None:
        return True
    current = question.kind.operand(reply.value)
    return question.constraint.holds(relevance.scope(question, reply.row), current, relevance.today)


def _missing_answer(question: Question) -> Message:
    if question.missing:
        return say(
            "problem/wanting-or-reason",
            "Answer “{question}”, or say why there is no answer.",
            question=question.label,
        )
    return say("problem/wanting", "Answer “{question}”.", question=question.label)


def _part_messages(question: Question, reply: Reply) -> Iterator[tuple[str, Message]]:
    """Yield what is wrong with a reply's currency or its reason for having no figure."""
    if "currency" in reply.unread or (reply.currency and not is_currency(reply.currency)):
        yield "currency", NO_CURRENCY
    elif isinstance(question.kind, Number) and question.kind.is_money and reply.cells and not reply.currency:
        yield "currency", say("problem/no-currency", "Choose the currency of this amount.")
    if reply.missing and reply.missing not in question.missing:
        yield "missing", say("problem/unknown-reason", "Choose one of the reasons offered.")
    elif reply.missing and reply.cells:
        yield (
            "missing",
            say(
                "problem/both-figure-and-reason",
                "There is an answer and also a reason for no answer. Clear one of the two.",
            ),
        )


def _evidence_problems(relevance: Relevance, question: Question, reply: Reply) -> Iterator[Problem]:
    """Yield what is wrong with the evidence: a future year, a malformed address, too long a text."""
    for part, message in _evidence_messages(reply, date.fromisoformat(relevance.today).year):
        yield Problem(question.id, field_name(question.id, reply.row, part=part), message)


def _evidence_messages(reply: Reply, this_year: int) -> Iterator[tuple[str, Message]]:
    unread = reply.unread.get("reference_year")
    if unread is not None and unread.parsed.complaint is not None:
        yield "reference_year", unread.parsed.complaint
    year = reply.reference_year
    if year is not None and not EARLIEST_YEAR <= year <= this_year:
        yield (
            "reference_year",
            say(
                "problem/reference-year",
                "Give a reference year from {first} to {last}.",
                first=str(EARLIEST_YEAR),
                last=str(this_year),
            ),
        )
    if reply.link and not _is_link(reply.link):
        yield "link", say("problem/link", "Write the full web address, beginning with https:// or http://.")
    for part in ("source", "link", "comment"):
        found = len(getattr(reply, part))
        if found > LONGEST_TEXT:
            yield (
                part,
                say(
                    "problem/long-text",
                    "Shorten this text to {most} characters; it has {found}.",
                    most=LONGEST_TEXT,
                    found=found,
                ),
            )


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc and " " not in text
