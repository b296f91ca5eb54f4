"""The file that a reader asks for: its content, its format, its language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from survey.exports.tables.naming import Show
from survey.languages import Language, ReaderLocale
from survey.reads.formats import EXTENSIONS, Shape

if TYPE_CHECKING:
    from survey.storage.rounds.frozen import FrozenRound


class Content(StrEnum):
    """The content of an export."""

    ANSWERS = "answers"
    WIDE = "wide"
    FIGURES = "figures"
    ALL_ANSWERS = "all-answers"
    ALL_FIGURES = "all-figures"
    PACKAGE = "package"


OF_EACH_ROUND: Mapping[Content, Content] = MappingProxyType(
    {Content.ALL_ANSWERS: Content.ANSWERS, Content.ALL_FIGURES: Content.FIGURES}
)
"""The contents over all rounds of a questionnaire, and what they hold of each round."""
OF_FIGURES = (Content.FIGURES, Content.ALL_FIGURES, Content.PACKAGE)
"""What holds figures: readers who may not read all answers get it as it was released."""


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
        over_all = self.content in OF_EACH_ROUND
        parts = [this.round.form, *([] if over_all else [str(this.round.year)]), self.content.value]
        if self.regions:
            parts.append(self.regions.lower())
        if self.preview:
            parts.append("preview")
        if self.shape not in (Shape.MACHINES, Shape.PARQUET) or self.show is not Show.CODES:
            parts.append(self.language.code)
        return f"{'-'.join(parts)}.{EXTENSIONS[self.shape]}"
