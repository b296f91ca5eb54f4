"""The cover and the notes of a workbook, in the reader's language. Knows no answers and no file format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from survey.exports.phrases import REASONS, SAMPLE, SAMPLE_DATA
from survey.exports.tables.as_xlsx import Book
from survey.exports.tables.headings import HEADINGS
from survey.messages import Message, say, say_count

if TYPE_CHECKING:
    from survey.exports.tables.naming import Naming
    from survey.exports.tables.tables import DataTable

TITLES: Mapping[str, Message] = MappingProxyType(
    {
        "answers": say("export/answers", "All answers, a row for each value"),
        "wide": say("export/wide", "All answers, a row for each report"),
        "figures": say("export/figures", "Figures by region and for all countries together"),
        "all-answers": say("export/all-answers", "All answers of all rounds, a row for each value"),
        "all-figures": say("export/all-figures", "Figures of all rounds, in a single table"),
        "package": say("export/package", "Complete package, for archives and other programs"),
    }
)
COVER, NOTES = say("export/cover", "Cover"), say("export/notes", "Notes")
GENERAL = say("export/general", "General")
CONTENT = say("export/content", "Content")
ROUND, REPORTS = say("export/round", "Round"), say("export/reports", "Reports")
CHANGED = say("export/changed", "Data as of")
PREVIEW = say("export/preview", "Preview")
NOT_ACCEPTED = say(
    "export/not-accepted",
    "This is a preview. It contains reports that are not accepted yet; do not quote from it.",
)
NOTE = say("export/note", "Note")
NO_BLANKS = say(
    "export/no-blanks",
    "A missing figure is never zero: a column beside it gives the reason. Zero is written 0.",
)
COUNTING = say(
    "export/counting",
    "Only accepted reports count. Questions that a country was not asked are blank.",
)
AS_WRITTEN = say(
    "export/as-written",
    "Texts in these CSV files are exactly as they were written. A spreadsheet may read a text that begins "
    "with =, +, - or @ as a formula; for spreadsheets, download the workbook (XLSX) instead.",
)
LONG = say(
    "export/long", "A text that is too long for a cell ends with […]; the CSV file contains the whole text."
)
STATISTICS = say(
    "export/statistics",
    "Percentages are never added and never averaged. Change covers only the countries that reported "
    "in both rounds. Days are written as year, month, day (20200531).",
)


EDITION = say("export/edition", "Edition of the figures")


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """A released edition: its number and its time."""

    number: int
    released_at: datetime


@dataclass(frozen=True, slots=True)
class About:
    """The facts of an export: its naming, title, round, number of reports, and the time of its data.

    `own` tells that the export holds only the reports that the reader may read, not all reports that count;
    `is_sample` tells that nothing in it is real. `edition` is the released edition of the figures in it.
    `earlier` are the rounds before this one in the same file.
    """

    naming: Naming
    title: Message
    year: int
    reports: int
    preview: bool
    changed_at: datetime
    own: bool = False
    is_sample: bool = False
    edition: EditionFacts | None = None
    earlier: tuple[int, ...] = ()

    def facts(self) -> Iterator[tuple[str, str]]:
        """Yield the round, the number of reports and the time of the data, with their labels."""
        plain = self.naming.plain
        yield plain(ROUND), ", ".join(map(str, (*self.earlier, self.year)))
        yield plain(REPORTS), plain(_how_many(self))
        if self.edition is not None:
            yield plain(EDITION), plain(_edition(self.edition))
        yield plain(CHANGED), plain(say("export/day", "{date}", date=self.changed_at.date()))


def _edition(edition: EditionFacts) -> Message:
    return say(
        "export/edition-of",
        "{number}, released on {date}",
        number=str(edition.number),
        date=edition.released_at.date(),
    )


def _how_many(about: About) -> Message:
    if about.own:
        return say_count(
            "export/reports-own",
            "{count} accepted report that you may read",
            "{count} accepted reports that you may read",
            about.reports,
        )
    return say_count("export/reports-in", "{count} report", "{count} reports", about.reports)


def book(about: About, table: DataTable) -> Book:
    """Return the workbook of a table."""
    naming = about.naming
    return Book(
        naming.plain(naming.form.title),
        naming.plain(COVER),
        tuple(_cover(about)),
        naming.plain(NOTES),
        tuple(_notes(about, table)),
        table,
        sheets(naming),
        about.changed_at,
        naming.speaker.language.direction == "rtl",
        naming.plain(SAMPLE) if about.is_sample else "",
    )


def sheets(naming: Naming) -> dict[str, str]:
    """Return the names of the sheets: first the sheet without a dimension, then the dimensions by code."""
    found = {"": naming.plain(GENERAL)}
    found.update((code, naming.plain(dimension.label)) for code, dimension in naming.form.dimensions.items())
    return found


def _cover(about: About) -> Iterator[tuple[str, str]]:
    plain = about.naming.plain
    if about.is_sample:
        yield plain(SAMPLE), plain(SAMPLE_DATA)
    yield plain(CONTENT), plain(about.title)
    yield from about.facts()
    if about.preview:
        yield plain(PREVIEW), plain(NOT_ACCEPTED)


def _notes(about: About, table: DataTable) -> Iterator[tuple[str, str]]:
    plain = about.naming.plain
    yield plain(NOTE), plain(NOT_ACCEPTED if about.preview else COUNTING)
    for note in (STATISTICS,) if table.name == "figures" else (NO_BLANKS, LONG):
        yield plain(NOTE), plain(note)
    if all(field.label == field.title for field in table.fields):
        return
    for code, reason in REASONS.items():
        yield code, plain(reason)
    for field in table.fields:
        if field.name in HEADINGS:
            yield field.name, plain(HEADINGS[field.name])
