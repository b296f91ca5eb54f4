"""A section in the reader's language: every text rendered and escaped once, for any number of requests.

This module knows wording and layout, no answers.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from babel.numbers import get_territory_currencies
from flask import get_template_attribute
from markupsafe import Markup

from survey.answers.names import field_name
from survey.answers.rows import rows_of
from survey.languages import Said
from survey.messages import Message, Text, say
from survey.questionnaire.conditions import in_words
from survey.questionnaire.declarations import Option
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.kinds.numbers.rates import from_two_numbers
from survey.web.request.visit import shown
from survey.web.section.grid import grid_of
from survey.web.section.shown import ShownGrid, ShownLine, ShownQuestion, ShownSection
from survey.web.section.words import NOTHING, ShownOption, option_of, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from survey.answers.replies import Replies
    from survey.questionnaire.model import Question, Questionnaire, Section
    from survey.web.request.visit import Visit

LONG_LIST = 8
"""The most choices shown as buttons; more of them are shown as a select."""

CONTROLS = {
    "number": "box",
    "year": "box",
    "date": "box",
    "text": "box",
    "narrative": "narrative",
    "yes_no": "radios",
    "choice": "radios",
    "choices": "boxes",
}
EVIDENCE_LABELS: tuple[tuple[str, set[str]], ...] = (
    ("evidence", {"source", "reference_year", "reported_to"}),
    ("evidence_of_figure", {"source", "reference_year"}),
    ("evidence_reported", {"reported_to"}),
    ("evidence_of_words", {"source"}),
)
"""The label of the fold with the evidence, by the parts that the question must ask for."""

EXAMPLE_DAY = date(2020, 5, 31)


def shown_section(
    visit: Visit, questionnaire: Questionnaire, section: Section, replies: Replies
) -> ShownSection:
    """Return the section in the language of the visit; it is made on first use."""
    reader = (visit.language.code, visit.country, visit.reporter)
    key = (questionnaire.slug, questionnaire.edition, section.id, *reader, *_own_rows(section, replies))
    found: ShownSection = visit.library.shown.get_or_make(
        key, lambda: SectionTexts(visit, questionnaire, replies).section(section)
    )
    return found


def _own_rows(section: Section, replies: Replies) -> tuple[str, ...]:
    """Return the country's own rows on which the texts of a section depend."""
    lists = dict.fromkeys(question.rows_from for question in section.questions if question.rows_from)
    return tuple(
        part
        for list_id in lists
        for row in replies.country_rows.get(list_id, ())
        for part in (list_id, row.code, row.label.english)
    )


class SectionTexts:
    """The texts of one questionnaire for one reader."""

    def __init__(self, visit: Visit, questionnaire: Questionnaire, replies: Replies) -> None:
        self.visit = visit
        self.say = visit.say
        self.words = words(visit)
        self.questionnaire = questionnaire
        self.replies = replies
        self.reported_to = self.options(questionnaire.reported_to)

    def section(self, section: Section) -> ShownSection:
        """Render a section; further columns go inside the question whose table they belong to."""
        beside: dict[str, list[Question]] = {}
        for question in section.questions:
            if question.beside:
                beside.setdefault(question.beside, []).append(question)
        return ShownSection(
            id=section.id,
            title=self.say(section.title),
            plain_title=self.visit.plain(section.title),
            introduction=self.paragraphs(section.introduction),
            when=self.when(section, say("section/asked-if", "This section is asked if {condition}.")),
            when_of_group=self.when(
                section, say("section/all-asked-if", "These sections are asked if {condition}.")
            ),
            questions=tuple(
                self.question(question, beside.get(question.id, ()))
                for question in section.questions
                if not question.beside
            ),
            reported_to=self.reported_to,
            labels={
                inner.id: self.visit.plain(inner.label)
                for question in section.questions
                for inner in (question, *question.fields)
            },
        )

    def question(self, question: Question, beside: Iterable[Question] = ()) -> ShownQuestion:
        """Render a question."""
        kind = question.kind
        control = self.control(question)
        return ShownQuestion(
            id=question.id,
            kind=kind.name,
            look=self.look(question, control),
            control=control,
            label=self.say(question.label),
            hint=self.hint(question),
            guidance=self.paragraphs(question.guidance),
            when=self.when(question, say("field/asked-if", "Answer only if {condition}.")),
            unit=self.unit(question),
            rate_of=self.rate_of(question),
            mode=self.mode(question),
            size=self.size(question),
            longest=getattr(kind, "max_length", 0),
            most_words=getattr(kind, "words", 0),
            currencies=self.currencies() if control == "money" else (),
            options=self.options(getattr(kind, "offered", ())),
            grid=self.grid(kind) if isinstance(kind, Number) and kind.by else None,
            rows=self.options(rows_of(question, self.replies)) if question.has_rows else (),
            columns=tuple(self.question(other) for other in beside),
            missing=tuple(self.words.reasons[code] for code in question.missing),
            no_figure=self.words.no_figure if isinstance(kind, Number) else self.words.not_known,
            evidence=question.evidence,
            evidence_label=self.evidence_label(question),
            evidence_from=self.evidence_from(question),
            reported=self.reported(question),
            fields=tuple(self.question(inner) for inner in question.fields),
            item=self.say(kind.item) if isinstance(kind, Entries) else NOTHING,
            add=self.say(say("field/add-entry", "Add: {item}", item=kind.item))
            if isinstance(kind, Entries)
            else NOTHING,
            most_entries=kind.max if isinstance(kind, Entries) else 0,
        )

    def control(self, question: Question) -> str:
        """Return the name of the control for one value."""
        kind = question.kind
        if isinstance(kind, Number) and kind.by:
            return "grid"
        if isinstance(kind, Number) and kind.is_money:
            return "money"
        control = CONTROLS.get(kind.name, "")
        return "select" if control == "radios" and len(getattr(kind, "offered", ())) > LONG_LIST else control

    def look(self, question: Question, control: str) -> str:
        """Return the name of the macro that lays the question out."""
        if question.has_rows:
            return "blocks" if control == "grid" else "table"
        return control or question.kind.name

    def hint(self, question: Question) -> Markup:
        """Return the hint; for dates it adds an example in the reader's notation."""
        if question.kind.name != "date":
            return self.say(question.hint)
        example = question.kind.read_back(EXAMPLE_DAY, self.visit.place, self.visit.plain)
        written = self.say(say("field/date-example", "For example {example}.", example=example))
        return Markup(" ").join((self.say(question.hint), written)) if question.hint else written

    def unit(self, question: Question) -> Markup:
        """Return the unit beside a number."""
        unit = getattr(question.kind, "unit", None)
        return NOTHING if unit is None or unit.measure == "money" else self.say(unit.label)

    def rate_of(self, question: Question) -> Markup:
        """Return from which two numbers a percentage is calculated."""
        found = from_two_numbers(question.kind, self.label)
        return self.say(found) if found else NOTHING

    def mode(self, question: Question) -> str:
        """Return the kind of keyboard for a phone."""
        kind = question.kind
        if isinstance(kind, Number):
            return "numeric" if kind.unit.measure == "count" and not kind.decimals else "decimal"
        return "numeric" if kind.name == "year" else "text"

    def size(self, question: Question) -> str:
        """Return the width of a box, which fits its content."""
        return {"year": "year", "number": "number", "date": "date"}.get(question.kind.name, "")

    def grid(self, kind: Number) -> ShownGrid:
        """Return the small table of a broken-down number."""
        grid = grid_of(kind)
        return ShownGrid(
            tuple(self.say(option.label) for option in grid.columns),
            tuple(
                ShownLine(
                    Markup(", ").join(self.say(label) for label in line.labels),
                    tuple("" if cell == "_T" else f"/{cell}" for cell in line.cells),
                    line.is_total,
                )
                for line in grid.lines
            ),
        )

    def currencies(self) -> tuple[ShownOption, ...]:
        """Return the country's own currency, those of the questionnaire, then all others by name."""
        country = self.visit.country
        own = get_territory_currencies(country) if country else []
        first = dict.fromkeys((*own, *self.questionnaire.currencies))
        names = self.visit.place.locale.currencies
        return tuple(
            option_of(
                code, Said(f"{code} ({names.get(code, code)})", self.visit.language.code), self.visit.language
            )
            for code in first
        )

    def evidence_label(self, question: Question) -> Markup:
        """Return the label of the evidence fold, which names only the parts inside."""
        parts = set(question.evidence)
        name = next((label for label, needed in EVIDENCE_LABELS if parts >= needed), "comment")
        found: Markup = getattr(self.words, name)
        return found

    def evidence_from(self, question: Question) -> Markup:
        """Return which question's evidence also counts for this one."""
        if not question.evidence_from:
            return NOTHING
        giver = self.questionnaire.questions[question.evidence_from]
        return self.say(
            say("field/evidence-from", "Source and year: as given for “{question}”.", question=giver.label)
        )

    def reported(self, question: Question) -> Markup:
        """Render the checkboxes for earlier reports once, for every page that checks none."""
        if "reported_to" not in question.evidence:
            return NOTHING
        name = field_name(question.id, part="reported_to")
        found: Markup = get_template_attribute("section/ticks.html", "ticks")(name, self.reported_to, ())
        return found

    def options(self, options: Iterable[Option]) -> tuple[ShownOption, ...]:
        """Render choices or rows."""
        return tuple(
            replace(
                option_of(option.code, self.visit.speaker.say(option.label), self.visit.language),
                hint=self.say(option.hint),
                when=self.when(option, say("field/row-asked-if", "Answer only if {condition}.")),
            )
            for option in options
        )

    def when(self, asked: Section | Question | Option, sentence: Message) -> Markup:
        """Say when something is asked: in the author's words, or else the condition in words."""
        if asked.relevant is None:
            return NOTHING
        if asked.relevant_text:
            return self.say(asked.relevant_text)
        return self.say(sentence, condition=in_words(asked.relevant, self.label, self.code_label))

    def label(self, question: str) -> Text:
        """Return the label by which a condition names a question."""
        return self.questionnaire.questions[question].label

    def code_label(self, question: str, code: str) -> Text | None:
        """Return the label by which a condition names a choice."""
        found = self.questionnaire.questions.get(question)
        choices: tuple[Option, ...] = getattr(found.kind, "offered", ()) if found else ()
        return next((choice.label for choice in choices if choice.code == code), None)

    def paragraphs(self, text: Text) -> tuple[Markup, ...]:
        """Return the escaped paragraphs of a longer text."""
        if not text:
            return ()
        said = self.visit.speaker.say(text)
        return tuple(
            self.marked(Said(part.strip(), said.lang)) for part in said.split("\n\n") if part.strip()
        )

    def marked(self, said: Said) -> Markup:
        """Mark a paragraph that is shown in another language because its translation is missing."""
        return shown(said, self.visit.language)
