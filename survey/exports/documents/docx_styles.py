"""The look of Word files: named styles, so that people can change them in one place. Knows no content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from survey.exports.documents.docx_parts import element

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

FONT = "Calibri"
INK, GREY, ACCENT = RGBColor(0x1C, 0x27, 0x33), RGBColor(0x5A, 0x66, 0x72), RGBColor(0x0B, 0x4F, 0x71)
LOOKS = {
    "plain": "Body Text",
    "strong": "Notice",
    "hint": "Hint",
    "small": "Guidance",
    "condition": "Condition",
    "label": "Answer label",
    "answer": "Answer",
    "remark": "Remark",
}
"""The Word style of each look of a paragraph."""


@dataclass(frozen=True, slots=True)
class Look:
    """A style: size, colour, space before and after, and whether it stays with the next paragraph."""

    size: float
    colour: RGBColor = INK
    before: float = 0
    after: float = 4
    bold: bool = False
    italic: bool = False
    keeps: bool = False


STYLES = {
    "Title": Look(22, ACCENT, 0, 4, bold=True),
    "Subtitle": Look(13, GREY, 0, 12),
    "Heading 1": Look(15, ACCENT, 20, 6, bold=True, keeps=True),
    "Heading 2": Look(11, INK, 14, 3, bold=True, keeps=True),
    "Heading 3": Look(10.5, ACCENT, 9, 3, bold=True, keeps=True),
    "Body Text": Look(10.5, after=6),
    "Notice": Look(10.5, before=4, after=8, bold=True),
    "Hint": Look(10.5, GREY, keeps=True),
    "Guidance": Look(8.5, GREY, keeps=True),
    "Condition": Look(10.5, ACCENT, italic=True, keeps=True),
    "Answer label": Look(9, GREY, 5, 2, keeps=True),
    "Answer": Look(10.5),
    "Remark": Look(10.5, GREY, italic=True),
    "Choices": Look(10.5, after=6),
    "Contents line": Look(10.5, after=2),
    "Cell": Look(10, after=0),
    "Cell head": Look(9.5, after=0, bold=True, keeps=True),
    "Gap": Look(4, after=0),
    "Header": Look(8.5, GREY, after=0),
    "Footer": Look(8.5, GREY, after=0),
}


def dress(file: Document, language: str, direction: str) -> None:
    """Set the styles, the paper and the language of a new file."""
    for name, look in STYLES.items():
        _style(file, name, look)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    _say_language(file, language)
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    if direction == "rtl":
        grid = section._sectPr.find(qn("w:docGrid"))
        grid.addprevious(element("w:bidi"))
        normal.element.get_or_add_pPr().append(element("w:bidi"))


def _style(file: Document, name: str, look: Look) -> None:
    known = {style.name for style in file.styles}
    style: ParagraphStyle = (
        file.styles[name] if name in known else file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    )
    font, layout = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = FONT, Pt(look.size), look.bold, look.italic
    font.color.rgb = look.colour
    # The headings of the template name theme fonts, which would override ours.
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{key}"), None)
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.keep_with_next, layout.widow_control = look.keeps, True
    for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _say_language(file: Document, language: str) -> None:
    """Set the default language of the file."""
    for found in file.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), language)
    settings = file.settings.element
    for found in settings.findall(qn("w:themeFontLang")):
        found.set(qn("w:val"), language)
