"""Tables of Word files: heads that every page repeats, lines that are not split, boxes to write in.

Knows blocks and WordprocessingML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml.ns import qn
from docx.shared import Mm

from survey.exports.documents.blocks import Paragraph, Words
from survey.exports.documents.docx_parts import add_ticks, add_words, element, styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.table import Table as DocxTable
    from docx.table import _Cell, _Row

    from survey.exports.documents.blocks import Row, Slots, Space, Table, Ticks

WIDTH, HAND = 166, 7.5
"""The width of the text, and the height of a line of handwriting, in millimetres."""
MARGINS = {"top": 50, "start": 100, "bottom": 50, "end": 100}
"""The margins of cells, in twentieths of a point."""
MOST_TOGETHER, MOST_LETTERS = 7, 900
"""A table with at most this many lines and letters is kept on one page."""
PALE, LINE = "EEF2F5", "9AA5B0"
EDGES = ("top", "start", "bottom", "end", "insideH", "insideV")


def add_table(file: Document, block: Table) -> None:
    """Write a table; without a head, its lines are labels with answers."""
    count = len(block.rows[0].cells) + 1
    shares = block.shares if len(block.shares) == count else (1,) * count
    widths = [WIDTH * share / sum(shares) for share in shares]
    table = _new(file, widths, EDGES if block.is_blank else ("top", "bottom", "insideH"))
    _look(table, bool(block.columns))
    if block.columns:
        _head(_add_row(table), block.columns, widths)
    for row in block.rows:
        _line(_add_row(table), row, widths, block)
    if len(block.rows) <= MOST_TOGETHER and letters_in(block) <= MOST_LETTERS:
        _hold_together(table, with_next=block.keeps)


def letters_in(block: Table) -> int:
    """Return the number of letters in a table."""
    parts = [part for row in block.rows for cell in row.cells for part in cell]
    return sum(len(part.words.text) for part in parts if isinstance(part, Paragraph))


def add_facts(file: Document, facts: Sequence[tuple[Words, Words]]) -> None:
    """Write the labels and facts of the first page."""
    table = _new(file, [40, WIDTH - 40], ())
    for label, fact in facts:
        cells = _add_row(table).cells
        _cell_words(cells[0], label, "Cell")
        _cell_words(cells[1], fact, "Cell head")
    styled(file.add_paragraph(), "Gap")


def add_slots(file: Document, block: Slots) -> None:
    """Write short boxes beside each other, each with the words after it."""
    widths: list[float] = []
    for slot in block.slots:
        widths += [slot.width or WIDTH] + ([32] if slot.after else [])
    table = _new(file, widths, ())
    row = _add_row(table)
    _height(row, 1, breaks=False)
    cells = list(row.cells)
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Mm(width)
    if block.keeps:
        _hold_together(table, with_next=True)
    for slot in block.slots:
        _frame(cells.pop(0))
        if slot.after:
            _cell_words(cells.pop(0), slot.after, "Cell")


def add_space(file: Document, block: Space) -> None:
    """Write a large box to write in."""
    table = _new(file, [WIDTH], EDGES)
    row = _add_row(table)
    _height(row, block.lines, breaks=False)
    styled(row.cells[0].paragraphs[0], "Cell")


def _new(file: Document, widths: Sequence[float], edges: Sequence[str]) -> DocxTable:
    table: DocxTable = file.add_table(rows=0, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    borders = element("w:tblBorders")
    for edge in edges:
        borders.append(element(f"w:{edge}", val="single", sz="4", space="0", color=LINE))
    # The order of these elements is prescribed: the borders follow the width.
    properties = table._tbl.tblPr
    properties.find(qn("w:tblW")).addnext(borders)
    # Without an indent, Word moves tables into the page margin by the margin of the cells.
    borders.addprevious(element("w:tblInd", w=str(MARGINS["start"]), type="dxa"))
    margins = element("w:tblCellMar")
    for edge, size in MARGINS.items():
        margins.append(element(f"w:{edge}", w=str(size), type="dxa"))
    properties.find(qn("w:tblLook")).addprevious(margins)
    return table


def _add_row(table: DocxTable) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def _look(table: DocxTable, has_head: bool) -> None:
    """Mark whether the first line is a head; the first column always is a head."""
    for look in table._tbl.tblPr.findall(qn("w:tblLook")):
        table._tbl.tblPr.remove(look)
    table._tbl.tblPr.append(
        element("w:tblLook", val="04A0" if has_head else "0480", firstRow=str(int(has_head)), firstColumn="1")
    )


def _head(row: _Row, columns: Sequence[Words], widths: Sequence[float]) -> None:
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))
    for cell, words, width in zip(row.cells, columns, widths, strict=True):
        cell.width = Mm(width)
        _shade(cell)
        _cell_words(cell, words, "Cell head")


def _line(row: _Row, line: Row, widths: Sequence[float], block: Table) -> None:
    cells = row.cells
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Mm(width)
    if block.is_blank:
        _height(row, line.lines, breaks=False)
    if not block.columns:
        _shade(cells[0])
    _cell_words(cells[0], line.head, "Cell head" if line.is_total else "Cell")
    for remark in line.remarks:
        add_words(styled(cells[0].add_paragraph(), "Guidance"), remark)
    for cell, parts in zip(cells[1:], line.cells, strict=True):
        _fill(cell, parts)


def _fill(cell: _Cell, parts: Sequence[Paragraph | Ticks]) -> None:
    """Write the parts of a cell, each as a paragraph."""
    paragraph = cell.paragraphs[0]
    styled(paragraph, "Cell")
    for number, part in enumerate(parts):
        if number:
            paragraph = styled(cell.add_paragraph(), "Cell")
        if isinstance(part, Paragraph):
            add_words(paragraph, part.words)
        else:
            add_ticks(paragraph, part)


def _cell_words(cell: _Cell, words: Words, style: str) -> None:
    styled(cell.paragraphs[0], style)
    add_words(cell.paragraphs[0], words)


def _height(row: _Row, lines: int, *, breaks: bool) -> None:
    row.height, row.height_rule = Mm(lines * HAND), WD_ROW_HEIGHT_RULE.AT_LEAST
    if not breaks:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def _shade(cell: _Cell) -> None:
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=PALE))


def _frame(cell: _Cell) -> None:
    borders = element("w:tcBorders")
    for edge in ("top", "start", "bottom", "end"):
        borders.append(element(f"w:{edge}", val="single", sz="4", space="0", color=LINE))
    cell._tc.get_or_add_tcPr().append(borders)
    styled(cell.paragraphs[0], "Cell")


def _hold_together(table: DocxTable, *, with_next: bool) -> None:
    lines = table._tbl.tr_lst
    for line in lines if with_next else lines[:-1]:
        for paragraph in line.iter(qn("w:p")):
            paragraph.get_or_add_pPr().get_or_add_keepNext()
