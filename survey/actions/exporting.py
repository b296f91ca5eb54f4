"""Exporting a round: what was wanted, of whose reports, in whose words, into a file.

Reads only. Who may have what is decided where the reports are taken (`storage.taken`), before this is called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from survey.catalogs import INTERFACE, Catalogs, Speaker
from survey.countries import BY_ISO2
from survey.exports.answers import answers
from survey.exports.as_csv import MACHINES, for_people, to_csv
from survey.exports.naming import Naming, Show
from survey.exports.source import Source
from survey.exports.tables import Table
from survey.exports.wide import wide
from survey.languages import Language, Place
from survey.messages import say
from survey.storage.taken import Taken, cases_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from survey.figures.cases import Case
    from survey.storage.frozen import FrozenRound

ANY_COUNTRY = say("export/any-country", "[country]")


class Content(StrEnum):
    """What is exported."""

    ANSWERS = "answers"
    WIDE = "wide"


class Shape(StrEnum):
    """As which sort of file."""

    MACHINES = "csv"
    PEOPLE = "people"


EXTENSIONS: Mapping[Shape, str] = MappingProxyType({Shape.MACHINES: "csv", Shape.PEOPLE: "csv"})
TABLES: Mapping[Content, Callable[[Source, Naming], Table]] = MappingProxyType(
    {Content.ANSWERS: answers, Content.WIDE: wide}
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file: what, as what, in which language and numbers, with codes or labels, with drafts or not."""

    content: Content
    shape: Shape
    language: Language
    show: Show
    country: str = ""
    """The alpha-2 code of the country whose numbers are written; none for those of the language."""
    preview: bool = False

    @property
    def place(self) -> Place:
        """Where numbers are read."""
        return Place(self.language, self.country)

    def file_name(self, this: FrozenRound) -> str:
        """What the file is called: all that tells it from another one."""
        parts = [this.round.form, str(this.round.year), self.content.value]
        if self.preview:
            parts.append("preview")
        if self.shape is not Shape.MACHINES or self.show is not Show.CODES:
            parts.append(self.language.code)
        return f"{'-'.join(parts)}.{EXTENSIONS[self.shape]}"


@dataclass(frozen=True)
class Desk:
    """What an export is made with: a session that reads, the round, and the interface's catalogs."""

    session: Session
    this: FrozenRound
    catalogs: Catalogs

    def source(self, taken: Sequence[Taken], preview: bool, seen: Callable[[], None] | None = None) -> Source:
        """The cases of these reports; `seen` is called for each as it is read."""
        round_ = self.this.round
        scheme = f"{round_.region_scheme} {round_.region_version}"

        def cases() -> Iterable[Case]:
            found = cases_of(self.session, round_.id, taken)
            return found if seen is None else _told(found, seen)

        return Source(self.this.questionnaire, round_.year, scheme, cases, preview)

    def naming(self, wanted: Wanted) -> Naming:
        """Who names things to the reader, in the words of the round."""
        form = self.this.questionnaire
        catalogs = self.catalogs.replaced(*self.this.catalogs)
        speaker = Speaker(wanted.language, wanted.place, catalogs, (INTERFACE, form.slug))
        country = str(speaker.say(ANY_COUNTRY))
        speaker = speaker.with_values(country=country, **_parameters(self.this))
        return Naming(form, speaker, wanted.show)


def exported(
    desk: Desk, wanted: Wanted, taken: Sequence[Taken], seen: Callable[[], None] | None = None
) -> Iterator[bytes]:
    """The bytes of a file, some at a time."""
    source = desk.source(taken, wanted.preview, seen)
    table = TABLES[wanted.content](source, desk.naming(wanted))
    dialect = MACHINES if wanted.shape is Shape.MACHINES else for_people(wanted.place.locale)
    return to_csv(table, dialect)


def is_country(code: str) -> bool:
    """Tell whether numbers can be written as in a country of this alpha-2 code."""
    return code in BY_ISO2


def _told(cases: Iterable[Case], seen: Callable[[], None]) -> Iterator[Case]:
    for case in cases:
        yield case
        seen()


def _parameters(this: FrozenRound) -> dict[str, object]:
    """The words that the round set; one that it forgot shows its code."""
    given: dict[str, object] = {}
    for parameter in this.questionnaire.parameters.values():
        text = (this.round.parameters or {}).get(parameter.code, "")
        is_date = parameter.kind == "date" and text
        given[parameter.code] = date.fromisoformat(text) if is_date else text or f"[{parameter.code}]"
    return given
