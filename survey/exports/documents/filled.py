"""The answers of a report, to read: values in words, texts as they were written, and the evidence.

Knows replies and relevance; questions that are not relevant are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale

from survey.answers.percentages import completed, shown
from survey.answers.rows import rows_of
from survey.exports import phrases
from survey.exports.documents.blocks import Block, Heading, Paragraph, Row, Table, Words, words
from survey.exports.documents.grids import paper_grid
from survey.exports.speaking import columns_of, headed
from survey.languages import LANGUAGES, with_percent_sign
from survey.messages import say
from survey.questionnaire.kinds.calculated import Calculated
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.kinds.writing.narrative import Narrative
from survey.questionnaire.model import TOTAL
from survey.questionnaire.numbers.measures import in_money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.answers.relevance import Relevance
    from survey.answers.replies import Reply
    from survey.exports.speaking import DocumentTexts
    from survey.questionnaire.model import Question, Section

NO_BREAK = "\u00a0"
DASH = Words("–")


class Filled:
    """Writes the blocks of a report with its answers."""

    def __init__(self, texts: DocumentTexts, relevance: Relevance) -> None:
        self.texts = texts
        self.relevance = completed(relevance)
        self.replies = self.relevance.replies

    def section(self, section: Section) -> Iterator[Block]:
        """Write a section."""
        yield self.texts.title(section)
        asked = [question for question in headed(section) if self.is_shown(section, question)]
        if not asked:
            yield Paragraph(self.texts.say(phrases.NO_QUESTIONS), "remark")
        for question in asked:
            yield from self.question(section, question)

    def is_shown(self, section: Section, question: Question) -> bool:
        """Tell whether a question is relevant and not only a note."""
        return question.kind.name != "note" and any(
            map(self.relevance.includes_any, columns_of(section, question))
        )

    def question(self, section: Section, question: Question) -> Iterator[Block]:
        """Write a question with its answer."""
        yield self.texts.heading(question)
        if question.fields:
            yield from self.entries(question)
        elif question.has_rows:
            yield from self.rows(columns_of(section, question))
        else:
            yield from self.answer(question, "")
        yield from self.evidence(question)

    def answer(self, question: Question, row: str) -> Iterator[Block]:
        """Write an answer outside a table."""
        kind, reply = question.kind, self.replies.of(question.id, row)
        if isinstance(kind, Number) and kind.by and reply.cells and not reply.missing:
            yield self.grid(kind, question, reply)
            return
        said = self.said(question, row)
        if said and isinstance(kind, Narrative):
            yield from self.written_in(reply)
        yield from said or (Paragraph(self.texts.say(phrases.NO_ANSWER), "remark"),)

    def said(self, question: Question, row: str) -> tuple[Paragraph, ...]:
        """Return an answer as paragraphs; empty if there is no answer."""
        reply = self.replies.of(question.id, row)
        if isinstance(question.kind, Calculated):
            return self.calculated(question, row)
        if reply.missing:
            return (Paragraph(self.reason(reply), "answer"),)
        return tuple(self.cell(question, reply, TOTAL))

    def cell(self, question: Question, reply: Reply, cell: str) -> Iterator[Paragraph]:
        """Yield a cell of an answer, with its unit; input that was not understood is shown as typed."""
        kind = question.kind
        if cell in reply.unread:
            yield from self.written(", ".join(reply.unread[cell].typed), "")
            yield Paragraph(self.texts.say(phrases.UNREAD), "small")
            return
        value = reply.cells.get(cell)
        if value is None:
            return
        text = kind.read_back(shown(reply, cell, value), self.texts.place, self.texts.plain)
        if isinstance(kind, Number):
            text = self.with_unit(kind, text, reply)
        yield from self.written(text, self.lang(reply) if kind.name in ("text", "narrative") else "")
        if cell in reply.calculated:
            yield Paragraph(self.texts.say(phrases.FROM_TWO_NUMBERS), "small")

    def with_unit(self, kind: Number, text: str, reply: Reply) -> str:
        """Add the unit to a number; for a broken-down number, the head of the table has it."""
        if reply.currency_typed:
            return self.texts.plain(in_money(text, reply.currency_typed)).replace(" ", NO_BREAK)
        if kind.is_percent:
            return with_percent_sign(text, self.texts.place.locale)
        return text if kind.by else f"{text}{NO_BREAK}{self.texts.plain(kind.unit.label)}"

    def written(self, text: str, lang: str) -> Iterator[Paragraph]:
        """Yield a text as it was written, one paragraph per line."""
        for line in words(text).text.split("\n"):
            if line.strip():
                yield Paragraph(Words(line, lang), "answer")

    def lang(self, reply: Reply) -> str:
        """Return the language of an answer's text if it differs from the document's."""
        return "" if reply.lang == self.texts.language else reply.lang

    def written_in(self, reply: Reply) -> Iterator[Paragraph]:
        """Say the language of a text if it differs from the document's."""
        lang = self.lang(reply)
        if lang:
            names = Locale.parse(self.texts.place.language.locale).languages
            name = names.get(lang, LANGUAGES[lang].name if lang in LANGUAGES else lang)
            written = say("document/written-in", "Original in this language: {language}", language=name)
            yield Paragraph(self.texts.say(written), "small")

    def reason(self, reply: Reply) -> Words:
        """Return the reason for having no answer, in words."""
        known = phrases.REASONS.get(reply.missing)
        return self.texts.say(known) if known else words(reply.missing)

    def calculated(self, question: Question, row: str) -> tuple[Paragraph, ...]:
        """Return the result of a calculation."""
        value = self.relevance.value(question, row)
        if value is None or isinstance(value, bool):
            return ()
        if isinstance(value, tuple):
            value = tuple(map(str, value))
        text = question.kind.read_back(value, self.texts.place, self.texts.plain)
        return (Paragraph(words(text), "answer"),)

    def grid(self, kind: Number, question: Question, reply: Reply) -> Table:
        """Lay out the table of a broken-down number."""
        grid, texts = paper_grid(kind), self.texts
        columns = tuple(map(texts.say, grid.columns))
        rows = tuple(
            Row(
                Words(", ".join(map(texts.plain, line.labels))),
                tuple(tuple(self.cell(question, reply, cell)) or (Paragraph(DASH),) for cell in line.cells),
                is_total=line.is_total,
            )
            for line in grid.lines
        )
        unit = texts.say(phrases.AMOUNT if kind.is_money else kind.unit.label)
        shares = (4, *(3 for _ in grid.lines[0].cells))
        return Table((unit, *columns) if columns else (), rows, shares, keeps=bool(question.evidence_from))

    def rows(self, columns: tuple[Question, ...]) -> Iterator[Block]:
        """Write the table of a question with rows and its further columns, with only the relevant rows."""
        first, texts = columns[0], self.texts
        grids = [column for column in columns if isinstance(column.kind, Number) and column.kind.by]
        flat = tuple(
            column for column in columns if column not in grids and self.relevance.includes_any(column)
        )
        asked = [row for row in rows_of(first, self.replies) if self.relevance.includes(first, row.code)]
        if not asked:
            yield Paragraph(texts.say(phrases.NO_ANSWER), "remark")
        elif flat:
            rows = tuple(
                Row(texts.say(row.label), tuple(self.in_table(column, row.code) for column in flat))
                for row in asked
            )
            alone = flat == (first,)
            heads = (
                (texts.say(phrases.ANSWER),) if alone else tuple(texts.say(column.label) for column in flat)
            )
            yield Table((self.item(first), *heads), rows, (5, *(3 + 2 * is_text(column) for column in flat)))
        for question in grids:
            for row in asked:
                yield Heading(3, texts.say(row.label))
                yield from self.answer(question, row.code)

    def item(self, question: Question) -> Words:
        """Return the head of the rows of a table."""
        own = self.texts.questionnaire.lists.get(question.rows_from)
        return self.texts.say(own.label if own else phrases.ITEM)

    def in_table(self, question: Question, row: str) -> tuple[Paragraph, ...]:
        """Return an answer for a cell of a table: blank if it is not relevant, a dash if it is missing."""
        if not self.relevance.includes(question, row):
            return (Paragraph(Words("")),)
        return self.said(question, row) or (Paragraph(DASH),)

    def entries(self, question: Question) -> Iterator[Block]:
        """Write the entries of a list, each as a table of labels and answers."""
        kind, entries = question.kind, self.replies.entries.get(question.id, ())
        if not entries:
            yield Paragraph(self.texts.say(phrases.NO_ENTRIES), "remark")
        for number, entry in enumerate(entries, 1):
            item = kind.item if isinstance(kind, Entries) else question.label
            said = self.texts.say(say("document/entry", "{item} {number}", item=item, number=number))
            yield Heading(3, Words(said.text[:1].upper() + said.text[1:], said.lang))
            rows = tuple(
                Row(self.texts.say(field.label), (self.in_table(field, entry),))
                for field in question.fields
                if self.relevance.includes(field, entry)
            )
            yield Table((), rows, (3, 6))

    def evidence(self, question: Question) -> Iterator[Block]:
        """Write the evidence that was given for an answer."""
        reply = self.replies.of(question.id)
        given = {part: tuple(self.part(part, reply)) for part in phrases.PARTS}
        rows = tuple(
            Row(self.texts.say(label), (given[part],)) for part, label in phrases.PARTS.items() if given[part]
        )
        if rows:
            yield Table((), rows, (3, 8))
        if reply.answered:
            yield from self.texts.evidence_from(question)

    def part(self, part: str, reply: Reply) -> Iterator[Paragraph]:
        """Yield one part of the evidence."""
        if part == "reported_to":
            known = {option.code: option.label for option in self.texts.questionnaire.reported_to}
            listed = [self.texts.plain(known[code]) for code in reply.reported_to if code in known]
            text = "; ".join(listed)
        elif part in reply.unread:
            text = ", ".join(reply.unread[part].typed)
        else:
            text = str(getattr(reply, part) or "")
        yield from self.written(text, self.lang(reply) if part in ("source", "comment") else "")


def is_text(question: Question) -> bool:
    """Tell whether an answer is a text, which needs a wider column."""
    return question.kind.name in ("text", "narrative")
