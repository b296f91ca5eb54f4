"""A questionnaire as readable text, with its conditions in words: for authors, reviewers and printers.

Knows wording and lines of text, not pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING

from survey.messages import Message, Text, say
from survey.questionnaire.conditions import in_words, value_in_words
from survey.questionnaire.declarations import SOURCE_TEXT
from survey.questionnaire.kinds.choosing.choices import Choices
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.kinds.numbers.rates import from_two_numbers
from survey.questionnaire.kinds.writing.narrative import Narrative
from survey.questionnaire.model import MISSING_REASONS

if TYPE_CHECKING:
    from survey.catalogs import Speaker
    from survey.questionnaire.conditions import Expression
    from survey.questionnaire.declarations import Option
    from survey.questionnaire.model import Parameter, Question, Questionnaire, Section

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
    "calculated": say("show/calculated", "calculated", note="a value"),
}
EVIDENCE = {
    "reference_year": say("show/reference-year", "reference year"),
    "source": say("show/source", "source"),
    "link": say("show/link", "link"),
    "reported_to": say("show/reported-to", "where it was already reported"),
    "comment": say("show/comment", "comment"),
}
REASONS = {
    "not_available": say("show/not-available", "not available", note="a reason for having no answer"),
    "not_applicable": say("show/not-applicable", "not applicable", note="a reason for having no answer"),
    "included_elsewhere": say(
        "show/included-elsewhere", "included elsewhere", note="a reason for having no answer"
    ),
    "confidential": say("show/confidential", "confidential", note="a reason for having no answer"),
}


class Showing:
    """Writes a questionnaire as lines in the language of its speaker."""

    def __init__(self, questionnaire: Questionnaire, speaker: Speaker) -> None:
        self.questionnaire = questionnaire
        samples = {parameter.code: _sample(parameter) for parameter in questionnaire.parameters.values()}
        self.speaker = speaker.with_values(country="…", **samples)

    def lines(self) -> Iterator[str]:
        """Write the whole questionnaire."""
        yield f"{self.say(self.questionnaire.title)} · {self.questionnaire.edition}"
        yield from self.paragraphs(self.questionnaire.introduction, "")
        for number, section in enumerate(self.questionnaire.sections, 1):
            yield ""
            yield from self.section(number, section)

    def section(self, number: int, section: Section) -> Iterator[str]:
        """Write a section."""
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
        yield from self.condition(section.relevant, "", section.relevant_text)
        yield from self.paragraphs(section.introduction, "")
        for place, question in enumerate(section.questions, 1):
            yield ""
            yield from self.question(f"{number}.{place}", question, "")

    def question(self, number: str, question: Question, indent: str) -> Iterator[str]:
        """Write a question with its hint, rows, choices and conditions."""
        inner = indent + "    "
        label = f"{number} {self.say(question.label)} ({self.kind(question)})"
        yield from wrap(label, WIDTH, initial_indent=indent, subsequent_indent=inner)
        yield from self.condition(question.relevant, inner, question.relevant_text)
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
            least, most = kind.min, kind.max
            parts.append(self.say(say("show/entries", "{least} to {most} entries", least=least, most=most)))
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
        """Write a row or a choice."""
        text = f"{mark} {self.say(option.label)}"
        yield from wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "    ")
        yield from self.paragraphs(option.hint, indent + "    ")
        yield from self.condition(option.relevant, indent + "    ", option.relevant_text)

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
            yield from _wrapped(f"* {self.say(wording)}", indent)
        if question.constraint:
            yield from _wrapped(f"! {self.say(question.message)}", indent)
        if question.calculation is not None:
            value = value_in_words(question.calculation, self.label, self.code_label)
            wording = say("show/calculated-as", "Calculated: {value}", value=value)
            yield from _wrapped(f"= {self.say(wording)}", indent)
        for message in self.company(question):
            yield from _wrapped(f"+ {self.say(message)}", indent)

    def company(self, question: Question) -> Iterator[Message]:
        """Write what goes with the answer: its table, its evidence, the reasons for having none."""
        if rate := from_two_numbers(question.kind, self.label):
            yield rate
        if question.beside:
            table = self.label(question.beside)
            yield say("show/beside", "In the table of “{table}”, for the same rows.", table=table)
        if question.evidence:
            parts = [EVIDENCE[part] for part in question.evidence]
            yield say("show/evidence", "With its evidence: {parts}.", parts=parts)
        if question.evidence_from:
            giver = self.label(question.evidence_from)
            yield say("show/evidence-from", "With the evidence of “{question}”.", question=giver)
        if question.missing == MISSING_REASONS:
            yield say("show/missing-any", "If there is no answer, a reason for having none.")
        elif question.missing:
            reasons = [REASONS[reason] for reason in question.missing]
            yield say(
                "show/missing",
                "If there is no answer, choose one of these reasons: {reasons}.",
                reasons=reasons,
            )

    def condition(self, condition: Expression | None, indent: str, own: Text = SOURCE_TEXT) -> Iterator[str]:
        """Write when something is asked: in the author's words, or else the condition in words."""
        if condition is not None:
            wording = say("show/asked-if", "Asked if {condition}.", condition=self.words(condition))
            yield from wrap(
                f"? {self.say(own or wording)}", WIDTH, initial_indent=indent, subsequent_indent=indent + "  "
            )

    def words(self, condition: Expression) -> Message:
        """Put a condition into words."""
        return in_words(condition, self.label, self.code_label)

    def label(self, question: str) -> Text:
        """Return the label that names a question in words."""
        return self.questionnaire.questions[question].label

    def code_label(self, question: str, code: str) -> Text | None:
        """Return the label that names a choice in words."""
        found = self.questionnaire.questions.get(question)
        choices: tuple[Option, ...] = getattr(found.kind, "choices", ()) if found else ()
        return next((choice.label for choice in choices if choice.code == code), None)

    def paragraphs(self, text: Text, indent: str) -> Iterator[str]:
        """Write the paragraphs of a longer text."""
        for paragraph in self.say(text).split("\n\n") if text else ():
            yield from wrap(paragraph, WIDTH, initial_indent=indent, subsequent_indent=indent)

    def say(self, what: Text | Message) -> str:
        """Say a text in the reader's language."""
        return self.speaker.say(what)


def _wrapped(text: str, indent: str) -> Iterator[str]:
    """Wrap a remark, its further lines under the first word behind its sign."""
    yield from wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")


def _sample(parameter: Parameter) -> str | date:
    return date.fromisoformat(parameter.sample) if parameter.kind == "date" else parameter.sample
