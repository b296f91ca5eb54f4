"""Finds the relevant sections of a report from the few answers that decide it, for boards of many reports.

Knows conditions and replies; gives the same result as `relevance`, which also works out everything else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from survey.answers.relevance import evaluate
from survey.answers.replies import Replies

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

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of the deciding questions."""
        return self.narrowed.order

    def asked(self, replies: Iterable[Reply], today: date, modules: Collection[str]) -> frozenset[str]:
        """Return the ids of the relevant sections, given the answers to the deciding questions."""
        by_place = {(reply.question, reply.row): reply for reply in replies}
        relevance = evaluate(self.narrowed, Replies(by_place), today, modules)
        return frozenset(
            section.id for section in self.narrowed.sections if relevance.includes_section(section)
        )


def deciding(questionnaire: Questionnaire) -> Deciding:
    """Narrow a questionnaire to the questions that decide which sections are relevant."""
    found: set[str] = set()
    wanted = [name for section in questionnaire.sections for name in _references(section.relevant)]
    while wanted:
        name = wanted.pop()
        if name in found:
            continue
        found.add(name)
        question = questionnaire.questions[name]
        section = questionnaire.section_of[name]
        for condition in (question.relevant, question.calculation, section.relevant):
            wanted.extend(_references(condition))
    order = tuple(name for name in questionnaire.order if name in found)
    return Deciding(replace(questionnaire, order=order))


def _references(condition: Expression | None) -> tuple[str, ...]:
    return condition.references if condition is not None else ()
