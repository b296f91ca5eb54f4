"""A letter, its reader and its matter. Knows no wording, and not how letters are sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from survey.catalogs import Speaker
    from survey.messages import Text


PAGES = "https://pages.invalid"
"""Stands in stored letters for the address of the pages: which one it is counts when a letter is sent."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished letter in one language, as plain text and as HTML with the same content."""

    kind: str
    language: str
    subject: str
    plain: str
    html: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a letter is for, in which language, and who signs; `contact` is the address for questions.

    Without a contact, questions go to the sender: the reader answers the letter.
    """

    speaker: Speaker
    name: str
    partnership: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """The report that a letter is about: reporter, form, year, last day, and the page to open.

    `reporter` is a name in the reader's language. The link leads to a page that asks people to sign in;
    it never signs anybody in.
    """

    reporter: str
    form: Text | str
    year: int
    link: str
    until: date | None = None
