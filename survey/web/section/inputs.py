"""What stands in the inputs of a form, by input name, and how it becomes replies and is written again.

Knows notation and names; neither requests nor pages, nor which answers are right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from survey.answers.names import field_name
from survey.answers.replies import Reply, Unread
from survey.answers.rows import rows_of
from survey.messages import say
from survey.questionnaire.kinds.base import Parsed
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.numbers.number import EITHER, Number
from survey.questionnaire.numbers import ascii_digits
from survey.web.section.grid import cells_of

if TYPE_CHECKING:
    from survey.answers.replies import Replies
    from survey.languages import ReaderLocale
    from survey.questionnaire.model import Question, Questionnaire

TEXT_PARTS = ("source", "link", "comment")


class FormInputs(dict[str, tuple[str, ...]]):
    """What stands in each input that is not blank, by its name."""

    def getlist(self, name: str) -> list[str]:
        """Everything in one input (the word that WTForms asks with)."""
        return list(self.get(name, ()))

    def first(self, name: str) -> str:
        """The text of an input, or nothing."""
        found = self.get(name)
        return found[0] if found else ""


class Inputs(NamedTuple):
    """The names of the inputs of one question in one row: by cell, and by part of the answer."""

    cells: Mapping[str, str]
    parts: Mapping[str, str]

    def names(self) -> Iterator[str]:
        """All the names."""
        yield from self.cells.values()
        yield from self.parts.values()


def inputs_of(question: Question, row: str = "") -> Inputs:
    """Name the inputs of a question in a row; without one, a question with rows has its evidence only."""
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
    """The rows in which something of a question can stand, that of its evidence included."""
    if question.has_rows and question.evidence:
        yield ""
    for row in rows_of(question, replies):
        yield row.code


def read(
    question: Question, row: str, sheet: FormInputs, place: ReaderLocale, questionnaire: Questionnaire
) -> Reply | None:
    """Understand what stands in the inputs of a question in a row; None where nothing does."""
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
    found.update({part: given[part][0] for part in ("missing", "currency") if part in given})
    if "reported_to" in given:
        chosen = set(given["reported_to"])
        found["reported_to"] = tuple(
            recipient.code for recipient in questionnaire.reported_to if recipient.code in chosen
        )
    if "reference_year" in given:
        year = ascii_digits(given["reference_year"][0])
        if year.isdecimal() and len(year) == 4:
            found["reference_year"] = int(year)
        elif year:
            parsed = Parsed(
                complaint=say("field/year-unread", "Write the year with four digits, for example 2020.")
            )
            unread["reference_year"] = Unread(tuple(given["reference_year"]), parsed)
    return found


def write(question: Question, reply: Reply, place: ReaderLocale) -> FormInputs:
    """Write a reply into the inputs of its question, in the notation of a place; what was unread as typed."""
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
    """What was typed and not understood, as it was typed.

    Where it had two readings and would have one in this place (after the language was switched), both are
    written instead: what was asked about is never decided in silence.
    """
    readings = unread.parsed.readings
    if not readings or question.kind.parse(unread.typed, place).readings == readings:
        return unread.typed
    return (EITHER.join(question.kind.typed(reading, place)[0] for reading in readings),)


def kept(values: Iterable[str]) -> tuple[str, ...]:
    """What is kept of the values of one input: all of them but the blank ones, however long."""
    return tuple(value for value in values if value and not value.isspace())


def next_entry(entries: Sequence[str]) -> str:
    """An id for one more entry of a list, that no entry has had while they are numbered."""
    numbers = [int(entry[1:]) for entry in entries if entry.startswith("e") and entry[1:].isdecimal()]
    return f"e{max(numbers, default=0) + 1}"
