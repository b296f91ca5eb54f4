"""Works out which sections, questions and rows are relevant, and which values conditions see.

Answers to questions that are not relevant stay stored, and read as blank here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from survey.answers.rows import rows_of
from survey.questionnaire.kinds.entries import Entries

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from survey.answers.replies import Replies
    from survey.questionnaire.declarations import Option
    from survey.questionnaire.model import Question, Questionnaire, Section
    from survey.questionnaire.values import Operand

Values = dict[str, "Operand"]


@dataclass
class Relevance:
    """The result of all conditions and calculations of a report."""

    questionnaire: Questionnaire
    replies: Replies
    today: str
    modules: Collection[str] = ()
    values: Values = field(default_factory=dict)
    by_row: dict[tuple[str, str], Values] = field(default_factory=dict)
    sections: dict[str, bool] = field(default_factory=dict)
    places: dict[tuple[str, str], bool] = field(default_factory=dict)

    def includes_section(self, section: Section) -> bool:
        """Tell whether the section is relevant."""
        if section.id not in self.sections:
            held = section.relevant is None or section.relevant.holds(self.values, None, self.today)
            self.sections[section.id] = held and (not section.module or section.module in self.modules)
        return self.sections[section.id]

    def includes(self, question: Question, row: str = "") -> bool:
        """Tell whether the question is relevant in this row."""
        return self.places.get((question.id, row), False)

    def includes_any(self, question: Question) -> bool:
        """Tell whether the question is relevant in any of its rows."""
        return any(self.includes(question, row.code) for row in rows_of(question, self.replies))

    def scope(self, question: Question, row: str) -> Values:
        """Return the values that a condition of this question sees in this row."""
        if not question.table:
            return self.values
        return {**self.values, **self.by_row.get((question.table, row), {})}

    def value(self, question: Question, row: str = "") -> Operand:
        """Return the value of a question in a row, answered or calculated; None if it is not relevant."""
        if not question.table:
            return self.values.get(question.id)
        return self.by_row.get((question.table, row), {}).get(question.id)

    def value_of(self, question_id: str, row: str = "") -> Operand:
        """Return the value of a question by its id, in a row if it has rows."""
        return self.value(self.questionnaire.questions[question_id], row)


def evaluate(
    questionnaire: Questionnaire, replies: Replies, today: date, modules: Collection[str] = ()
) -> Relevance:
    """Work out what is relevant in a report, in one pass over the questions in order of dependence."""
    relevance = Relevance(questionnaire, replies, today.isoformat(), modules)
    for question_id in questionnaire.order:
        _evaluate_question(relevance, questionnaire.questions[question_id])
    return relevance


def reevaluate(relevance: Relevance, replies: Replies, changed: Collection[str]) -> Relevance:
    """Work out the relevance again after some answers changed, only for the questions that depend on them.

    The entries of lists and the country's own rows must be unchanged.
    """
    form = relevance.questionnaire
    touched = frozenset(changed).union(*(form.readers[question] for question in changed))
    tables = {form.questions[question].table for question in touched}
    fresh = replace(
        relevance,
        replies=replies,
        values=dict(relevance.values),
        by_row={place: dict(row) if place[0] in tables else row for place, row in relevance.by_row.items()},
        sections={
            section.id: relevance.sections[section.id]
            for section in form.sections
            if section.id in relevance.sections
            and (section.relevant is None or touched.isdisjoint(section.relevant.references))
        },
        places=dict(relevance.places),
    )
    for question_id in form.order:
        if question_id in touched:
            _evaluate_question(fresh, form.questions[question_id])
    return fresh


def _evaluate_question(relevance: Relevance, question: Question) -> None:
    if question.table:
        _evaluate_rows(relevance, question)
    else:
        _evaluate_once(relevance, question)


def _evaluate_once(relevance: Relevance, question: Question) -> None:
    asked = relevance.includes_section(relevance.questionnaire.section_of[question.id]) and _holds(
        question, relevance.values, relevance.today
    )
    relevance.places[question.id, ""] = asked
    if isinstance(question.kind, Entries):
        relevance.values[question.id] = relevance.replies.entries.get(question.id, ()) if asked else None
    else:
        relevance.values[question.id] = _operand(relevance, question, "", relevance.values) if asked else None


def _evaluate_rows(relevance: Relevance, question: Question) -> None:
    section_asked = relevance.includes_section(relevance.questionnaire.section_of[question.id])
    found: list[Operand] = []
    for row in rows_of(question, relevance.replies):
        scope = relevance.scope(question, row.code)
        asked = section_asked and _asks_row(relevance, question, row, scope)
        relevance.places[question.id, row.code] = asked
        value = _operand(relevance, question, row.code, scope) if asked else None
        relevance.by_row.setdefault((question.table, row.code), {})[question.id] = value
        if asked:
            found.append(value)
    relevance.values[question.id] = tuple(found)


def _asks_row(relevance: Relevance, question: Question, row: Option, scope: Values) -> bool:
    if row.relevant is not None and not row.relevant.holds(scope, None, relevance.today):
        return False
    if question.inside and not relevance.places.get((question.inside, ""), False):
        return False
    if question.beside and not relevance.places.get((question.beside, row.code), False):
        return False
    return _holds(question, scope, relevance.today)


def _holds(question: Question, scope: Values, today: str) -> bool:
    return question.relevant is None or question.relevant.holds(scope, None, today)


def _operand(relevance: Relevance, question: Question, row: str, scope: Values) -> Operand:
    reply = relevance.replies.by_place.get((question.id, row))
    value = reply.value if reply is not None and not reply.missing else None
    current = None if value is None else question.kind.operand(value)
    if question.calculation is not None:
        return question.calculation.value(scope, current, relevance.today)
    return current
