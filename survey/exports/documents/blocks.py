"""The document model: headings, paragraphs, boxes to tick, boxes to write in, tables.

Knows structure and the language of each text; `pdf` and `docx` decide how it looks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_NEVER_WRITTEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that are removed from documents, since Word files and PDF cannot hold them."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text, and its language if it differs from the document's."""

    text: str
    lang: str = ""

    def __bool__(self) -> bool:
        """Tell whether the text is not empty."""
        return bool(self.text)


NO_WORDS = Words("")


def words(text: str, lang: str = "") -> Words:
    """Make words of any text, without characters that documents cannot hold."""
    return Words(_NEVER_WRITTEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")), lang)


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section (1), of a question (2), or of an entry of a list (3)."""

    level: int
    words: Words


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some text: `plain`, `strong`, `hint`, `small`, `condition`, `answer`, `label` or `remark`."""

    words: Words
    look: str = "plain"


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick, with its label."""

    words: Words
    hint: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes to tick, below each other or in one line."""

    ticks: tuple[Tick, ...]
    in_line: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A short box to write in: its width in millimetres (0: the whole line), and the words after it."""

    width: int
    after: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Slots:
    """Short boxes beside each other; `keeps` keeps them on the page of the next block."""

    slots: tuple[Slot, ...]
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """A large box with room for this many lines of handwriting."""

    lines: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: its label and its cells; an empty cell is to be filled in."""

    head: Words
    cells: tuple[tuple[Paragraph | Ticks, ...], ...]
    remarks: tuple[Words, ...] = ()
    lines: int = 1
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Lines under a head, which every page repeats; without `columns` the lines are labels with answers.

    `shares` are the relative widths of the columns; `is_blank` leaves room for handwriting; `keeps` keeps the
    table on the page of the next block.
    """

    columns: tuple[Words, ...]
    rows: tuple[Row, ...]
    shares: tuple[int, ...] = ()
    is_blank: bool = False
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page break."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents."""

    title: Words


Block = Heading | Paragraph | Ticks | Slots | Space | Table | NewPage | Contents


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: its titles, its language, and its blocks."""

    title: Words
    subtitle: Words
    running: Words
    language: str
    direction: str
    made_on: date | None = None
    facts: tuple[tuple[Words, Words], ...] = ()
    blocks: tuple[Block, ...] = ()
