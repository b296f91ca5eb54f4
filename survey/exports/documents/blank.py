"""A form to fill in by hand: every question with its help and room for the answer.

Knows no answers, except the rows that a country added itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.answers.rows import rows_of
from survey.exports import phrases
from survey.exports.documents.blocks import (
    Block,
    Heading,
    Paragraph,
    Row,
    Slot,
    Slots,
    Space,
    Table,
    Tick,
    Ticks,
    Words,
)
from survey.exports.documents.grids import paper_grid
from survey.exports.speaking import columns_of, headed
from survey.messages import Text, say
from survey.questionnaire.declarations import Option
from survey.questionnaire.kinds.calculated import Calculated
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.kinds.writing.narrative import Narrative

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from survey.answers.replies import Replies
    from survey.exports.speaking import DocumentTexts
    from survey.questionnaire.model import Question, Section

WORDS_A_LINE, MOST_LINES = 14, 12
ROOM_FOR_ROWS, ROOM_FOR_ENTRIES = 5, 3
MOST_TICKS_IN_CELL, MOST_FIELDS_ACROSS, LETTERS_IN_LINE = 4, 4, 70
NO_LABEL = Text("", "")


class Blank:
    """Writes the blocks of a form to fill in."""

    def __init__(self, texts: DocumentTexts, replies: Replies) -> None:
        self.texts = texts
        self.replies = replies

    def section(self, section: Section) -> Iterator[Block]:
        """Write a section."""
        texts = self.texts
        yield texts.title(section)
        asked_if = say("section/asked-if", "This section is asked if {condition}.")
        yield from texts.when(section, asked_if)
        yield from texts.paragraphs(section.introduction)
        for question in headed(section):
            yield from self.question(section, question)

    def question(self, section: Section, question: Question) -> Iterator[Block]:
        """Write a question: its label, its help, room for its answer, and what goes with it."""
        if question.kind.name == "note":
            yield from self.texts.paragraphs(question.label)
            return
        yield self.texts.heading(question)
        yield from self.help(question)
        if question.fields:
            yield from self.entries(question)
        elif question.has_rows:
            yield from self.rows(columns_of(section, question))
        else:
            yield from self.room(question)
        yield from self.company(question)

    def help(self, question: Question) -> Iterator[Paragraph]:
        """Yield what helps to answer: the condition, the hint, the guidance."""
        texts = self.texts
        yield from texts.when(question, say("field/asked-if", "Answer only if {condition}."))
        if question.required is True:
            yield Paragraph(texts.say(phrases.REQUIRED), "hint")
        elif question.required:
            needed = say("show/required-if", "An answer is required if {condition}.")
            yield from texts.condition(question.required, needed)
        yield from texts.paragraphs(question.hint, "hint")
        yield from texts.paragraphs(question.guidance, "small")
        yield from texts.from_two_numbers(question)
        yield from texts.evidence_from(question)

    def room(self, question: Question) -> Iterator[Block]:
        """Yield room for one answer."""
        kind = question.kind
        if isinstance(kind, Calculated):
            yield Paragraph(self.texts.say(phrases.CALCULATED), "small")
        elif isinstance(kind, Number) and kind.by:
            yield self.grid(kind, bool(question.missing))
        elif isinstance(kind, Narrative):
            most = say("show/words", "at most {words} words", words=kind.words)
            yield Paragraph(self.texts.say(most), "small")
            yield Space(lines_for(kind.words))
        elif options := getattr(kind, "offered", ()):
            yield self.ticks(options)
        else:
            yield Slots(self.slots(question), keeps=bool(question.missing))

    def slots(self, question: Question) -> tuple[Slot, ...]:
        """Return short boxes for a number, an amount of money, a year or a date; a whole line for a text."""
        say, kind = self.texts.say, question.kind
        if isinstance(kind, Number):
            if kind.is_money:
                return (Slot(55, say(phrases.AMOUNT)), Slot(25, say(phrases.CURRENCY)))
            return (Slot(55, say(kind.unit.label)),)
        if kind.name == "year":
            return (Slot(30),)
        if kind.name == "date":
            return (Slot(15, say(phrases.DAY)), Slot(15, say(phrases.MONTH)), Slot(25, say(phrases.YEAR)))
        return (Slot(0),)

    def ticks(self, options: Iterable[Option]) -> Ticks:
        """Return boxes to tick, in one line if they are few and short."""
        ticks = tuple(Tick(self.texts.say(option.label), self.texts.say(option.hint)) for option in options)
        letters = sum(len(tick.words.text) + 6 for tick in ticks)
        return Ticks(ticks, letters <= LETTERS_IN_LINE and not any(tick.hint for tick in ticks))

    def grid(self, kind: Number, keeps: bool) -> Table:
        """Lay out the table of a broken-down number."""
        grid, texts = paper_grid(kind), self.texts
        columns = tuple(map(texts.say, grid.columns))
        rows = tuple(
            Row(
                Words(", ".join(map(texts.plain, line.labels))),
                tuple(() for _ in line.cells),
                is_total=line.is_total,
            )
            for line in grid.lines
        )
        head = (texts.say(kind.unit.label), *columns) if columns else ()
        shares = (4, *(3 for _ in grid.lines[0].cells))
        return Table(head, rows, shares, is_blank=True, keeps=keeps)

    def rows(self, columns: tuple[Question, ...]) -> Iterator[Block]:
        """Write the table of a question with rows, with the columns beside it."""
        first = columns[0]
        rows = rows_of(first, self.replies) or tuple(Option("", NO_LABEL) for _ in range(ROOM_FOR_ROWS))
        grids = [column for column in columns if isinstance(column.kind, Number) and column.kind.by]
        flat = tuple(column for column in columns if column not in grids)
        yield from self.columns_help(columns)
        if flat:
            yield self.table(flat, tuple(self.row(flat, row) for row in rows), first)
        for question in grids:
            for row in rows:
                yield Heading(3, self.texts.say(row.label))
                yield from self.room(question)

    def table(self, columns: tuple[Question, ...], rows: tuple[Row, ...], first: Question) -> Table:
        """Lay out a table with one column per question."""
        texts = self.texts
        label = texts.questionnaire.lists[first.rows_from].label if first.rows_from else None
        alone = len(columns) == 1 and columns[0] is first
        heads = (texts.say(phrases.ANSWER),) if alone else tuple(self.head(column) for column in columns)
        item = texts.say(label) if label else texts.say(phrases.ITEM)
        return Table((item, *heads), rows, (5, *(share(column) for column in columns)), is_blank=True)

    def head(self, question: Question) -> Words:
        """Return the head of a column: the question, with the unit of a number."""
        said, kind = self.texts.say(question.label), question.kind
        if isinstance(kind, Number) and kind.unit.measure != "money":
            return Words(f"{said.text} ({self.texts.plain(kind.unit.label)})", said.lang)
        return said

    def row(self, columns: tuple[Question, ...], row: Option) -> Row:
        """Lay out one line of a table."""
        texts = self.texts
        remarks = [texts.say(row.hint)] if row.hint else []
        only = say("field/row-asked-if", "Answer only if {condition}.")
        remarks.extend(paragraph.words for paragraph in texts.when(row, only))
        lines = max(room_in_cell(column) for column in columns)
        return Row(
            texts.say(row.label), tuple(self.cell(column) for column in columns), tuple(remarks), lines
        )

    def cell(self, question: Question) -> tuple[Paragraph | Ticks, ...]:
        """Return the content of a cell to fill in: boxes to tick, or nothing."""
        options = getattr(question.kind, "offered", ())
        if not options or len(options) > MOST_TICKS_IN_CELL:
            return ()
        return (Ticks(tuple(Tick(self.texts.say(option.label)) for option in options), in_line=True),)

    def columns_help(self, columns: tuple[Question, ...]) -> Iterator[Paragraph]:
        """Write the help of further columns, and choices that are too many for a cell."""
        for question in columns:
            if question is not columns[0]:
                yield from self.column_help(question)
            options = getattr(question.kind, "offered", ())
            if len(options) > MOST_TICKS_IN_CELL:
                labels = [option.label for option in options]
                choose = say(
                    "document/choose-from",
                    "{column}: write one of these: {choices}.",
                    column=question.label,
                    choices=labels,
                )
                yield Paragraph(self.texts.say(choose), "small")

    def column_help(self, question: Question) -> Iterator[Paragraph]:
        """Write the help of a further column."""
        texts, label = self.texts, question.label
        only = say("document/column-asked-if", "{column}: answer only if {condition}.", column=label)
        if not question.relevant_text:
            yield from texts.condition(question.relevant, only)
        for text in (question.relevant_text, question.hint, question.guidance):
            if text:
                hint = say("document/column-hint", "{column}: {hint}", column=label, hint=text)
                yield Paragraph(texts.say(hint), "small")

    def entries(self, question: Question) -> Iterator[Block]:
        """Write room for the entries of a list: short entries as lines of a table, long entries as tables."""
        kind, fields = question.kind, question.fields
        most, least = (kind.max, kind.min) if isinstance(kind, Entries) else (1, 1)
        short = len(fields) <= MOST_FIELDS_ACROSS and not any(room_in_cell(field) > 2 for field in fields)
        yield from self.columns_help((question, *fields)) if short else ()
        if short:
            count = min(most, max(least, ROOM_FOR_ROWS))
            cells = tuple(self.cell(field) for field in fields)
            rows = tuple(Row(Words(str(number)), cells, lines=2) for number in range(1, count + 1))
            heads = (Words(""), *(self.head(field) for field in fields))
            yield Table(heads, rows, (1, *(share(field) * 2 for field in fields)), is_blank=True)
        else:
            for number in range(1, min(most, max(least, ROOM_FOR_ENTRIES)) + 1):
                yield self.entry_title(kind, number)
                yield Table((), tuple(map(self.field, fields)), (3, 6), is_blank=True)
        if most > ROOM_FOR_ENTRIES:
            yield Paragraph(self.texts.say(phrases.FURTHER_ENTRIES), "small")

    def entry_title(self, kind: object, number: int) -> Heading:
        """Return the title of an entry, with its number."""
        item = kind.item if isinstance(kind, Entries) else NO_LABEL
        said = self.texts.say(say("document/entry", "{item} {number}", item=item, number=number))
        return Heading(3, Words(said.text[:1].upper() + said.text[1:], said.lang))

    def field(self, question: Question) -> Row:
        """Lay out a field of an entry: its label with its help, and room for the answer."""
        remarks = tuple(paragraph.words for paragraph in self.help(question))
        options = getattr(question.kind, "offered", ())
        cells: tuple[Ticks, ...] = (self.ticks(options),) if options else ()
        return Row(self.head(question), (cells,), remarks, room_in_cell(question))

    def company(self, question: Question) -> Iterator[Block]:
        """Write what goes with an answer: the reasons for having none, and the evidence."""
        if question.missing:
            texts = self.texts
            is_figure = isinstance(question.kind, Number)
            yield Paragraph(texts.say(phrases.NO_FIGURE if is_figure else phrases.NOT_KNOWN), "label")
            ticks = tuple(Tick(texts.say(phrases.REASONS[reason])) for reason in question.missing)
            yield Ticks(ticks, in_line=True)
        if question.evidence:
            yield Table((), tuple(self.part(part) for part in question.evidence), (3, 8), is_blank=True)

    def part(self, part: str) -> Row:
        """Lay out one line of evidence."""
        texts, cells = self.texts, ()
        if part == "reported_to":
            ticks = tuple(Tick(texts.say(option.label)) for option in texts.questionnaire.reported_to)
            return Row(texts.say(phrases.PARTS[part]), ((Ticks(ticks, in_line=True),),))
        return Row(texts.say(phrases.PARTS[part]), (cells,), lines=2 if part in ("source", "comment") else 1)


def lines_for(most_words: int) -> int:
    """Return how many lines of handwriting this many words need."""
    return max(3, min(MOST_LINES, most_words // WORDS_A_LINE))


def room_in_cell(question: Question) -> int:
    """Return how many lines of handwriting a cell needs."""
    kind = question.kind
    if isinstance(kind, Narrative):
        return min(6, lines_for(kind.words))
    return 2 if kind.name == "text" else 1


def share(question: Question) -> int:
    """Return the width of a column, relative to other columns."""
    return 5 if question.kind.name in ("narrative", "text") else 3
