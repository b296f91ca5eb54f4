"""The texts beside each question: last year's accepted answer with its year, the change, and “no change”.

This module knows the replies of both years. `answers.carrying` copies, `answers.comparing` compares.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING

from survey.answers.carrying import Carried, can_carry, carriable, carried, carries_anything
from survey.answers.differences.comparing import change
from survey.answers.names import field_name
from survey.answers.percentages import is_answered, told, with_percentage
from survey.answers.rows import rows_of
from survey.messages import Percent, say
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.kinds.writing.narrative import Narrative
from survey.web.section.answer_words import is_answerable, said_cell, said_value
from survey.web.section.inputs import inputs_of
from survey.web.section.words import words

if TYPE_CHECKING:
    from survey.answers.replies import Reply
    from survey.questionnaire.model import Question, Section
    from survey.web.request.report import OpenReport
    from survey.web.request.visit import Visit
    from survey.web.section.values import FilledSection

UP, DOWN, EVEN = "▲", "▼", "="

WORDS = {
    "last_year": say("beside/last-year", "Last year"),
    "no_change": say("beside/no-change", "No change"),
    "carried": say("beside/carried", "Same as last year", note="mark of an answer that was copied"),
    "history": say("beside/history", "History"),
    "up": say("beside/up", "Move up", note="button: move an entry of a list"),
    "down": say("beside/down", "Move down", note="button: move an entry of a list"),
    "change": say("reading/change", "Change", note="verb: link to change an answer"),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """Last year's answer in words, the change since then, and the places that “no change” would fill."""

    text: str
    lang: str = ""
    year: str = ""
    is_long: bool = False
    change: str = ""
    carries: str = ""


def words_beside(visit: Visit) -> SimpleNamespace:
    """Return the words around every question, with those that a report adds; the library caches them."""

    def said() -> SimpleNamespace:
        own = {name: visit.say(message) for name, message in WORDS.items()}
        return SimpleNamespace(**vars(words(visit)), **own)

    return visit.library.words.get_or_make(("report", visit.language.code), said)


def put_history(report: OpenReport, section: Section, page: FilledSection) -> None:
    """Link each answer with a history to it, and mark answers that repeat last year's."""
    own = {inner.id: inner for outer in section.questions for inner in (outer, *outer.fields)}
    for question_id, row in report.kept.versions:
        question = own.get(question_id)
        if question is None:
            continue
        name = field_name(question_id, row)
        address = report.url("history", question_id, *([row] if row else []))
        head = field_name(question.table, row) if question.has_rows and row else name
        page.history.setdefault(head, address)
        if report.replies.of(question_id, row).carried:
            page.carried[head] = "yes"


def add(report: OpenReport, section: Section, page: FilledSection, edits: bool) -> None:
    """Add last year's answers beside the questions of a section's page."""
    if report.last is None:
        return
    tables: dict[str, list[Question]] = {}
    for question in section.questions:
        if isinstance(question.kind, Entries):
            _list_beside(report, question, page, edits)
        elif question.has_rows and not (isinstance(question.kind, Number) and question.kind.by):
            tables.setdefault(question.table, []).append(question)
        elif is_answerable(question):
            for row in rows_of(question, report.replies):
                _one_beside(report, question, row.code, page, edits)
    for table, questions in tables.items():
        _table_beside(report, table, questions, page, edits)


def _one_beside(report: OpenReport, question: Question, row: str, page: FilledSection, edits: bool) -> None:
    before = told_before(report, question, row)
    if not before.answered:
        return
    name = field_name(question.id, row)
    if isinstance(question.kind, Number) and question.kind.by:
        for cell, input_name in inputs_of(question, row).cells.items():
            if cell in before.cells:
                page.last_cells[input_name] = said_cell(report.visit, question, before, cell)
    page.beside[name] = Beside(
        said_value(report.visit, question, before) if name not in page.last_cells or before.missing else "",
        language_of(report, before),
        str(before.reference_year or ""),
        isinstance(question.kind, Narrative),
        change_in_words(report, question, row),
        name if edits and is_carriable(report, question, row) else "",
    )


def _table_beside(
    report: OpenReport, table: str, questions: list[Question], page: FilledSection, edits: bool
) -> None:
    """Add the answers of each row of a table as one text with one button."""
    head = next((question for question in questions if question.id == table), questions[0])
    for row in rows_of(head, report.replies):
        asked = [question for question in questions if is_answerable(question)]
        before = [(question, told_before(report, question, row.code)) for question in asked]
        texts = [said_value(report.visit, question, reply) for question, reply in before if reply.answered]
        if not texts:
            continue
        changes = (change_in_words(report, question, row.code) for question in asked)
        places = (
            field_name(question.id, row.code)
            for question in asked
            if is_carriable(report, question, row.code)
        )
        page.tables_beside.add(table)
        page.beside[field_name(table, row.code)] = Beside(
            " · ".join(texts),
            next((language_of(report, reply) for _, reply in before if reply.lang), ""),
            change=" ".join(text for text in changes if text),
            carries=" ".join(places) if edits else "",
        )


def _list_beside(report: OpenReport, question: Question, page: FilledSection, edits: bool) -> None:
    """Add the entries of last year, one on each line."""
    lines = []
    for entry in report.entries_before(question.id):
        replies = ((inner, told_before(report, inner, entry)) for inner in question.fields)
        lines.append(
            " · ".join(said_value(report.visit, field, reply) for field, reply in replies if reply.answered)
        )
    if lines:
        carries = question.id if edits and _wanting(report, question) else ""
        page.beside[question.id] = Beside("\n".join(lines), is_long=True, carries=carries)


def _wanting(report: OpenReport, question: Question) -> bool:
    """Tell whether entries of last year are missing this year."""
    known = {*report.replies.entries.get(question.id, ()), *report.kept.removed.get(question.id, ())}
    return not known.issuperset(report.entries_before(question.id))


def is_carriable(report: OpenReport, question: Question, row: str = "") -> bool:
    """Tell whether “no change” is offered: there was an answer last year, and there is none this year."""
    if report.last is None or is_answered(report.relevance, question, row):
        return False
    return report.relevance.includes(question, row) and can_carry(
        report.last.replies.of(question.id, row), question
    )


def told_before(report: OpenReport, question: Question, row: str = "") -> Reply:
    """Return last year's answer as people read it, with the percentages that follow from two numbers."""
    if report.last is None:
        return report.before(question.id, row)
    return with_percentage(report.form, report.last.replies, question, row)


def language_of(report: OpenReport, reply: Reply) -> str:
    """Return the language to mark a text with, or nothing if it is the reader's."""
    return reply.lang if reply.lang != report.visit.language.code else ""


def change_in_words(report: OpenReport, question: Question, row: str = "") -> str:
    """Return how a number differs from last year's: a sign, the difference and, if meaningful, percent."""
    if report.last is None or not report.relevance.includes(question, row):
        return ""
    found = change(question, told_before(report, question, row), told(report.relevance, question, row))
    if found is None or found.difference is None:
        return ""
    sign = UP if found.difference > 0 else DOWN if found.difference < 0 else EVEN
    if not found.difference:
        return f"{sign} {report.visit.plain(say('beside/same', 'same as last year', note='an answer'))}"
    amount = abs(found.difference)
    if found.percent is None:
        return f"{sign} {report.visit.plain(say('beside/difference', '{amount}', amount=amount))}"
    return f"{sign} " + report.visit.plain(
        say(
            "beside/difference-and-percent",
            "{amount} ({percent})",
            amount=amount,
            percent=Percent(abs(round(found.percent))),
        )
    )


def all_carriable(report: OpenReport, section: Section) -> Carried:
    """Return everything that “no change” for the whole section would fill."""
    if report.last is None:
        return Carried()
    return carriable(report.relevance, section, report.last.replies, report.kept.removed)


def carries(report: OpenReport, section: Section) -> bool:
    """Tell whether “no change” for the whole section would fill anything."""
    if report.last is None:
        return False
    return carries_anything(report.relevance, section, report.last.replies, report.kept.removed)


def carried_reply(report: OpenReport, question: Question, row: str) -> Reply:
    """Return last year's answer as this year's."""
    return carried(report.before(question.id, row), question)


def answers_last_year(report: OpenReport, section: Section) -> int:
    """Return the number of questions in a section that were answered last year."""
    if report.last is None:
        return 0
    own = {inner.id for outer in section.questions for inner in (outer, *outer.fields)}
    return len({reply.question for reply in report.last.replies.by_place.values() if reply.question in own})
