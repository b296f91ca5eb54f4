"""The texts of a questionnaire in a document: numbered labels, and conditions and codes in words.

Knows the questionnaire and the speaker; no answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.exports.documents.blocks import Heading, Paragraph, Words, words
from survey.messages import Message, Text, say
from survey.questionnaire.conditions import in_words
from survey.questionnaire.kinds.numbers.rates import from_two_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from survey.catalogs import Speaker
    from survey.languages import ReaderLocale
    from survey.questionnaire.conditions import Expression
    from survey.questionnaire.declarations import Option
    from survey.questionnaire.model import Question, Questionnaire, Section


class DocumentTexts:
    """The texts of a questionnaire, in the language of a speaker, as documents show them."""

    def __init__(self, questionnaire: Questionnaire, speaker: Speaker, place: ReaderLocale) -> None:
        self.questionnaire = questionnaire
        self.speaker = speaker
        self.place = place
        self.language = speaker.language.code
        self.numbers = numbers_of(questionnaire)

    def say(self, what: Message | Text, /, **values: object) -> Words:
        """Say a text or message; if it is not translated, mark its language."""
        said = self.speaker.say(what, **values)
        return words(str(said), "" if said.lang == self.language else said.lang)

    def plain(self, what: Message | Text) -> str:
        """Say a text or message as a plain string, for use inside another text."""
        return str(self.speaker.say(what))

    def paragraphs(self, text: Text, look: str = "plain") -> Iterator[Paragraph]:
        """Yield the paragraphs of a longer text."""
        said = self.say(text) if text else words("")
        for part in said.text.split("\n\n"):
            if part.strip():
                yield Paragraph(Words(part.strip(), said.lang), look)

    def title(self, section: Section) -> Heading:
        """Return the numbered title of a section."""
        return self.numbered(1, str(self.questionnaire.sections.index(section) + 1) + ".", section.title)

    def heading(self, question: Question) -> Heading:
        """Return the numbered label of a question."""
        return self.numbered(2, self.numbers[question.id], question.label)

    def numbered(self, level: int, number: str, label: Text) -> Heading:
        """Return a heading that begins with a number."""
        said = self.say(label)
        return Heading(level, Words(f"{number}\u2002{said.text}" if number else said.text, said.lang))

    def when(self, asked: Section | Question | Option, sentence: Message) -> Iterator[Paragraph]:
        """Say when something is asked: in the author's words, or else the condition in words."""
        if asked.relevant_text:
            yield Paragraph(self.say(asked.relevant_text), "condition")
        else:
            yield from self.condition(asked.relevant, sentence)

    def condition(self, condition: Expression | None, sentence: Message) -> Iterator[Paragraph]:
        """Say a condition in words, inside a sentence."""
        if condition is not None:
            said = in_words(condition, self.named, self.code_label)
            yield Paragraph(self.say(sentence, condition=said), "condition")

    def named(self, question: str) -> str:
        """Return the name of a question inside a condition: its number and its label."""
        label = self.plain(self.questionnaire.questions[question].label)
        number = self.numbers.get(question, "")
        return f"{number} {label}" if number else label

    def code_label(self, question: str, code: str) -> Text | None:
        """Return the label of a choice inside a condition."""
        found = self.questionnaire.questions.get(question)
        choices: tuple[Option, ...] = getattr(found.kind, "offered", ()) if found else ()
        return next((choice.label for choice in choices if choice.code == code), None)

    def from_two_numbers(self, question: Question) -> Iterator[Paragraph]:
        """Say from which two numbers a percentage is calculated."""
        sentence = from_two_numbers(question.kind, self.named)
        if sentence:
            yield Paragraph(self.say(sentence), "small")

    def evidence_from(self, question: Question) -> Iterator[Paragraph]:
        """Say from which question this question takes its evidence."""
        if question.evidence_from:
            giver = self.named(question.evidence_from)
            sentence = say(
                "field/evidence-from", "Source and year: as given for “{question}”.", question=giver
            )
            yield Paragraph(self.say(sentence), "small")


def numbers_of(questionnaire: Questionnaire) -> dict[str, str]:
    """Return the number of each question; columns have that of their table, fields that of their list."""
    found: dict[str, str] = {}
    for number, section in enumerate(questionnaire.sections, 1):
        headed = [question for question in section.questions if question.kind.asks and not question.beside]
        found.update((question.id, f"{number}.{place}") for place, question in enumerate(headed, 1))
        for question in section.questions:
            own = found.get(question.beside or question.id, "")
            found.update((part.id, own) for part in (question, *question.fields) if own)
    # A calculation has no number, since nobody answers it.
    return {**dict.fromkeys(questionnaire.questions, ""), **found}


def columns_of(section: Section, question: Question) -> tuple[Question, ...]:
    """Return the questions of a table: the question that has the rows, and the columns beside it."""
    return (question, *(other for other in section.questions if other.beside == question.id))


def headed(section: Section) -> Iterable[Question]:
    """Return the questions of a section that have a heading, which columns of a table have not."""
    return (question for question in section.questions if not question.beside)
