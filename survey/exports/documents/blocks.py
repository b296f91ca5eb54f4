"""What a document is made of: headings, paragraphs, boxes to tick, boxes to write in, tables.

Knows structure and the language of each text; how it looks is for `pdf` and `docx`, each in its own way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_NEVER_WRITTEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Signs that no document may hold; neither engine would take them."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text, and its language where that is not the document's."""

    text: str
    lang: str = ""

    def __bool__(self) -> bool:
        """Tell whether there is anything to read."""
        return bool(self.text)


NO_WORDS = Words("")


def words(text: str, lang: str = "") -> Words:
    """Make words of any text, without the signs that no document may hold."""
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
    """One box to tick, with what it stands for."""

    words: Words
    hint: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes to tick, under each other or in one line."""

    ticks: tuple[Tick, ...]
    in_line: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A short box to write in, so many millimetres wide (0: the whole line), and what stands behind it."""

    width: int
    after: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Slots:
    """Short boxes beside each other; `keeps` holds them together with what follows."""

    slots: tuple[Slot, ...]
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """A large box with room for so many lines of handwriting."""

    lines: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: what it is called, and its cells; an empty cell waits to be written in."""

    head: Words
    cells: tuple[tuple[Paragraph | Ticks, ...], ...]
    remarks: tuple[Words, ...] = ()
    lines: int = 1
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Lines under a head that every page repeats; without `columns` its lines are labels with their answers.

    `shares` says how wide its columns are beside each other; `is_blank` leaves room for handwriting; `keeps`
    holds it together with what follows.
    """

    columns: tuple[Words, ...]
    rows: tuple[Row, ...]
    shares: tuple[int, ...] = ()
    is_blank: bool = False
    keeps: bool = False


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of the sections that follow."""

    title: Words


Block = Heading | Paragraph | Ticks | Slots | Space | Table | NewPage | Contents


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: what it is called, in which language it speaks, and its blocks."""

    title: Words
    subtitle: Words
    running: Words
    language: str
    direction: str
    made_on: date | None = None
    facts: tuple[tuple[Words, Words], ...] = ()
    blocks: tuple[Block, ...] = ()
