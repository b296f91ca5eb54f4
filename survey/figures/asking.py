"""What a report was not asked, and what it calculates: its snapshot holds neither.

A snapshot leaves out questions that were not asked and questions left blank; the conditions tell them apart.
They are evaluated only where a question may go unasked at all. It holds no percentages that follow from two
numbers, either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from survey.answers.freezing import read_content
from survey.answers.percentages import calculated_replies, is_rate, rate_of
from survey.answers.relevance import Relevance, evaluate
from survey.answers.rows import rows_of
from survey.questionnaire.kinds.calculated import Calculated
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.numbers.measures import plain
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from survey.answers.replies import Reply
    from survey.questionnaire.model import Question, Questionnaire

EXACT = 12
"""The most decimals of a calculated value, so that sums of decimal fractions show no rounding errors."""
RowPlace = tuple[str, str]
"""A question and a fixed row (no row where it has no rows, or rows of the country's own)."""


@dataclass(frozen=True)
class Asking:
    """The places of a questionnaire that a report may not be asked, and its calculated questions."""

    questionnaire: Questionnaire
    places: tuple[RowPlace, ...]
    calculated: tuple[Question, ...]
    rates: tuple[Question, ...] = ()

    def relevance(self, content: Mapping[str, Any]) -> Relevance | None:
        """Evaluate what a report was asked; None where everything is answered or always asked."""
        everything = not self.calculated and all(_said(content, *place) for place in self.places)
        return None if everything and not self.may_follow(content) else self.evaluated(content)

    def evaluated(self, content: Mapping[str, Any]) -> Relevance:
        """Evaluate what a report was asked."""
        thawed = read_content(content)
        today, modules = date.fromisoformat(thawed.head.today), thawed.head.modules
        return evaluate(self.questionnaire, thawed.replies, today, modules)

    def may_follow(self, content: Mapping[str, Any]) -> bool:
        """Tell whether a report may hold two numbers from which a percentage follows."""
        answers = content["answers"]
        return any(all(id_ in answers for id_ in rate_of(question)) for question in self.rates)

    def percentages(self, relevance: Relevance) -> list[Reply]:
        """Return the replies with percentages that follow from two numbers, in the order of the questions."""
        return calculated_replies(self.questionnaire, relevance.replies, relevance.includes)

    def completed(self, content: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the content of a report with all that is calculated; answers name their calculated cells."""
        if not self.calculated and not self.may_follow(content):
            return content
        relevance, answers = self.evaluated(content), dict(content["answers"])
        for reply in self.percentages(relevance):
            rows = answers.get(reply.question, {})
            kind = self.questionnaire.questions[reply.question].kind.name
            more = {"kind": kind, "cells": dict(reply.cells), "calculated": sorted(reply.calculated)}
            answers[reply.question] = {**rows, reply.row: {**rows.get(reply.row, {}), **more}}
        for question, row, value in self.values(relevance):
            shown = plain(round(value, EXACT)) if isinstance(value, float) else value
            made = {"kind": question.kind.name, "cells": {TOTAL: shown}, "calculated": [TOTAL]}
            answers[question.id] = {**answers.get(question.id, {}), row: made}
        return {**content, "answers": answers}

    def unasked(self, relevance: Relevance) -> Iterator[RowPlace]:
        """Yield the places that a report was not asked."""
        for question_id, row in self.places:
            question = self.questionnaire.questions[question_id]
            asked = relevance.includes(question, row) if row else _asks_somewhere(relevance, question)
            if not asked:
                yield question_id, row

    def values(self, relevance: Relevance) -> Iterator[tuple[Question, str, str | float]]:
        """Yield the calculated values of a report, by question and row: numbers and texts."""
        for question in self.calculated:
            for row in rows_of(question, relevance.replies):
                value = relevance.value(question, row.code) if relevance.includes(question, row.code) else ""
                if isinstance(value, (str, float)) and value != "":
                    yield question, row.code, value


def asking(questionnaire: Questionnaire) -> Asking:
    """Find what a questionnaire may leave unasked, and what it calculates."""
    questions = questionnaire.questions.values()
    places = tuple(place for question in questions for place in _conditional(questionnaire, question))
    calculated = tuple(question for question in questions if isinstance(question.kind, Calculated))
    return Asking(questionnaire, places, calculated, tuple(filter(is_rate, questions)))


def fixed_rows(question: Question) -> tuple[str, ...]:
    """Return the fixed rows of a question, each with its own figures; a single empty row if it has none."""
    return tuple(row.code for row in question.rows) or ("",)


def _conditional(questionnaire: Questionnaire, question: Question) -> Iterator[RowPlace]:
    always = not _may_be_left_out(questionnaire, question)
    for row in question.rows:
        if not always or row.relevant is not None:
            yield question.id, row.code
    if not question.rows and not always:
        yield question.id, ""


def _may_be_left_out(questionnaire: Questionnaire, question: Question) -> bool:
    section = questionnaire.section_of[question.id]
    head = questionnaire.questions.get(question.beside)
    return bool(
        section.relevant is not None
        or section.module
        or question.relevant is not None
        or question.inside
        or question.rows_from
        or (head is not None and _may_be_left_out(questionnaire, head))
    )


def _said(content: Mapping[str, Any], question: str, row: str) -> bool:
    if row:
        return row in content["answers"].get(question, ())
    return question in content["answers"] or question in content["entries"]


def _asks_somewhere(relevance: Relevance, question: Question) -> bool:
    return (
        relevance.includes(question)
        if isinstance(question.kind, Entries)
        else relevance.includes_any(question)
    )
