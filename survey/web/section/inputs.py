"""The content of a form's inputs by name: reading replies from it, and writing replies into it.

This module knows notation and names, neither requests nor pages, nor which answers are right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from survey.answers.checking import NO_CURRENCY
from survey.answers.names import field_name
from survey.answers.replies import Reply, Unread
from survey.answers.rows import rows_of
from survey.messages import say
from survey.questionnaire.kinds.base import Parsed
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.numbers.number import EITHER, Number
from survey.questionnaire.numbers import ascii_digits
from survey.questionnaire.numbers.currencies import is_currency
from survey.web.section.grid import cells_of

if TYPE_CHECKING:
    from survey.answers.replies import Replies
    from survey.languages import ReaderLocale
    from survey.questionnaire.model import Question, Questionnaire

TEXT_PARTS = ("source", "link", "comment")


class FormInputs(dict[str, tuple[str, ...]]):
    """The content of each input that is not blank, by name."""

    def getlist(self, name: str) -> list[str]:
        """Return all values of one input (WTForms calls it by this name)."""
        return list(self.get(name, ()))

    def first(self, name: str) -> str:
        """Return the text of an input, or an empty text."""
        found = self.get(name)
        return found[0] if found else ""


class Inputs(NamedTuple):
    """The names of the inputs of one question in one row: by cell, and by part of the answer."""

    cells: Mapping[str, str]
    parts: Mapping[str, str]

    def names(self) -> Iterator[str]:
        """Yield all the names."""
        yield from self.cells.values()
        yield from self.parts.values()


def inputs_of(question: Question, row: str = "") -> Inputs:
    """Name the inputs of a question in a row; without a row, a question with rows only has its evidence."""
    bare = question.has_rows and not row
    cells = () if bare or not question.kind.asks or isinstance(question.kind, Entries) else cells_of(question)
    parts: tuple[str, ...] = ()
    if not bare:
        parts = ("missing",) if question.missing else ()
        if isinstance(question.kind, Number) and question.kind.is_money:
            parts = (*parts, "currency")
    if not row:
        parts = (*parts, *question.evidence)
    return _inputs(question.id, row, cells, parts)


@lru_cache(maxsize=8192)
def _inputs(question: str, row: str, cells: tuple[str, ...], parts: tuple[str, ...]) -> Inputs:
    return Inputs(
        {cell: field_name(question, row, cell) for cell in cells},
        {part: field_name(question, row, part=part) for part in parts},
    )


def rows_in(question: Question, replies: Replies) -> Iterator[str]:
    """Yield the rows in which a question can have a reply, including the row of its evidence."""
    if question.has_rows and question.evidence:
        yield ""
    for row in rows_of(question, replies):
        yield row.code


def read(
    question: Question, row: str, sheet: FormInputs, place: ReaderLocale, questionnaire: Questionnaire
) -> Reply | None:
    """Read the inputs of a question in a row; None if they are blank."""
    inputs = inputs_of(question, row)
    cells: dict[str, object] = {}
    unread: dict[str, Unread] = {}
    for cell, name in inputs.cells.items():
        typed = sheet.get(name)
        if typed:
            _understand(cell, typed, question.kind.parse(typed, place), cells, unread)
    given = {part: sheet[name] for part, name in inputs.parts.items() if name in sheet}
    if not (cells or unread or given):
        return None
    return Reply(question.id, row, cells, unread=unread, **_parts(given, unread, questionnaire))  # type: ignore[arg-type]


def _understand(
    cell: str, typed: tuple[str, ...], parsed: Parsed, cells: dict[str, object], unread: dict[str, Unread]
) -> None:
    if parsed.complaint is not None:
        unread[cell] = Unread(typed, parsed)
    elif parsed.value is not None:
        cells[cell] = parsed.value


def _parts(
    given: Mapping[str, Sequence[str]], unread: dict[str, Unread], questionnaire: Questionnaire
) -> dict[str, object]:
    found: dict[str, object] = {part: given[part][0].strip() for part in TEXT_PARTS if part in given}
    if "missing" in given:
        found["missing"] = given["missing"][0]
    if "currency" in given:
        _understand_currency(given["currency"], found, unread)
    if "reported_to" in given:
        chosen = set(given["reported_to"])
        found["reported_to"] = tuple(
            recipient.code for recipient in questionnaire.reported_to if recipient.code in chosen
        )
    if "reference_year" in given:
        _understand_year(given["reference_year"], found, unread)
    return found


def _understand_currency(typed: Sequence[str], found: dict[str, object], unread: dict[str, Unread]) -> None:
    """Read a currency: what is none stays as typed, and is a problem."""
    if is_currency(typed[0]):
        found["currency"] = typed[0]
    else:
        unread["currency"] = Unread(tuple(typed), Parsed(complaint=NO_CURRENCY))


def _understand_year(typed: Sequence[str], found: dict[str, object], unread: dict[str, Unread]) -> None:
    year = ascii_digits(typed[0])
    if year.isdecimal() and len(year) == 4:
        found["reference_year"] = int(year)
    elif year:
        complaint = say("field/year-unread", "Write the year with four digits, for example 2020.")
        unread["reference_year"] = Unread(tuple(typed), Parsed(complaint=complaint))


def write(question: Question, reply: Reply, place: ReaderLocale) -> FormInputs:
    """Write a reply into the inputs of its question, in a locale's notation; unread values stay as typed."""
    inputs = inputs_of(question, reply.row)
    sheet = FormInputs()
    for cell, value in reply.cells.items():
        if cell in inputs.cells:
            sheet[inputs.cells[cell]] = question.kind.typed(value, place)
    for cell, unread in reply.unread.items():
        name = inputs.cells.get(cell) or inputs.parts.get(cell)
        if name:
            sheet[name] = still_unread(question, unread, place)
    for part, name in inputs.parts.items():
        value = getattr(reply, part)
        if value:
            sheet[name] = value if isinstance(value, tuple) else (str(value),)
    return sheet


def still_unread(question: Question, unread: Unread, place: ReaderLocale) -> tuple[str, ...]:
    """Return the values that were not understood, as typed.

    A value with two readings may have only one in this locale (after a switch of language). Then both are
    written instead, so that the choice between them is never made silently.
    """
    readings = unread.parsed.readings
    if not readings or question.kind.parse(unread.typed, place).readings == readings:
        return unread.typed
    return (EITHER.join(question.kind.typed(reading, place)[0] for reading in readings),)


def kept(values: Iterable[str]) -> tuple[str, ...]:
    """Return the values of one input without the blank ones, however long."""
    return tuple(value for value in values if value and not value.isspace())


def next_entry(entries: Sequence[str]) -> str:
    """Return an id for one more entry of a list, which no numbered entry has had."""
    numbers = [int(entry[1:]) for entry in entries if entry.startswith("e") and entry[1:].isdecimal()]
    return f"e{max(numbers, default=0) + 1}"
