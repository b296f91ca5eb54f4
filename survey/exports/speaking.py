"""How a questionnaire speaks in a document: labels with their numbers, conditions in words, codes in words.

Knows the questionnaire and who speaks; no answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.exports.documents.blocks import Heading, Paragraph, Words, words
from survey.messages import Message, Text, say
from survey.questionnaire.conditions import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from survey.catalogs import Speaker
    from survey.languages import ReaderLocale
    from survey.questionnaire.conditions import Expression
    from survey.questionnaire.declarations import Option
    from survey.questionnaire.model import Question, Questionnaire, Section


class DocumentTexts:
    """A questionnaire told by a speaker to readers on paper."""

    def __init__(self, questionnaire: Questionnaire, speaker: Speaker, place: ReaderLocale) -> None:
        self.questionnaire = questionnaire
        self.speaker = speaker
        self.place = place
        self.language = speaker.language.code
        self.numbers = numbers_of(questionnaire)

    def say(self, what: Message | Text, /, **values: object) -> Words:
        """Say something; what is not translated is marked with the language it is in."""
        said = self.speaker.say(what, **values)
        return words(str(said), "" if said.lang == self.language else said.lang)

    def plain(self, what: Message | Text) -> str:
        """Say something inside other words."""
        return str(self.speaker.say(what))

    def paragraphs(self, text: Text, look: str = "plain") -> Iterator[Paragraph]:
        """The paragraphs of a longer text."""
        said = self.say(text) if text else words("")
        for part in said.text.split("\n\n"):
            if part.strip():
                yield Paragraph(Words(part.strip(), said.lang), look)

    def title(self, section: Section) -> Heading:
        """The title of a section with its number."""
        return self.numbered(1, str(self.questionnaire.sections.index(section) + 1) + ".", section.title)

    def heading(self, question: Question) -> Heading:
        """The label of a question with its number."""
        return self.numbered(2, self.numbers[question.id], question.label)

    def numbered(self, level: int, number: str, label: Text) -> Heading:
        """A heading that begins with a number."""
        said = self.say(label)
        return Heading(level, Words(f"{number}\u2002{said.text}" if number else said.text, said.lang))

    def condition(self, condition: Expression | None, sentence: Message) -> Iterator[Paragraph]:
        """Say in words when something is asked."""
        if condition is not None:
            said = in_words(condition, self.named, self.code_label)
            yield Paragraph(self.say(sentence, condition=said), "condition")

    def named(self, question: str) -> str:
        """How a condition names a question: by its number and its label."""
        label = self.plain(self.questionnaire.questions[question].label)
        number = self.numbers.get(question, "")
        return f"{number} {label}" if number else label

    def code_label(self, question: str, code: str) -> Text | None:
        """The label by which a condition names a choice."""
        found = self.questionnaire.questions.get(question)
        choices: tuple[Option, ...] = getattr(found.kind, "offered", ()) if found else ()
        return next((choice.label for choice in choices if choice.code == code), None)

    def evidence_from(self, question: Question) -> Iterator[Paragraph]:
        """Say which question's evidence counts for this one too."""
        if question.evidence_from:
            giver = self.named(question.evidence_from)
            sentence = say(
                "field/evidence-from", "Source and year: as given for “{question}”.", question=giver
            )
            yield Paragraph(self.say(sentence), "small")


def numbers_of(questionnaire: Questionnaire) -> dict[str, str]:
    """The number of each question: columns have that of their table, fields that of their list."""
    found: dict[str, str] = {}
    for number, section in enumerate(questionnaire.sections, 1):
        headed = [one for one in section.questions if one.kind.asks and not one.beside]
        found.update((one.id, f"{number}.{place}") for place, one in enumerate(headed, 1))
        for question in section.questions:
            own = found.get(question.beside or question.id, "")
            found.update((one.id, own) for one in (question, *question.fields) if own)
    # A calculation stands without a number: nobody answers it.
    return {**dict.fromkeys(questionnaire.questions, ""), **found}


def columns_of(section: Section, question: Question) -> tuple[Question, ...]:
    """The questions that make up a table: the one that brings the rows, and those beside it."""
    return (question, *(one for one in section.questions if one.beside == question.id))


def headed(section: Section) -> Iterable[Question]:
    """The questions of a section that have a place of their own."""
    return (one for one in section.questions if not one.beside)
