"""What a letter is, whom it is for, and what it is about. Knows no wording, and never how letters travel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from survey.catalogs import Speaker
    from survey.messages import Text


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that is written, in one language, as plain text and as HTML that say the same."""

    kind: str
    language: str
    subject: str
    plain: str
    html: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a letter is for, who speaks to them, and who signs: `contact` is the address to ask at.

    Without a contact the letter asks to be answered.
    """

    speaker: Speaker
    name: str
    partnership: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """The report that a letter is about: whose, on which form and year, until when, and the page to open.

    `reporter` is named in the reader's language. The link leads to a page that asks people to sign in;
    it never signs anybody in.
    """

    reporter: str
    form: Text | str
    year: int
    link: str
    until: date | None = None
