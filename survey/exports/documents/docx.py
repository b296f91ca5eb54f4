"""A document as a Word file: real headings, tables whose heads repeat, languages marked, boxes to tick.

Knows blocks and python-docx; no questionnaire and no answer.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph as DocxParagraph

from survey.exports.documents.blocks import (
    Contents,
    Heading,
    NewPage,
    Paragraph,
    Slots,
    Space,
    Table,
    Ticks,
    Words,
)
from survey.exports.documents.docx_parts import (
    add_bookmark,
    add_field,
    add_link,
    add_ticks,
    add_words,
    element,
    field_around,
    styled,
)
from survey.exports.documents.docx_styles import LOOKS, dress
from survey.exports.documents.docx_tables import add_facts, add_slots, add_space, add_table

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

    from survey.exports.documents.blocks import Block, Document

TABLES = (Table, Slots, Space)


def to_docx(document: Document) -> bytes:
    """Write a document as a Word file."""
    writer = _Writer(document)
    writer.write()
    held = BytesIO()
    writer.file.save(held)
    return held.getvalue()


class _Writer:
    """Writes the blocks of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.file: DocxDocument = docx.Document()
        self.is_new_page = False
        self.titles = 0
        self.end = self.file.element.body.sectPr
        dress(self.file, document.language, document.direction)

    def write(self) -> None:
        """Write everything."""
        self.properties()
        self.margins()
        add_words(self.paragraph("Title"), self.document.title)
        add_words(self.paragraph("Subtitle"), self.document.subtitle)
        if self.document.facts:
            add_facts(self.file, self.document.facts)
        last: Block | None = None
        for block in self.document.blocks:
            if isinstance(block, TABLES) and isinstance(last, TABLES):
                # Word would merge two tables without a paragraph between them.
                self.paragraph("Gap")
            self.block(block)
            last = block
        if isinstance(last, TABLES):
            self.paragraph("Gap")

    def block(self, block: Block) -> None:
        """Write one block."""
        if isinstance(block, Heading):
            self.heading(block)
        elif isinstance(block, Paragraph):
            add_words(self.paragraph(LOOKS[block.look]), block.words)
        elif isinstance(block, Ticks):
            add_ticks(self.paragraph("Choices"), block)
        elif isinstance(block, Table):
            add_table(self.file, block)
        elif isinstance(block, Slots):
            add_slots(self.file, block)
        elif isinstance(block, Space):
            add_space(self.file, block)
        elif isinstance(block, Contents):
            self.contents(block)
        else:
            self.is_new_page = isinstance(block, NewPage)

    def paragraph(self, style: str) -> DocxParagraph:
        """Add a paragraph at the end; python-docx looks through the whole file for that end each time."""
        made = element("w:p")
        self.end.addprevious(made)
        return styled(DocxParagraph(made, self.file._body), style)

    def heading(self, block: Heading) -> None:
        """Write a heading; a section's heading has a bookmark for the table of contents."""
        paragraph = self.paragraph(f"Heading {max(1, block.level)}")
        paragraph.paragraph_format.page_break_before = True if self.is_new_page else None
        self.is_new_page = False
        add_words(paragraph, block.words)
        if block.level == 1:
            self.titles += 1
            add_bookmark(paragraph, self.titles)

    def contents(self, contents: Contents) -> None:
        """Write the table of contents as links; Word can update it."""
        add_words(self.paragraph("Heading 1"), contents.title)
        titles = [block for block in self.document.blocks if isinstance(block, Heading) and block.level == 1]
        lines = [self.paragraph("Contents line") for _ in titles]
        for number, (line, title) in enumerate(zip(lines, titles, strict=True), 1):
            add_link(line, title.words, number)
        if lines:
            field_around(lines, 'TOC \\n \\h \\o "1-1"')

    def margins(self) -> None:
        """Write the running title and the page numbers."""
        section = self.file.sections[0]
        section.different_first_page_header_footer = True
        add_words(section.header.paragraphs[0], self.document.running)
        for footer in (section.footer, section.first_page_footer):
            paragraph = footer.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            add_field(paragraph, "PAGE")
            add_words(paragraph, Words(" / "))
            add_field(paragraph, "NUMPAGES")

    def properties(self) -> None:
        """Write the properties of the file: title, subject, language, date."""
        known, made_on = self.file.core_properties, self.document.made_on
        known.title, known.subject = self.document.title.text[:255], self.document.running.text[:255]
        known.language = self.document.language
        known.author = known.comments = known.last_modified_by = ""
        moment = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC) if made_on else None
        if moment:
            known.created = known.modified = moment
