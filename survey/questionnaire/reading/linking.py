"""How the questions of a file depend on each other: tables, evidence, rates, and the order of conditions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.mistakes import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from survey.questionnaire.model import Question, Section
    from survey.questionnaire.reading.notes import Notes
    from survey.questionnaire.reading.yaml_lines import Path


@dataclass
class Links:
    """Checks what the questions of a file say about each other."""

    notes: Notes
    places: Mapping[str, Path]

    def tables(self, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        """Give each further column the rows of its table."""
        return tuple(self.section_tables(section) for section in sections)

    def section_tables(self, section: Section) -> Section:
        """Give the further columns of a section their rows."""
        earlier: dict[str, Question] = {}
        linked = []
        for question in section.questions:
            made = self.with_rows(question, earlier) if question.beside else question
            earlier[question.id] = made
            linked.append(made)
        return replace(section, questions=tuple(linked))

    def with_rows(self, question: Question, earlier: Mapping[str, Question]) -> Question:
        """Give a further column the rows of the question that begins its table."""
        head = earlier.get(question.beside)
        rows = [known for known, other in earlier.items() if other.has_rows and not other.beside]
        if head is None or not head.has_rows or head.beside:
            named = head is not None and head.beside
            cure = "" if named else did_you_mean(question.beside, rows) or "; name one that has rows"
            self.complain(question, "beside", self.why_not_beside(question, head) + cure)
            return replace(question, beside="")
        return replace(question, rows=head.rows, rows_from=head.rows_from)

    def why_not_beside(self, question: Question, head: Question | None) -> str:
        """Say why a question has no table to be a column of."""
        if head is None:
            return f"there is no earlier question '{question.beside}' in this section"
        if head.beside:
            return f"'{question.beside}' is itself beside '{head.beside}'; write 'beside: {head.beside}'"
        return f"'{question.beside}' has no rows to stand beside"

    def check(self, section: Section) -> None:
        """Check what the questions of a section say of evidence and rates."""
        here = {question.id: question for question in section.questions}
        for question in section.questions:
            if question.evidence_from:
                self.check_evidence(question, here)

    def check_evidence(self, question: Question, here: Mapping[str, Question]) -> None:
        """Check that the question that gives the evidence is in the same section and asks for it."""
        giver = here.get(question.evidence_from)
        if giver is None or not giver.evidence or giver is question:
            givers = [known for known, other in here.items() if other.evidence and other is not question]
            cure = (
                did_you_mean(question.evidence_from, givers)
                or "; name one of this section that asks for evidence"
            )
            what = "asks for no evidence" if giver else "is no question of this section"
            self.complain(question, "evidence_from", f"'{question.evidence_from}' {what}{cure}")

    def check_rate(self, question: Question, known: Mapping[str, Question]) -> None:
        """Check that a rate is made of two numbers that count the same thing."""
        if not isinstance(question.kind, Number) or question.kind.rate_of is None:
            return
        units = []
        for role, other_id in zip(("part", "whole"), question.kind.rate_of, strict=True):
            other = known.get(other_id)
            if other is None or not isinstance(other.kind, Number):
                numbers = [id_ for id_, question in known.items() if isinstance(question.kind, Number)]
                cure = did_you_mean(other_id, numbers) or "; name a question of kind number"
                what = "is no number" if other else "is no question of this file"
                self.complain(question, "rate_of", f"the {role} '{other_id}' {what}{cure}")
            else:
                units.append(other.kind.unit.code)
        if len(set(units)) > 1:
            self.complain(
                question,
                "rate_of",
                f"part and whole count different things, '{units[0]}' and '{units[1]}'; "
                "name two numbers of one unit",
            )

    def check_loop(self, loop: list[str], waiting: Waiting) -> None:
        """Name a loop of calculations; a loop through a condition that looks ahead has been named before."""
        pairs = list(zip(loop, [*loop[1:], loop[0]], strict=True))
        if any(waiting.looks_ahead(reader, read) for reader, read in pairs):
            return
        calculated = [id_ for id_ in loop if waiting.questions[id_].calculation is not None]
        start = min(calculated, key=waiting.position.__getitem__)
        turned = [*loop[loop.index(start) :], *loop[: loop.index(start)], start]
        sentence = f"the calculation goes in a circle: {' -> '.join(turned)}; take one of these steps out"
        if len(loop) == 1:
            sentence = f"the calculation looks at its own question '{start}'; take that out"
        self.complain(waiting.questions[start], "calculation", sentence)

    def complain(self, question: Question, key: str, sentence: str) -> None:
        """Note a mistake at a key of a question."""
        self.notes.complain((*self.places[question.id], key), sentence)


def order_of(sections: tuple[Section, ...], links: Links) -> tuple[str, ...]:
    """Put every question after those it depends on; questions that wait for each other are a mistake."""
    waiting = Waiting(sections)
    while True:
        try:
            return tuple(TopologicalSorter(waiting.graph).static_order())
        except CycleError as error:
            loop: list[str] = list(reversed(error.args[1]))[:-1]
            links.check_loop(loop, waiting)
            waiting.graph[loop[0]].remove(loop[1 % len(loop)])


class Waiting:
    """Which questions wait for which: those that decide whether they are asked, or what they show."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        self.questions: dict[str, Question] = {}
        self.deciding: dict[str, set[str]] = {}
        for section in sections:
            around = set(section.relevant.references) if section.relevant else set()
            for outer in section.questions:
                for question in (outer, *outer.fields):
                    self.questions[question.id] = question
                    self.deciding[question.id] = around | _deciding(question)
        self.position = {question_id: number for number, question_id in enumerate(self.questions)}
        self.graph = {id_: sorted(self._needs(id_) & self.questions.keys()) for id_ in self.questions}

    def _needs(self, question_id: str) -> set[str]:
        question = self.questions[question_id]
        around = {question.inside, question.beside} - {""}
        return around | self.deciding[question_id] | set(_calculated_from(question))

    def looks_ahead(self, question_id: str, other: str) -> bool:
        """Tell whether a condition for asking a question looks at a later question or at itself."""
        return other in self.deciding[question_id] and self.position[other] >= self.position[question_id]


def _deciding(question: Question) -> set[str]:
    conditions = [question.relevant, *(row.relevant for row in question.rows if not question.beside)]
    return {name for condition in conditions if condition is not None for name in condition.references}


def _calculated_from(question: Question) -> tuple[str, ...]:
    return question.calculation.references if question.calculation is not None else ()
