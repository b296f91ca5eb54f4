"""What a report asks, given its answers: which sections, questions and rows, and every value conditions see.

Answers to questions that are not asked are kept elsewhere and read as blank here.
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
    from survey.questionnaire.kinds.base import Operand
    from survey.questionnaire.model import Option, Question, Questionnaire, Section

Values = dict[str, "Operand"]


@dataclass
class Standing:
    """The outcome of all conditions and calculations of a report at one moment."""

    questionnaire: Questionnaire
    replies: Replies
    today: str
    modules: Collection[str] = ()
    values: Values = field(default_factory=dict)
    by_row: dict[tuple[str, str], Values] = field(default_factory=dict)
    sections: dict[str, bool] = field(default_factory=dict)
    places: dict[tuple[str, str], bool] = field(default_factory=dict)

    def asks_section(self, section: Section) -> bool:
        """Tell whether the section is asked."""
        if section.id not in self.sections:
            held = section.relevant is None or section.relevant.holds(self.values, None, self.today)
            self.sections[section.id] = held and (not section.module or section.module in self.modules)
        return self.sections[section.id]

    def asks(self, question: Question, row: str = "") -> bool:
        """Tell whether the question is asked, in that row."""
        return self.places.get((question.id, row), False)

    def asks_any(self, question: Question) -> bool:
        """Tell whether the question is asked at all, in any of its rows."""
        return any(self.asks(question, row.code) for row in rows_of(question, self.replies))

    def scope(self, question: Question, row: str) -> Values:
        """The values that a condition of this question sees in this row."""
        if not question.table:
            return self.values
        return {**self.values, **self.by_row.get((question.table, row), {})}

    def value(self, question: Question, row: str = "") -> Operand:
        """The value in a row (or the only one), calculated ones included; blank where not asked."""
        if not question.table:
            return self.values.get(question.id)
        return self.by_row.get((question.table, row), {}).get(question.id)

    def value_of(self, question_id: str, row: str = "") -> Operand:
        """The value of a question by id, in a row if it has rows."""
        return self.value(self.questionnaire.questions[question_id], row)


def stand(
    questionnaire: Questionnaire, replies: Replies, today: date, modules: Collection[str] = ()
) -> Standing:
    """Work out what a report asks, in one pass over the questions in the order of their dependence."""
    standing = Standing(questionnaire, replies, today.isoformat(), modules)
    for question_id in questionnaire.order:
        _stand_one(standing, questionnaire.questions[question_id])
    return standing


def restand(standing: Standing, replies: Replies, changed: Collection[str]) -> Standing:
    """The same report after the answers to some questions changed: only what hangs on them is worked out.

    The entries of its lists and the country's own rows must be what they were.
    """
    form = standing.questionnaire
    touched = frozenset(changed).union(*(form.readers[one] for one in changed))
    tables = {form.questions[one].table for one in touched}
    fresh = replace(
        standing,
        replies=replies,
        values=dict(standing.values),
        by_row={place: dict(row) if place[0] in tables else row for place, row in standing.by_row.items()},
        sections={
            section.id: standing.sections[section.id]
            for section in form.sections
            if section.id in standing.sections
            and (section.relevant is None or touched.isdisjoint(section.relevant.references))
        },
        places=dict(standing.places),
    )
    for question_id in form.order:
        if question_id in touched:
            _stand_one(fresh, form.questions[question_id])
    return fresh


def _stand_one(standing: Standing, question: Question) -> None:
    if question.table:
        _stand_rows(standing, question)
    else:
        _stand_once(standing, question)


def _stand_once(standing: Standing, question: Question) -> None:
    asked = standing.asks_section(standing.questionnaire.section_of[question.id]) and _holds(
        question, standing.values, standing.today
    )
    standing.places[question.id, ""] = asked
    if isinstance(question.kind, Entries):
        standing.values[question.id] = standing.replies.entries.get(question.id, ()) if asked else None
    else:
        standing.values[question.id] = _operand(standing, question, "", standing.values) if asked else None


def _stand_rows(standing: Standing, question: Question) -> None:
    section_asked = standing.asks_section(standing.questionnaire.section_of[question.id])
    found: list[Operand] = []
    for row in rows_of(question, standing.replies):
        scope = standing.scope(question, row.code)
        asked = section_asked and _asks_row(standing, question, row, scope)
        standing.places[question.id, row.code] = asked
        value = _operand(standing, question, row.code, scope) if asked else None
        standing.by_row.setdefault((question.table, row.code), {})[question.id] = value
        if asked:
            found.append(value)
    standing.values[question.id] = tuple(found)


def _asks_row(standing: Standing, question: Question, row: Option, scope: Values) -> bool:
    if row.relevant is not None and not row.relevant.holds(scope, None, standing.today):
        return False
    if question.inside and not standing.places.get((question.inside, ""), False):
        return False
    if question.beside and not standing.places.get((question.beside, row.code), False):
        return False
    return _holds(question, scope, standing.today)


def _holds(question: Question, scope: Values, today: str) -> bool:
    return question.relevant is None or question.relevant.holds(scope, None, today)


def _operand(standing: Standing, question: Question, row: str, scope: Values) -> Operand:
    reply = standing.replies.by_place.get((question.id, row))
    value = reply.value if reply is not None and not reply.missing else None
    current = None if value is None else question.kind.operand(value)
    if question.calculation is not None:
        return question.calculation.value(scope, current, standing.today)
    return current
