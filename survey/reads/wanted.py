"""The file that a reader asks for: its content, its format, its language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from survey.exports.tables.naming import Show
from survey.languages import Language, ReaderLocale

if TYPE_CHECKING:
    from survey.storage.rounds.frozen import FrozenRound


class Content(StrEnum):
    """The content of an export."""

    ANSWERS = "answers"
    WIDE = "wide"
    FIGURES = "figures"
    PACKAGE = "package"


class Shape(StrEnum):
    """The file format of an export."""

    MACHINES = "csv"
    PEOPLE = "people"
    XLSX = "xlsx"
    ZIP = "zip"


OF_FIGURES = (Content.FIGURES, Content.PACKAGE)
"""What holds figures: readers who may not read all answers get it as it was released."""
EXTENSIONS: Mapping[Shape, str] = MappingProxyType(
    {Shape.MACHINES: "csv", Shape.PEOPLE: "csv", Shape.XLSX: "xlsx", Shape.ZIP: "zip"}
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The file that was asked for: its content, format, language, number format, labels and drafts."""

    content: Content
    shape: Shape
    language: Language
    show: Show
    country: str = ""
    """The alpha-2 code of the country that sets the number format; empty for that of the language."""
    preview: bool = False
    countries: bool = False
    """Whether the figures include single countries."""
    regions: str = ""
    """Another division of the world than the round's own, only for readers from whom nothing is withheld."""

    @property
    def place(self) -> ReaderLocale:
        """The locale in which numbers are written."""
        return ReaderLocale(self.language, self.country)

    def file_name(self, this: FrozenRound) -> str:
        """Return the name of the file, with everything that tells it from other files of the round."""
        parts = [this.round.form, str(this.round.year), self.content.value]
        if self.regions:
            parts.append(self.regions.lower())
        if self.preview:
            parts.append("preview")
        if self.shape is not Shape.MACHINES or self.show is not Show.CODES:
            parts.append(self.language.code)
        return f"{'-'.join(parts)}.{EXTENSIONS[self.shape]}"
