"""What the page's script needs to reach the same conclusions as the server: trees, values and notation.

Only `static/form.js` reads this JSON.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from survey.answers.rows import rows_of
from survey.questionnaire.kinds.calculated import Calculated
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.numbers.notation import notations
from survey.web.section.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.answers.relevance import Relevance
    from survey.questionnaire.conditions import Expression
    from survey.questionnaire.model import Question, Section
    from survey.web.request.visit import Visit

NOT_READ = ("date",)
"""Kinds whose inputs the script does not understand: questions that depend on them wait for the server."""


def conditions(visit: Visit, section: Section, relevance: Relevance) -> Markup:
    """Return the conditions of a section as JSON for a script element."""
    inside = {question.id: question for outer in section.questions for question in (outer, *outer.fields)}
    ordered = [inside[name] for name in relevance.questionnaire.order if name in inside]
    outside = {
        name for question in ordered for tree in _expressions(question) for name in tree.references
    } - set(inside)
    notation = notations(visit.place.locale)[0]
    found = {
        "today": relevance.today,
        "notation": {
            "tag": str(visit.place.locale).replace("_", "-"),
            "decimal": notation.decimal,
            "group": notation.group,
        },
        "words": {name: visit.plain(WORDS[name]) for name in ("read_as", "words", "not_yet")},
        "values": {name: relevance.values.get(name) for name in sorted(outside)},
        "questions": [_question(question, relevance, inside) for question in ordered],
    }
    return as_script(found)


def as_script(found: object) -> Markup:
    """Return a value as JSON that cannot end its script element."""
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704


def _question(question: Question, relevance: Relevance, inside: dict[str, Question]) -> dict[str, Any]:
    found: dict[str, Any] = {"id": question.id, "kind": question.kind.name}
    waits = {
        name for tree in _expressions(question) for name in tree.references if _is_unread(inside.get(name))
    }
    if question.inside:
        found["list"] = question.inside
    elif question.has_rows:
        found["table"] = question.table
        found["rows"] = {
            row.code: row.relevant.as_json() if row.relevant else None
            for row in rows_of(question, relevance.replies)
        }
    if question.beside:
        found["beside"] = question.beside
    if waits:
        found["waits"] = True
    if question.relevant is not None:
        found["relevant"] = question.relevant.as_json()
    if question.calculation is not None:
        found["calculation"] = question.calculation.as_json()
    if isinstance(question.kind, Number | Calculated):
        found["decimals"] = question.kind.decimals
    if isinstance(question.kind, Number) and question.kind.is_percent:
        found["percent"] = True
    return found


def _is_unread(question: Question | None) -> bool:
    return question is not None and question.kind.name in NOT_READ


def _expressions(question: Question) -> Iterator[Expression]:
    if question.relevant is not None:
        yield question.relevant
    if question.calculation is not None:
        yield question.calculation
    for row in question.rows:
        if row.relevant is not None:
            yield row.relevant
