"""A questionnaire as values: sections of questions, and the lists they share.

Knows what is asked, never how it is stored, shown or answered. Only the reader of files makes these values,
so every questionnaire is sound.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from survey.questionnaire.declarations import SOURCE_TEXT, Breakdown, Option, Unit

if TYPE_CHECKING:
    from survey.messages import Text
    from survey.questionnaire.conditions import Expression
    from survey.questionnaire.kinds.base import Kind

TOTAL = "_T"
MISSING_REASONS = ("not_available", "not_applicable", "included_elsewhere", "confidential")
HEADLINES = ("changes", "progress")
EVIDENCE_PARTS = ("reference_year", "source", "link", "reported_to", "comment")


@dataclass(frozen=True, slots=True)
class CountryList:
    """Rows that each country brings of its own (the next steps of its workshop), with samples for authors."""

    code: str
    label: Text
    samples: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A word that each round sets and that texts may hold as `{code}`: a `date` or a `text`."""

    code: str
    kind: str
    sample: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question: a stable id, its kind with that kind's own options, and when and how it is asked.

    `inside` is the id of the list that it is a field of; `beside` is the id of the question that begins its
    table, when it is a further column; `evidence_from` is the question that gives the evidence for it too.
    """

    id: str
    kind: Kind
    label: Text
    line: int = 0
    hint: Text = SOURCE_TEXT
    guidance: Text = SOURCE_TEXT
    required: Expression | bool = False
    relevant: Expression | None = None
    relevant_text: Text = SOURCE_TEXT
    """The author's sentence for when it is asked; without it, the condition is put into words."""
    constraint: Expression | None = None
    message: Text = SOURCE_TEXT
    calculation: Expression | None = None
    rows: tuple[Option, ...] = ()
    rows_from: str = ""
    beside: str = ""
    inside: str = ""
    evidence: tuple[str, ...] = ()
    evidence_from: str = ""
    missing: tuple[str, ...] = ()
    fields: tuple[Question, ...] = ()
    headline: str = ""
    """Where a country's summary names it first: among the `changes`, or as `progress` too."""

    @property
    def has_rows(self) -> bool:
        """Tell whether it is answered once for each row."""
        return bool(self.rows or self.rows_from)

    @property
    def table(self) -> str:
        """The id of the table or list with the rows of the question; none where it is answered once."""
        if self.inside:
            return self.inside
        return (self.beside or self.id) if self.has_rows else ""


@dataclass(frozen=True, slots=True)
class Section:
    """A page of questions on one topic."""

    id: str
    title: Text
    questions: tuple[Question, ...]
    introduction: Text = SOURCE_TEXT
    dimension: str = ""
    theme: str = ""
    module: str = ""
    relevant: Expression | None = None
    relevant_text: Text = SOURCE_TEXT
    line: int = 0


@dataclass(frozen=True)
class Questionnaire:
    """An edition of a questionnaire, sound and complete."""

    slug: str
    edition: str
    title: Text
    introduction: Text
    sections: tuple[Section, ...]
    languages: tuple[str, ...] = ("en",)
    reporter: str = "country"
    """Who answers: a country, or a group of partners."""
    all_reporters: Text = SOURCE_TEXT
    """What all who answer are called together; without it, the product's own words."""
    licence: str = ""
    """The licence under which the data leave in packages, by its short name (CC-BY-4.0)."""
    units: Mapping[str, Unit] = field(default_factory=dict)
    breakdowns: Mapping[str, Breakdown] = field(default_factory=dict)
    choices: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    dimensions: Mapping[str, Option] = field(default_factory=dict)
    themes: Mapping[str, Option] = field(default_factory=dict)
    modules: Mapping[str, Option] = field(default_factory=dict)
    reported_to: tuple[Option, ...] = ()
    lists: Mapping[str, CountryList] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    retired: Mapping[str, str] = field(default_factory=dict)
    currencies: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    """Ids in such an order that each comes after every question its conditions and calculation look at."""

    def asked(self) -> Iterator[Question]:
        """Every question in order, without the fields inside lists."""
        for section in self.sections:
            yield from section.questions

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id, in order, each list followed by its fields."""
        found: dict[str, Question] = {}
        for question in self.asked():
            found[question.id] = question
            found.update((inner.id, inner) for inner in question.fields)
        return found

    @cached_property
    def readers(self) -> Mapping[str, frozenset[str]]:
        """The questions whose place in a report depends on each question, directly or through others."""
        direct: dict[str, set[str]] = {question_id: set() for question_id in self.order}
        for reader in self.order:
            for seen in self._looks_at(self.questions[reader]):
                direct[seen].add(reader)
        found: dict[str, frozenset[str]] = {}
        for seen in reversed(self.order):
            found[seen] = frozenset(direct[seen]).union(*(found[reader] for reader in direct[seen]))
        return found

    @cached_property
    def gates(self) -> Mapping[str, frozenset[str]]:
        """The questions whose answers decide, directly or through others, whether each question is asked.

        A column beside another one is asked where that one is asked, whatever is answered there: it hangs on
        what the other hangs on.
        """
        found: dict[str, frozenset[str]] = {}
        for reader in self.order:
            question = self.questions[reader]
            direct = frozenset((*self._conditions_of(question), *filter(None, (question.inside,))))
            through = direct.union(filter(None, (question.beside,)))
            found[reader] = direct.union(*(found[seen] for seen in through))
        return found

    def _looks_at(self, question: Question) -> Iterator[str]:
        """List the questions that decide whether a question is asked, in which rows, and what it comes to."""
        yield from self._conditions_of(question)
        yield from (table for table in (question.beside, question.inside) if table)

    def _conditions_of(self, question: Question) -> Iterator[str]:
        """List the questions that the conditions and the calculation of a question name."""
        conditions = (
            self.section_of[question.id].relevant,
            question.relevant,
            question.calculation,
            *(row.relevant for row in question.rows),
        )
        for condition in conditions:
            yield from condition.references if condition is not None else ()

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """The section of each question, fields of lists included."""
        return {
            question.id: section
            for section in self.sections
            for outer in section.questions
            for question in (outer, *outer.fields)
        }
