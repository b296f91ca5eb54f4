"""Which sections a report asks, worked out from the few answers that decide it: for boards of many reports.

Knows conditions and replies; agrees with `standing`, which works out all the rest as well.
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
    """A questionnaire narrowed to the questions on which it depends whether a section is asked."""

    narrowed: Questionnaire

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of those questions."""
        return self.narrowed.order

    def asked(self, replies: Iterable[Reply], today: date, modules: Collection[str]) -> frozenset[str]:
        """The sections that are asked, given the answers to those questions."""
        by_place = {(one.question, one.row): one for one in replies}
        relevance = evaluate(self.narrowed, Replies(by_place), today, modules)
        return frozenset(one.id for one in self.narrowed.sections if relevance.includes_section(one))


def deciding(questionnaire: Questionnaire) -> Deciding:
    """Narrow a questionnaire to what decides about its sections."""
    found: set[str] = set()
    wanted = [name for section in questionnaire.sections for name in _names(section.relevant)]
    while wanted:
        name = wanted.pop()
        if name in found:
            continue
        found.add(name)
        question = questionnaire.questions[name]
        section = questionnaire.section_of[name]
        for condition in (question.relevant, question.calculation, section.relevant):
            wanted.extend(_names(condition))
    order = tuple(name for name in questionnaire.order if name in found)
    return Deciding(replace(questionnaire, order=order))


def _names(condition: Expression | None) -> tuple[str, ...]:
    return condition.references if condition is not None else ()
