"""The values of a section: everything on its page besides the texts, as flat tables by input name.

This module knows values in the reader's notation; the templates only look them up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from survey.answers.names import field_name
from survey.answers.relevance import evaluate
from survey.answers.rows import rows_of
from survey.messages import say
from survey.problems import Problem, Severity
from survey.questionnaire.kinds.calculated import Calculated
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.kinds.writing.narrative import Narrative
from survey.questionnaire.kinds.writing.written_words import word_count
from survey.web.section.inputs import inputs_of, next_entry
from survey.web.section.rates import rates_shown
from survey.web.section.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from survey.answers.relevance import Relevance
    from survey.answers.replies import Reply
    from survey.questionnaire.model import Question, Section
    from survey.web.request.visit import Visit
    from survey.web.section.form import Filled

READ_BACK = ("number", "date")


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A problem in the reader's words, and the input where it is solved."""

    name: str
    text: Markup
    about: str
    severity: Severity

    @property
    def stops(self) -> bool:
        """Tell whether it stops a submission."""
        return self.severity is Severity.STOPS

    @property
    def look(self) -> str:
        """The name of its icon and colour."""
        return "error" if self.stops else "ask"


class Texts(dict[str, str]):
    """Texts by input name; empty if there is none."""

    def __missing__(self, name: str) -> str:
        return ""


class Several(dict[str, tuple[str, ...]]):
    """Values by input name; empty if there are none."""

    def __missing__(self, name: str) -> tuple[str, ...]:
        return ()


class _Blank(dict[str, Any]):
    """Values by the name of a place; None if there is none."""

    def __missing__(self, name: str) -> None:
        return None


@dataclass
class FilledSection:
    """Everything on the page that depends on the answers, by input name."""

    value: Texts = field(default_factory=Texts)
    several: Several = field(default_factory=Several)
    heard: Texts = field(default_factory=Texts)
    readings: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    unasked: set[str] = field(default_factory=set)
    required: set[str] = field(default_factory=set)
    entries: dict[str, tuple[str, ...]] = field(default_factory=dict)
    calculated: Texts = field(default_factory=Texts)
    rates: Texts = field(default_factory=Texts)
    """The percentages that follow from two numbers, by the input that is not asked."""
    written: dict[str, int] = field(default_factory=dict)
    evidence: set[str] = field(default_factory=set)
    wrong: dict[str, list[ShownProblem]] = field(default_factory=dict)
    problems: list[ShownProblem] = field(default_factory=list)
    checked: bool = False
    beside: dict[str, Any] = field(default_factory=_Blank)
    """The text beside an answer, by its place: last year's value and the change since then."""
    last_cells: Texts = field(default_factory=Texts)
    tables_beside: set[str] = field(default_factory=set)
    carried: Texts = field(default_factory=Texts)
    """The answers that repeat last year's with “no change”."""
    history: Texts = field(default_factory=Texts)
    """The address of each answer's history, if it has one."""
    moves: bool = False
    """Whether entries can be moved up and down."""

    @property
    def stops(self) -> bool:
        """Tell whether any problem stops a submission."""
        return any(problem.stops for problem in self.problems)

    def next_entry(self, listed: str) -> str:
        """Return the id for the next entry of a list."""
        return next_entry(self.entries[listed])


def relevance_of(
    visit: Visit, filled: Filled, section: Section, today: date, modules: Iterable[str]
) -> Relevance:
    """Return what is asked, given all answers; this section is always asked."""
    opened = visit.library.opened(filled.questionnaire, section.id)
    return evaluate(opened, filled.replies, today, tuple(modules))


def filled_section(
    visit: Visit,
    filled: Filled,
    section: Section,
    relevance: Relevance,
    found: Iterable[Problem] = (),
) -> FilledSection:
    """Fill a section's page with its answers and problems."""
    page = FilledSection(
        value=Texts({name: values[0] for name, values in filled.sheet.items()}), several=Several(filled.sheet)
    )
    rates = rates_shown(visit, relevance, section)
    page.rates.update((name, text) for name, text in rates.items() if text and name not in filled.sheet)
    filler = _Filler(visit, filled, relevance, page)
    for question in section.questions:
        filler.question(question)
    filler.problems(found)
    return page


class _Filler:
    """Fills the tables of one page."""

    def __init__(self, visit: Visit, filled: Filled, relevance: Relevance, page: FilledSection) -> None:
        self.visit = visit
        self.filled = filled
        self.replies = filled.replies
        self.relevance = relevance
        self.page = page
        self.read_as = visit.plain(WORDS["read_as"])

    def question(self, question: Question) -> None:
        """Fill in one question, its rows or its entries."""
        if isinstance(question.kind, Entries):
            self.entries(question)
            return
        if isinstance(question.kind, Calculated):
            self.calculation(question)
        if question.has_rows and not self.relevance.includes_any(question):
            self.page.unasked.add(question.id)
        for row in rows_of(question, self.replies):
            self.row(question, row.code)
        if question.evidence:
            self.reply(question, self.replies.by_place.get((question.id, "")))

    def entries(self, question: Question) -> None:
        """Show the entries, or a blank one if there are none."""
        name = field_name(question.id, part="entry")
        shown = self.filled.sheet.get(name) or self.filled.first_entry
        self.page.entries[question.id] = shown
        if not self.relevance.includes(question):
            self.page.unasked.add(question.id)
        answered = self.replies.entries.get(question.id, ())
        for entry in shown:
            for inner in question.fields:
                if entry in answered:
                    self.row(inner, entry)
                else:
                    self.blank(inner, entry)

    def blank(self, inner: Question, entry: str) -> None:
        """Fill in a new entry: a question that depends on other fields of it is not asked yet."""
        name = field_name(inner.id, entry)
        fields = self.relevance.questionnaire.questions[inner.inside].fields
        scope = {**self.relevance.values, **{question.id: None for question in fields}}
        if inner.relevant is not None and not inner.relevant.holds(scope, None, self.relevance.today):
            self.page.unasked.add(name)
        if inner.required is True:
            self.page.required.add(name)

    def row(self, question: Question, row: str) -> None:
        """Fill in one row."""
        name = field_name(question.id, row)
        if not self.relevance.includes(question, row):
            self.page.unasked.add(name)
        if self._required(question, row):
            self.page.required.add(name)
        self.reply(question, self.replies.by_place.get((question.id, row)))

    def _required(self, question: Question, row: str) -> bool:
        if isinstance(question.required, bool):
            return question.required
        return question.required.holds(self.relevance.scope(question, row), None, self.relevance.today)

    def reply(self, question: Question, reply: Reply | None) -> None:
        """Show how an answer was understood, and offer the readings of an ambiguous one."""
        if reply is None:
            return
        inputs = inputs_of(question, reply.row)
        if question.kind.name in READ_BACK:
            for cell, value in reply.cells.items():
                read = question.kind.read_back(value, self.visit.place, self.visit.plain)
                if read != self.page.value.get(inputs.cells[cell]):
                    self.page.heard[inputs.cells[cell]] = self.read_as.replace("{value}", read)
        if isinstance(question.kind, Number):
            for cell, unread in reply.unread.items():
                if unread.parsed.readings and cell in inputs.cells:
                    self.page.readings[inputs.cells[cell]] = self.choices(
                        question.kind, unread.parsed.readings
                    )
        if isinstance(question.kind, Narrative) and isinstance(reply.value, str):
            self.page.written[field_name(question.id, reply.row)] = word_count(reply.value)
        if reply.reference_year or reply.source or reply.link or reply.reported_to or reply.comment:
            self.page.evidence.add(question.id)

    def choices(self, kind: Number, readings: tuple[float, ...]) -> tuple[tuple[str, str], ...]:
        """Return the possible readings: as the input would contain them, and as people read them."""
        place = self.visit.place
        return tuple(
            (kind.typed(reading, place)[0], kind.read_back(reading, place, self.visit.plain))
            for reading in readings
        )

    def calculation(self, question: Question) -> None:
        """Show the result of a calculation."""
        for row in rows_of(question, self.replies):
            value = self.relevance.value(question, row.code)
            if value is not None:
                shown = question.kind.read_back(value, self.visit.place, self.visit.plain)  # type: ignore[arg-type]
                self.page.calculated[field_name(question.id, row.code)] = shown

    def problems(self, found: Iterable[Problem]) -> None:
        """Store each problem in words under the input where it is solved."""
        for problem in found:
            question = self.filled.questionnaire.questions[problem.question]
            shown = ShownProblem(
                problem.field,
                self.visit.say(problem.message),
                self.about(question, problem),
                problem.severity,
            )
            self.page.problems.append(shown)
            self.page.wrong.setdefault(problem.field, []).append(shown)
            if "~" in problem.field:
                self.page.evidence.add(problem.question)

    def about(self, question: Question, problem: Problem) -> str:
        """Return the name of the question, and of the row, that a problem is about."""
        label = self.visit.say(question.label)
        rows = {row.code: row for row in rows_of(question, self.replies)}
        code = problem.field.partition("@")[2].split("/")[0].split("~")[0]
        if code in rows and rows[code].label:
            return self.visit.say(
                say("said/row", "{row}: {question}", row=rows[code].label, question=question.label)
            )
        entries = self.replies.entries.get(question.inside, ())
        kind = self.filled.questionnaire.questions[question.inside].kind if question.inside else None
        if code in entries and isinstance(kind, Entries):
            return self.visit.say(
                say(
                    "said/in-entry",
                    "{question} ({item} {number})",
                    question=question.label,
                    item=kind.item,
                    number=entries.index(code) + 1,
                )
            )
        return label
