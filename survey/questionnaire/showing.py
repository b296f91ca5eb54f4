"""A questionnaire as readable text, with its conditions in words: for authors, reviewers and printers.

Knows wording and lines of text, not pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from survey.messages import Message, Text, say
from survey.questionnaire.conditions import in_words
from survey.questionnaire.kinds.calculated import Calculated
from survey.questionnaire.kinds.choices import Choices
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.narrative import Narrative
from survey.questionnaire.kinds.number import Number

if TYPE_CHECKING:
    from survey.catalogs import Speaker
    from survey.questionnaire.conditions import Expression
    from survey.questionnaire.model import Option, Question, Questionnaire, Section

WIDTH = 96
KINDS = {
    "number": say("show/number", "number"),
    "yes_no": say("show/yes-no", "yes or no"),
    "choice": say("show/choice", "one choice"),
    "choices": say("show/choices", "one or more choices"),
    "year": say("show/year", "year"),
    "date": say("show/date", "date"),
    "text": say("show/text", "short text"),
    "narrative": say("show/narrative", "text of several paragraphs"),
    "list": say("show/list", "list"),
    "note": say("show/note", "note"),
    "calculated": say("show/calculated", "calculated"),
}


class Showing:
    """Writes one questionnaire as lines in the language of its speaker."""

    def __init__(self, questionnaire: Questionnaire, speaker: Speaker) -> None:
        self.questionnaire = questionnaire
        samples = {parameter.code: parameter.sample for parameter in questionnaire.parameters.values()}
        self.speaker = speaker.with_values(country="…", **samples)

    def lines(self) -> Iterator[str]:
        """Write the whole questionnaire."""
        yield f"{self.say(self.questionnaire.title)} · {self.questionnaire.edition}"
        yield from self.paragraphs(self.questionnaire.introduction, "")
        for number, section in enumerate(self.questionnaire.sections, 1):
            yield ""
            yield from self.section(number, section)

    def section(self, number: int, section: Section) -> Iterator[str]:
        """Write one section."""
        tags = [
            self.say(known[code].label)
            for known, code in (
                (self.questionnaire.dimensions, section.dimension),
                (self.questionnaire.themes, section.theme),
                (self.questionnaire.modules, section.module),
            )
            if code
        ]
        title = f"{number}. {self.say(section.title)}"
        yield title + (f"  [{' · '.join(tags)}]" if tags else "")
        yield "=" * min(WIDTH, len(title))
        yield from self.condition(section.relevant, "")
        yield from self.paragraphs(section.introduction, "")
        for place, question in enumerate(section.questions, 1):
            yield ""
            yield from self.question(f"{number}.{place}", question, "")

    def question(self, number: str, question: Question, indent: str) -> Iterator[str]:
        """Write one question with all that is said about it."""
        inner = indent + "    "
        label = f"{number} {self.say(question.label)} ({self.kind(question)})"
        yield from wrap(label, WIDTH, initial_indent=indent, subsequent_indent=inner)
        yield from self.condition(question.relevant, inner)
        yield from self.paragraphs(question.hint, inner)
        yield from self.paragraphs(question.guidance, inner + "| ")
        yield from self.answers(question, inner)
        yield from self.rules(question, inner)
        for place, field in enumerate(question.fields, 1):
            yield from self.question(f"{number}.{place}", field, inner)

    def kind(self, question: Question) -> str:
        """Say what kind of answer is wanted, in what unit, broken down how."""
        kind = question.kind
        parts = [self.say(KINDS[kind.name])]
        if isinstance(kind, Number):
            parts.append(self.say(kind.unit.label))
            parts.extend(self.say(breakdown.label) for breakdown in kind.by)
        if isinstance(kind, Narrative):
            parts.append(self.say(say("show/words", "at most {words} words", words=kind.words)))
        if isinstance(kind, Entries):
            parts.append(self.say(kind.item))
        return ", ".join(parts)

    def answers(self, question: Question, indent: str) -> Iterator[str]:
        """Write the rows and the choices."""
        rows = () if question.beside else question.rows
        for row in rows:
            yield from self.option(row, indent, "-")
        if question.rows_from and not question.beside:
            known = self.questionnaire.lists[question.rows_from].label
            yield f"{indent}- {self.say(say('show/rows-from', 'one row for each of: {list}', list=known))}"
        box = "[ ]" if isinstance(question.kind, Choices) else "( )"
        for choice in getattr(question.kind, "choices", ()):
            yield from self.option(choice, indent, box)

    def option(self, option: Option, indent: str, mark: str) -> Iterator[str]:
        """Write one row or choice."""
        text = f"{mark} {self.say(option.label)}"
        yield from wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "    ")
        yield from self.paragraphs(option.hint, indent + "    ")
        yield from self.condition(option.relevant, indent + "    ")

    def rules(self, question: Question, indent: str) -> Iterator[str]:
        """Write what is required of the answer, how it is calculated, and what goes with it."""
        if question.required is True:
            yield f"{indent}* {self.say(say('show/required', 'An answer is required.'))}"
        elif question.required:
            wording = say(
                "show/required-if",
                "An answer is required if {condition}.",
                condition=self.words(question.required),
            )
            yield from wrap(f"* {self.say(wording)}", WIDTH, initial_indent=indent, subsequent_indent=indent)
        if question.constraint:
            yield from wrap(
                f"! {self.say(question.message)}", WIDTH, initial_indent=indent, subsequent_indent=indent
            )
        if isinstance(question.kind, Calculated):
            yield f"{indent}= {question.kind.source}"
        if question.evidence:
            yield f"{indent}+ {self.say(say('show/evidence', 'Asks for the evidence: year, source, where it was reported.'))}"

    def condition(self, condition: Expression | None, indent: str) -> Iterator[str]:
        """Write when something is asked."""
        if condition is not None:
            wording = say("show/asked-if", "Asked if {condition}.", condition=self.words(condition))
            yield from wrap(
                f"? {self.say(wording)}", WIDTH, initial_indent=indent, subsequent_indent=indent + "  "
            )

    def words(self, condition: Expression) -> Message:
        """Put a condition into words."""
        return in_words(condition, self.label, self.code_label)

    def label(self, question: str) -> Text:
        """The label by which words name a question."""
        return self.questionnaire.questions[question].label

    def code_label(self, question: str, code: str) -> Text | None:
        """The label by which words name a choice."""
        found = self.questionnaire.questions.get(question)
        choices: tuple[Option, ...] = getattr(found.kind, "choices", ()) if found else ()
        return next((choice.label for choice in choices if choice.code == code), None)

    def paragraphs(self, text: Text, indent: str) -> Iterator[str]:
        """Write the paragraphs of a longer text."""
        for paragraph in self.say(text).split("\n\n") if text else ():
            yield from wrap(paragraph, WIDTH, initial_indent=indent, subsequent_indent=indent)

    def say(self, what: Text | Message) -> str:
        """Say it in the reader's language."""
        return self.speaker.say(what)
