"""What the page's script needs to reach the same conclusions as the server: trees, values and notation.

Only `static/form.js` reads this JSON. It holds no answer of a section that the person may not see: questions
that depend on one are decided by the server, when something is saved.
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
    from collections.abc import Collection, Iterator

    from survey.answers.relevance import Relevance
    from survey.questionnaire.conditions import Expression
    from survey.questionnaire.model import Question, Questionnaire, Section
    from survey.web.request.visit import Visit

NOT_READ = ("date",)
"""Kinds whose inputs the script does not understand: questions that depend on them wait for the server."""


def conditions(
    visit: Visit, section: Section, relevance: Relevance, seen: Collection[Section] | None = None
) -> Markup:
    """Return the conditions of a section as JSON for a script element.

    The person may see the answers of the sections that are `seen`; all, where nothing is said of that.
    """
    form = relevance.questionnaire
    inside = {question.id: question for outer in section.questions for question in (outer, *outer.fields)}
    ordered = [inside[name] for name in form.order if name in inside]
    kept = _decided_by_server(ordered, form, None if seen is None else {*(at.id for at in seen), section.id})
    outside = {name for question in ordered if question.id not in kept for name in _references(question)}
    notation = notations(visit.place.locale)[0]
    found = {
        "today": relevance.today,
        "notation": {
            "tag": str(visit.place.locale).replace("_", "-"),
            "decimal": notation.decimal,
            "group": notation.group,
        },
        "words": {name: visit.plain(WORDS[name]) for name in ("read_as", "words", "not_yet")},
        "values": {name: relevance.values.get(name) for name in sorted(outside - inside.keys())},
        "questions": [
            _kept(question, relevance) if question.id in kept else _question(question, relevance, inside)
            for question in ordered
        ],
    }
    return as_script(found)


def as_script(found: object) -> Markup:
    """Return a value as JSON that cannot end its script element."""
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704


def _decided_by_server(
    ordered: list[Question], form: Questionnaire, seen: Collection[str] | None
) -> set[str]:
    """Return the questions whose conditions or calculation depend on an answer that may not be seen."""
    kept: set[str] = set()
    for question in ordered if seen is not None else ():
        for name in _references(question):
            hidden = name in kept and isinstance(form.questions[name].kind, Calculated)
            if hidden or form.section_of[name].id not in (seen or ()):
                kept.add(question.id)
    return kept


def _kept(question: Question, relevance: Relevance) -> dict[str, Any]:
    """Describe a question that stays as the server made it."""
    found = _described(question, relevance)
    return {**found, "waits": True, "kept": True}


def _question(question: Question, relevance: Relevance, inside: dict[str, Question]) -> dict[str, Any]:
    found = _described(question, relevance)
    if "rows" in found:
        found["rows"] = {
            row.code: row.relevant.as_json() if row.relevant else None
            for row in rows_of(question, relevance.replies)
        }
    if any(_is_unread(inside.get(name)) for name in _references(question)):
        found["waits"] = True
    if question.relevant is not None:
        found["relevant"] = question.relevant.as_json()
    if question.calculation is not None:
        found["calculation"] = question.calculation.as_json()
    return found


def _described(question: Question, relevance: Relevance) -> dict[str, Any]:
    """Describe a question without its conditions."""
    found: dict[str, Any] = {"id": question.id, "kind": question.kind.name}
    if question.inside:
        found["list"] = question.inside
    elif question.has_rows:
        found["table"] = question.table
        found["rows"] = {row.code: None for row in rows_of(question, relevance.replies)}
    if question.beside:
        found["beside"] = question.beside
    if isinstance(question.kind, Number | Calculated):
        found["decimals"] = question.kind.decimals
    if isinstance(question.kind, Number) and question.kind.is_percent:
        found["percent"] = True
    return found


def _is_unread(question: Question | None) -> bool:
    return question is not None and question.kind.name in NOT_READ


def _references(question: Question) -> Iterator[str]:
    """Yield the questions on which the conditions and the calculation of a question depend."""
    for tree in _expressions(question):
        yield from tree.references


def _expressions(question: Question) -> Iterator[Expression]:
    if question.relevant is not None:
        yield question.relevant
    if question.calculation is not None:
        yield question.calculation
    for row in question.rows:
        if row.relevant is not None:
            yield row.relevant
