"""Parts of a Word file that python-docx has no method for: languages, fields, links, boxes to tick.

Knows WordprocessingML; of the blocks, only words and ticks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    from survey.exports.documents.blocks import Ticks, Words

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")
EMPTY_BOX, TICKED_BOX = "2610", "2612"


def element(name: str, /, **attributes: str) -> BaseOxmlElement:
    """Make an element such as `w:lang` with attributes of the same namespace."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def styled(paragraph: Paragraph, style: str) -> Paragraph:
    """Set the style of a paragraph by the style's id; a look-up by name takes python-docx 20 ms."""
    paragraph._p.style = style.replace(" ", "")
    return paragraph


def add_words(paragraph: Paragraph, words: Words) -> Run:
    """Add words to a paragraph; mark them if they are in another language."""
    run = paragraph.add_run(words.text)
    if words.lang:
        properties = run._r.get_or_add_rPr()
        is_rtl = words.lang.split("-")[0] in RIGHT_TO_LEFT
        if is_rtl:
            properties.append(element("w:rtl"))
        properties.append(element("w:lang", **{"bidi" if is_rtl else "val": words.lang}))
    return run


def add_field(paragraph: Paragraph, code: str) -> None:
    """Add a field that Word computes, such as the page number."""
    run = paragraph.add_run()
    _mark(run, "begin")
    run._r.append(_instruction(code))
    _mark(run, "separate")
    run.add_text("1")
    _mark(run, "end")


def field_around(paragraphs: Sequence[Paragraph], code: str) -> None:
    """Wrap paragraphs in a field, as its present value."""
    run = paragraphs[0].add_run()
    _mark(run, "begin")
    run._r.append(_instruction(code))
    _mark(run, "separate")
    # The field begins before the words that are already in the paragraph.
    paragraphs[0]._p.insert(1 if paragraphs[0]._p.pPr is not None else 0, run._r)
    _mark(paragraphs[-1].add_run(), "end")


def add_bookmark(paragraph: Paragraph, number: int) -> None:
    """Add a bookmark to a heading, as the target of links."""
    start = element("w:bookmarkStart", id=str(number), name=f"_Toc{number:08}")
    paragraph._p.insert(1, start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def add_link(paragraph: Paragraph, words: Words, number: int) -> None:
    """Add a link to the heading with this bookmark."""
    link = element("w:hyperlink", anchor=f"_Toc{number:08}", history="1")
    link.append(add_words(paragraph, words)._r)
    paragraph._p.append(link)


def add_tick(paragraph: Paragraph, words: Words) -> None:
    """Add a box that can be ticked in Word, and its label."""
    properties = element("w:sdtPr")
    properties.append(element("w:alias", val=words.text[:64]))
    properties.append(_checkbox())
    content = element("w:sdtContent")
    run = paragraph.add_run(chr(int(EMPTY_BOX, 16)))
    run.font.name = "MS Gothic"
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "MS Gothic")
    content.append(run._r)
    box = element("w:sdt")
    box.append(properties)
    box.append(content)
    paragraph._p.append(box)
    add_words(paragraph, words.__class__(f"\u00a0{words.text}", words.lang))


def add_ticks(paragraph: Paragraph, block: Ticks) -> None:
    """Add several boxes to tick to a paragraph, below or beside each other."""
    for number, tick in enumerate(block.ticks):
        if number:
            paragraph.add_run("\u2003 " if block.in_line else "\n")
        add_tick(paragraph, tick.words)
        if tick.hint:
            add_words(paragraph, tick.hint.__class__(f" ({tick.hint.text})", tick.hint.lang)).italic = True


def _checkbox() -> BaseOxmlElement:
    box = OxmlElement("w14:checkbox", nsdecls={"w14": W14})
    for name, code in (("checkedState", TICKED_BOX), ("uncheckedState", EMPTY_BOX)):
        state = OxmlElement(f"w14:{name}", nsdecls={"w14": W14})
        state.set(f"{{{W14}}}val", code)
        state.set(f"{{{W14}}}font", "MS Gothic")
        box.append(state)
    first = OxmlElement("w14:checked", nsdecls={"w14": W14})
    first.set(f"{{{W14}}}val", "0")
    box.insert(0, first)
    return box


def _mark(run: Run, kind: str) -> None:
    run._r.append(element("w:fldChar", fldCharType=kind))


def _instruction(code: str) -> BaseOxmlElement:
    made = element("w:instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = f" {code} "
    return made
