"""Finds the relevant sections of a report from the few answers that decide it, for boards of many reports.

It also finds the percentages that follow from two numbers. Knows conditions and replies; gives the same
result as `relevance` and `percentages`, which also work out everything else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from survey.answers.percentages import calculated_replies, is_rate, rate_of
from survey.answers.relevance import evaluate
from survey.answers.replies import Replies
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from survey.answers.replies import Reply
    from survey.questionnaire.conditions import Expression
    from survey.questionnaire.model import Questionnaire


@dataclass(frozen=True)
class Deciding:
    """A questionnaire narrowed to the questions that decide which sections are relevant."""

    narrowed: Questionnaire
    calculating: Questionnaire
    """The questionnaire narrowed to the percentages that follow from two numbers, and what decides these."""

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of the deciding questions."""
        return self.narrowed.order

    @property
    def needed(self) -> frozenset[str]:
        """The ids of the questions whose answers are needed: they decide, or make percentages."""
        return frozenset((*self.narrowed.order, *self.calculating.order))

    def asked(self, replies: Iterable[Reply], today: date, modules: Collection[str]) -> frozenset[str]:
        """Return the ids of the relevant sections, given the answers to the deciding questions."""
        relevance = evaluate(self.narrowed, _by_place(replies), today, modules)
        return frozenset(
            section.id for section in self.narrowed.sections if relevance.includes_section(section)
        )

    def calculated(self, replies: Iterable[Reply], today: date, modules: Collection[str]) -> frozenset[str]:
        """Return the ids of the percentages that follow in fixed rows, given the needed answers."""
        if not self.calculating.order:
            return frozenset()
        relevance = evaluate(self.calculating, _by_place(replies), today, modules)
        found = calculated_replies(self.calculating, relevance.replies, relevance.includes)
        return frozenset(reply.question for reply in found if TOTAL in reply.calculated)


def deciding(questionnaire: Questionnaire) -> Deciding:
    """Narrow a questionnaire to the questions that decide which sections are relevant."""
    sections = [name for section in questionnaire.sections for name in _references(section.relevant)]
    rates = [question for question in questionnaire.questions.values() if is_rate(question)]
    numbers = [name for question in rates for name in (question.id, *rate_of(question))]
    return Deciding(_narrowed(questionnaire, sections), _narrowed(questionnaire, numbers))


def _by_place(replies: Iterable[Reply]) -> Replies:
    return Replies({(reply.question, reply.row): reply for reply in replies})


def _narrowed(questionnaire: Questionnaire, wanted: list[str]) -> Questionnaire:
    """Narrow a questionnaire to some questions and those on which they depend."""
    found: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in found:
            continue
        found.add(name)
        question = questionnaire.questions[name]
        section = questionnaire.section_of[name]
        wanted.extend(name for name in (question.inside, question.beside) if name)
        rows = (row.relevant for row in question.rows)
        for condition in (question.relevant, question.calculation, section.relevant, *rows):
            wanted.extend(_references(condition))
    return replace(questionnaire, order=tuple(name for name in questionnaire.order if name in found))


def _references(condition: Expression | None) -> tuple[str, ...]:
    return condition.references if condition is not None else ()
