"""How questions of one file hang together: tables, evidence, rates, and the order of their conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from survey.questionnaire.kinds.number import Number
from survey.questionnaire.mistakes import did_you_mean
from survey.questionnaire.model import Question, Section

if TYPE_CHECKING:
    from survey.questionnaire.conditions import Expression
    from survey.questionnaire.reading.notes import Notes
    from survey.questionnaire.reading.yaml_lines import Path


@dataclass
class Links:
    """Checks what one question says about another, in one file."""

    notes: Notes
    places: Mapping[str, Path]

    def tables(self, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        """Give each further column the rows of the table it stands in."""
        return tuple(self.section_tables(section) for section in sections)

    def section_tables(self, section: Section) -> Section:
        """Give the further columns of one section their rows."""
        earlier: dict[str, Question] = {}
        linked = []
        for question in section.questions:
            made = self.with_rows(question, earlier) if question.beside else question
            earlier[question.id] = made
            linked.append(made)
        return replace(section, questions=tuple(linked))

    def with_rows(self, question: Question, earlier: Mapping[str, Question]) -> Question:
        """Give one further column the rows of the question it stands beside."""
        head = earlier.get(question.beside)
        rows = [known for known, other in earlier.items() if other.has_rows and not other.beside]
        if head is None or not head.has_rows or head.beside:
            cure = did_you_mean(question.beside, rows) or "; name an earlier question with rows in this section"
            self.complain(question, "beside", f"'{question.beside}' has no rows to stand beside{cure}")
            return replace(question, beside="")
        return replace(question, rows=head.rows, rows_from=head.rows_from)

    def check(self, section: Section) -> None:
        """Check what the questions of a section say of evidence and rates."""
        here = {question.id: question for question in section.questions}
        for question in section.questions:
            if question.evidence_from:
                self.check_evidence(question, here)

    def check_evidence(self, question: Question, here: Mapping[str, Question]) -> None:
        """Evidence is shared with a question of the same section that asks for it."""
        giver = here.get(question.evidence_from)
        if giver is None or not giver.evidence or giver is question:
            givers = [known for known, other in here.items() if other.evidence and other is not question]
            cure = did_you_mean(question.evidence_from, givers) or "; name one in this section that does"
            self.complain(question, "evidence_from", f"'{question.evidence_from}' asks for no evidence{cure}")

    def check_rate(self, question: Question, known: Mapping[str, Question]) -> None:
        """A rate is made of two numbers that count the same thing."""
        if not isinstance(question.kind, Number) or question.kind.rate_of is None:
            return
        units = []
        for role, other_id in zip(("part", "whole"), question.kind.rate_of, strict=True):
            other = known.get(other_id)
            if other is None or not isinstance(other.kind, Number):
                numbers = [one for one, that in known.items() if isinstance(that.kind, Number)]
                cure = did_you_mean(other_id, numbers) or "; name a question of kind number"
                self.complain(question, "rate_of", f"the {role} '{other_id}' is no number{cure}")
            else:
                units.append(other.kind.unit.code)
        if len(set(units)) > 1:
            self.complain(question, "rate_of", f"part and whole count different things ('{units[0]}', '{units[1]}')")

    def complain(self, question: Question, key: str, sentence: str) -> None:
        """Note a mistake at a key of a question."""
        self.notes.complain((*self.places[question.id], key), sentence)


def conditions_of(question: Question) -> Iterator[tuple[str, Expression | None]]:
    """Every condition of a question that decides whether it is asked or what it shows."""
    yield "relevant", question.relevant
    yield "calculation", question.calculation
    for row in question.rows if not question.beside else ():
        yield "rows", row.relevant


def order_of(sections: tuple[Section, ...], links: Links) -> tuple[str, ...]:
    """Put all questions behind what they depend on; questions that wait for each other are a mistake."""
    graph: dict[str, set[str]] = {}
    for section in sections:
        around = set(section.relevant.references) if section.relevant else set()
        for outer in section.questions:
            for question in (outer, *outer.fields):
                graph[question.id] = around | _needs(question)
    known = {node: sorted(needs & graph.keys()) for node, needs in graph.items()}
    try:
        return tuple(TopologicalSorter(known).static_order())
    except CycleError as error:
        loop = list(dict.fromkeys(reversed(error.args[1])))
        names = " -> ".join([*loop, loop[0]])
        at = min(loop, key=lambda one: links.notes.lines.line(links.places[one]))
        links.notes.complain(links.places[at], f"these questions wait for each other: {names}; break the loop")
        return tuple(graph)


def _needs(question: Question) -> set[str]:
    needs = {question.inside} if question.inside else set()
    if question.beside:
        needs.add(question.beside)
    for _, condition in conditions_of(question):
        if condition is not None:
            needs |= set(condition.references)
    return needs
