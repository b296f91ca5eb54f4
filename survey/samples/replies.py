"""Invented but plausible answers to any questionnaire: equal for a country and year, drifting over the years.

Knows kinds, not particular forms: a new question of a form gets sample answers without a change here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

from survey.answers.checking import problems
from survey.answers.names import place_of
from survey.answers.relevance import Relevance, evaluate
from survey.answers.replies import Replies, Reply
from survey.answers.rows import rows_of
from survey.problems import Severity
from survey.questionnaire.kinds.choosing.choice import Choice
from survey.questionnaire.kinds.choosing.choices import Choices
from survey.questionnaire.kinds.choosing.yes_no import YesNo
from survey.questionnaire.kinds.dates.date import Date
from survey.questionnaire.kinds.dates.year import Year
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.kinds.writing.narrative import Narrative
from survey.questionnaire.kinds.writing.text import ShortText
from survey.questionnaire.model import TOTAL
from survey.samples.discretion import chosen, is_unavailable, is_untold, said
from survey.samples.figures import figures, numbers_of
from survey.samples.words import NARRATIVES, SHORT, SOURCES, marked

if TYPE_CHECKING:
    from survey.questionnaire.declarations import Option
    from survey.questionnaire.model import Question, Questionnaire
    from survey.questionnaire.values import Value
    from survey.samples.countries import SampleCountry

PASSES = 6
"""How many times newly relevant questions are answered: conditions are not nested deeper than this."""

PRIORITIES, PRIORITY = "impl.priorities", "impl.priorities.priority"
"""The list of a country's priorities, and the field that names each: the papers say which there are."""

YEARS = {"first_year": (-15, -10), "until": (1, 4), "target_date": (1, 4), ".by": (1, 4), "": (-6, -1)}
"""How far from the year of the report a year or date lies, by the end of its question's id."""

GAPS = 0.08
"""The share of figures for which a sample country gives a reason in place of an answer."""


@dataclass(frozen=True, slots=True)
class Sampler:
    """Answers a questionnaire for a country and year; `share` is the share of optional questions answered."""

    questionnaire: Questionnaire
    country: SampleCountry
    year: int
    today: date
    rows: Mapping[str, tuple[Option, ...]]
    modules: tuple[str, ...] = ()
    share: float = 1.0

    def replies(self) -> Replies:
        """Answer all relevant questions, then take back the answers that would stop the submission."""
        found = Replies({}, self.entries(), self.rows)
        for _ in range(PASSES):
            relevance = self.relevance(found)
            new = {(reply.question, reply.row): reply for reply in self.unanswered(relevance)}
            if not new:
                break
            found = replace(found, by_place={**found.by_place, **new})
        return self.without_mistakes(found)

    def relevance(self, replies: Replies) -> Relevance:
        """Evaluate the relevance, given the answers so far."""
        return evaluate(self.questionnaire, replies, self.today, self.modules)

    def entries(self) -> dict[str, tuple[str, ...]]:
        """Make one to three entries for each list, and an entry for each of the country's priorities."""
        counted = {
            question.id: len(self.country.priorities)
            if question.id == PRIORITIES
            else self.chance(question.id).randint(1, 3)
            for question in self.questionnaire.asked()
            if isinstance(question.kind, Entries) and not is_untold(question, "", self.country)
        }
        return {
            listed: tuple(f"e{number}" for number in range(1, many + 1))
            for listed, many in counted.items()
            if many
        }

    def unanswered(self, relevance: Relevance) -> Iterator[Reply]:
        """Yield answers to relevant questions without an answer; a rate waits for its two numbers."""
        for question in self.questionnaire.questions.values():
            if not question.kind.asks or isinstance(question.kind, Entries):
                continue
            for row in rows_of(question, relevance.replies):
                known = (question.id, row.code) in relevance.replies.by_place
                waits = any(
                    relevance.includes(number, row.code)
                    and (number.id, row.code) not in relevance.replies.by_place
                    for number in self.numbers_of(question)
                )
                if relevance.includes(question, row.code) and not known and not waits:
                    yield self.reply(question, row.code, relevance)

    def numbers_of(self, question: Question) -> tuple[Question, ...]:
        """Return the two numbers that a rate follows from; none for another question."""
        known = self.questionnaire.questions
        return tuple(known[number] for number in numbers_of(question) if number in known)

    def reply(self, question: Question, row: str, relevance: Relevance) -> Reply:
        """Answer a question in a row, or give a reason for having no answer."""
        chance, country = self.chance(question.id, row), self.country
        if is_untold(question, row, country):
            return Reply(question.id, row)
        if is_unavailable(question, country):
            return Reply(question.id, row, missing="not_available")
        follows = bool(self.numbers_of(question))
        if question.missing and not follows and chance.random() < GAPS:
            return Reply(question.id, row, missing=question.missing[0])
        if not question.required and not follows and chance.random() > self.share:
            return Reply(question.id, row)
        if isinstance(question.kind, Number):
            cells = figures(question, country, self.year, relevance, row)
        else:
            value = self.value(question, row, chance)
            cells = {} if value is None else {TOTAL: value}
        if follows and not cells and question.missing:
            return Reply(question.id, row, missing=question.missing[0])
        return self.with_evidence(question, Reply(question.id, row, cells), chance)

    def value(self, question: Question, row: str, chance: Random) -> Value | None:
        """Invent a value of the question's kind."""
        kind = question.kind
        if question.id == "themes" or question.id == f"{PRIORITIES}.themes":
            return self.country.themes
        if isinstance(kind, YesNo):
            return said(question, self.country, chance)
        if isinstance(kind, Choice):
            return chosen(kind, self.country, chance)
        if isinstance(kind, Choices):
            offered = [option.code for option in kind.choices if option.code not in kind.exclusive]
            return tuple(code for code in offered if chance.random() < 0.5) or (offered[0],)
        if isinstance(kind, Year):
            return max(kind.min, min(kind.max, self.year_of(question, chance)))
        if isinstance(kind, Date):
            return date(self.year_of(question, chance), chance.randint(1, 12), chance.randint(1, 28))
        return self.words(question, row, chance)

    def year_of(self, question: Question, chance: Random) -> int:
        """Invent a year: a past one, unless the question is about what comes."""
        ends = (ending for ending in YEARS if question.id.endswith(ending))
        return self.year + chance.randint(*YEARS[next(ends, "")])

    def words(self, question: Question, row: str, chance: Random) -> str | None:
        """Write a text that says that it is a sample; a priority is the one that the papers name."""
        kind, language = question.kind, self.country.language
        if question.id == PRIORITY:
            return self.country.priorities[int(row.removeprefix("e")) - 1]
        if isinstance(kind, Narrative):
            return marked(language, chance.choice(NARRATIVES[language]))
        if isinstance(kind, ShortText):
            return marked(language, chance.choice(SHORT[language]))[: kind.max_length]
        return None

    def with_evidence(self, question: Question, reply: Reply, chance: Random) -> Reply:
        """Add the currency, the language of texts, and the evidence that the question asks for."""
        money = isinstance(question.kind, Number) and question.kind.unit.measure == "money"
        worded = isinstance(question.kind, (ShortText, Narrative))
        reply = replace(
            reply,
            currency=self.country.currency if money and reply.cells else "",
            lang=self.country.language if worded and reply.cells else "",
        )
        if not question.evidence or question.has_rows or not reply.cells:
            return reply
        offered = [option.code for option in self.questionnaire.reported_to]
        parts: dict[str, Any] = {
            "reference_year": self.year - chance.randint(0, 2),
            "source": marked(self.country.language, chance.choice(SOURCES[self.country.language])),
            "reported_to": tuple(code for code in offered if chance.random() < 0.2)
            if self.country.is_invented
            else (),
        }
        return replace(reply, **{part: value for part, value in parts.items() if part in question.evidence})

    def without_mistakes(self, replies: Replies) -> Replies:
        """Take back answers that would stop the submission, so that sample reports can be submitted."""
        for _ in range(PASSES):
            relevance = self.relevance(replies)
            wrong = [problem.field for problem in problems(relevance) if problem.severity is Severity.STOPS]
            places = {(where.question, where.row) for where in map(place_of, wrong) if where}
            places &= replies.by_place.keys()
            if not places:
                break
            kept = {place: reply for place, reply in replies.by_place.items() if place not in places}
            replies = replace(replies, by_place={**kept, **self.reasons(places)})
        return replies

    def reasons(self, places: set[tuple[str, str]]) -> dict[tuple[str, str], Reply]:
        """Give a reason for each answer taken back, if the question offers reasons."""
        known = self.questionnaire.questions
        return {
            (question, row): Reply(question, row, missing=known[question].missing[0])
            for question, row in places
            if known[question].missing
        }

    def chance(self, *place: str) -> Random:
        """Return the random numbers of a country and place, the same in every year."""
        return Random("/".join((self.country.iso3, *place)))  # noqa: S311 - invented data, no secret
