"""A section filled in: what its page shows besides the texts, as flat tables by input name.

Knows values in a reader's notation; the templates only look them up.
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
FIRST_ENTRY = "e1"


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """A problem in the reader's words, and where it is cured."""

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
        """Which icon and colour it has."""
        return "error" if self.stops else "ask"


class Texts(dict[str, str]):
    """Texts by input name; nothing where there is none."""

    def __missing__(self, name: str) -> str:
        return ""


class Several(dict[str, tuple[str, ...]]):
    """Values by input name; none where there are none."""

    def __missing__(self, name: str) -> tuple[str, ...]:
        return ()


class _Blank(dict[str, Any]):
    """Anything by the name of its place; nothing where there is none."""

    def __missing__(self, name: str) -> None:
        return None


@dataclass
class FilledSection:
    """Everything on the page that depends on what was typed, by input name."""

    value: Texts = field(default_factory=Texts)
    several: Several = field(default_factory=Several)
    heard: Texts = field(default_factory=Texts)
    readings: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    unasked: set[str] = field(default_factory=set)
    required: set[str] = field(default_factory=set)
    entries: dict[str, tuple[str, ...]] = field(default_factory=dict)
    calculated: Texts = field(default_factory=Texts)
    written: dict[str, int] = field(default_factory=dict)
    evidence: set[str] = field(default_factory=set)
    wrong: dict[str, list[ShownProblem]] = field(default_factory=dict)
    problems: list[ShownProblem] = field(default_factory=list)
    checked: bool = False
    beside: dict[str, Any] = field(default_factory=_Blank)
    """What stands beside an answer, by its place: last year's value and how this year's differs."""
    last_cells: Texts = field(default_factory=Texts)
    tables_beside: set[str] = field(default_factory=set)
    carried: Texts = field(default_factory=Texts)
    """Which answers are last year's, said to have not changed."""
    history: Texts = field(default_factory=Texts)
    """The address of the history of each answer that has one."""
    moves: bool = False
    """Whether entries can be moved up and down."""

    @property
    def stops(self) -> bool:
        """Tell whether any problem stops a submission."""
        return any(problem.stops for problem in self.problems)

    def next_entry(self, listed: str) -> str:
        """The id that the next entry of a list will get."""
        return next_entry(self.entries[listed])


def relevance_of(
    visit: Visit, filled: Filled, section: Section, today: date, modules: Iterable[str]
) -> Relevance:
    """What is asked, given all answers, with this section open in any case."""
    opened = visit.library.opened(filled.questionnaire, section.id)
    return evaluate(opened, filled.replies, today, tuple(modules))


def filled_section(
    visit: Visit,
    filled: Filled,
    section: Section,
    relevance: Relevance,
    found: Iterable[Problem] = (),
    first_entry: tuple[str, ...] = (FIRST_ENTRY,),
) -> FilledSection:
    """Fill a section's page with what was typed and what is wrong with it.

    `first_entry` is the empty entry that an empty list shows: none where entries are kept.
    """
    page = FilledSection(
        value=Texts({name: values[0] for name, values in filled.sheet.items()}), several=Several(filled.sheet)
    )
    filler = _Filler(visit, filled, relevance, page)
    filler.first_entry = first_entry
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
        self.first_entry: tuple[str, ...] = (FIRST_ENTRY,)

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
        """Show the entries there are, and an empty one where there is none."""
        name = field_name(question.id, part="entry")
        shown = self.filled.sheet.get(name) or self.first_entry
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
        """A new entry: what depends on other fields of it is not asked yet."""
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
        """Read back what was understood, and offer the readings of what was not."""
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
        """What may be meant: as its input would hold it, and as people read it."""
        place = self.visit.place
        return tuple(
            (kind.typed(reading, place)[0], kind.read_back(reading, place, self.visit.plain))
            for reading in readings
        )

    def calculation(self, question: Question) -> None:
        """Show what is worked out."""
        for row in rows_of(question, self.replies):
            value = self.relevance.value(question, row.code)
            if value is not None:
                shown = question.kind.read_back(value, self.visit.place, self.visit.plain)  # type: ignore[arg-type]
                self.page.calculated[field_name(question.id, row.code)] = shown

    def problems(self, found: Iterable[Problem]) -> None:
        """Say each problem, and keep it by the input that cures it."""
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
        """Name the question that a problem is about, and its row."""
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
