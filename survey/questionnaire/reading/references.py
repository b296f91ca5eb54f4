"""What conditions assume about questions: that they exist, come earlier, have a choice, have a single value.

A mistake here would make a question unreachable or a rule silently idle.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from survey.questionnaire.conditions.tree import Call, Itself, Literal, Node, Reference, walk
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.note import Note
from survey.questionnaire.mistakes import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from survey.questionnaire.conditions import Expression
    from survey.questionnaire.declarations import Option
    from survey.questionnaire.model import Question, Section
    from survey.questionnaire.reading.notes import Notes
    from survey.questionnaire.reading.yaml_lines import Path

COMPARES = ("=", "!=")
LOOKS_FOR = (*COMPARES, "selected")
NO_ANSWER_YET = ("relevant", "required")


@dataclass(frozen=True, slots=True)
class Use:
    """A condition in its file: the place, the key, the question or section it belongs to."""

    path: Path
    key: str
    expression: Expression
    owner: Question | None = None


@dataclass
class References:
    """Checks the conditions of a file against its questions."""

    notes: Notes
    known: Mapping[str, Question]
    places: Mapping[str, Path]

    def check(self, sections: tuple[Section, ...]) -> None:
        """Check every condition of the file."""
        position = {question_id: number for number, question_id in enumerate(self.known)}
        for use, first in self.uses(sections, position):
            self.check_names(use)
            self.check_self(use)
            self.check_choices(use)
            if use.key == "relevant":
                self.check_earlier(use, position, first)

    def uses(self, sections: tuple[Section, ...], position: Mapping[str, int]) -> Iterator[tuple[Use, int]]:
        """Every condition, with the position of the first question it decides about."""
        for number, section in enumerate(sections):
            first = position.get(section.questions[0].id, 0) if section.questions else 0
            if section.relevant:
                yield Use(("sections", number, "relevant"), "relevant", section.relevant), first
            for outer in section.questions:
                for question in (outer, *outer.fields):
                    for use in self.uses_in(question):
                        yield use, position[question.id]

    def uses_in(self, question: Question) -> Iterator[Use]:
        """List every condition of a question."""
        path = self.places[question.id]
        for key in ("required", "relevant", "constraint", "calculation"):
            expression = getattr(question, key)
            if expression is not None and not isinstance(expression, bool):
                yield Use((*path, key), key, expression, question)
        for row in question.rows if not question.beside else ():
            if row.relevant is not None:
                yield Use((*path, "rows", row.code, "relevant"), "relevant", row.relevant, question)

    def check_names(self, use: Use) -> None:
        """Check that every `${id}` has an answer, and a single answer where the condition needs it."""
        for name in use.expression.references:
            question = self.known.get(name)
            if question is None:
                cure = did_you_mean(name, self.known) or "; use the id of a question of this file"
                self.complain(use, f"unknown question '{name}' in {use.key}{cure}")
            elif isinstance(question.kind, Note):
                self.complain(use, f"'{name}' in {use.key} is a note, which has no answer; name a question")
            elif name in use.expression.scalar and self.has_many(question, use.owner):
                self.complain(
                    use,
                    f"'{name}' has many answers here, one a row; in {use.key} put it inside "
                    "count, sum, min, max, count-selected or selected",
                )

    def has_many(self, question: Question, owner: Question | None) -> bool:
        """Tell whether a reference gives many values in this condition."""
        if isinstance(question.kind, Entries):
            return True
        return bool(question.table) and (owner is None or owner.table != question.table)

    def check_self(self, use: Use) -> None:
        """Refuse a condition for asking a question that looks at the answer to this question."""
        if use.expression.uses_self and use.key in NO_ANSWER_YET:
            self.complain(
                use, f"{use.key} cannot look at the answer itself ('.' or 'once'); name a question: ${{id}}"
            )

    def check_earlier(self, use: Use, position: Mapping[str, int], first: int) -> None:
        """Refuse a condition for asking a question that looks at a later question."""
        for name in use.expression.references:
            if use.owner is not None and name == use.owner.id:
                self.complain(use, f"relevant looks at '{name}', the question itself; name an earlier one")
            elif position.get(name, -1) >= first:
                self.complain(
                    use, f"relevant looks at '{name}', which is asked only later; move that question up"
                )

    def check_choices(self, use: Use) -> None:
        """Refuse a code in a condition that nobody can choose."""
        for name, code in codes_sought(use.expression):
            question = use.owner if name == "." else self.known.get(name)
            choices: tuple[Option, ...] | None = getattr(question.kind, "choices", None) if question else None
            if choices is None or not code:
                continue
            codes = [choice.code for choice in choices]
            if code not in codes:
                cure = did_you_mean(code, codes) or f"; its choices are {', '.join(codes)}"
                name = "this question" if name == "." else f"'{name}'"
                self.complain(use, f"{name} has no choice '{code}', which {use.key} looks for{cure}")

    def complain(self, use: Use, sentence: str) -> None:
        """Note a mistake at a condition."""
        self.notes.complain(use.path, sentence)


def codes_sought(expression: Expression) -> Iterator[tuple[str, str]]:
    """The questions (`.` for the answer itself) and the literal texts that a condition looks for in them."""
    for node in walk(expression.tree):
        if isinstance(node, Call) and node.name in LOOKS_FOR and len(node.arguments) == 2:
            left, right = node.arguments
            yield from _sought(left, right)
            if node.name in COMPARES:
                yield from _sought(right, left)


def _sought(answer: Node, literal: Node) -> Iterator[tuple[str, str]]:
    if isinstance(literal, Literal) and isinstance(literal.value, str):
        if isinstance(answer, Reference):
            yield answer.id, literal.value
        elif isinstance(answer, Itself):
            yield ".", literal.value
