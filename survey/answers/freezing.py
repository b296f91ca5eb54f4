"""Freezing: writes the answers of a report as canonical bytes (a snapshot), and reads them back.

Equal answers give equal bytes. Knows relevance and JSON; not who submits, when, or where bytes are stored.

Format 1 is one JSON object in UTF-8, with keys in code point order, without spaces and blank values:
`format`, `form`, `edition`, `edition_sha256`, `reporter`, `region`, `year`, `today` and `modules` (from which
the relevance can be worked out again), `answers` (question, row, then the answer with its `kind`),
`entries` (the codes of each list, in order) and `rows` (the country's own rows, in order). Whole numbers
have no point.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from survey.answers.replies import Replies, Reply
from survey.answers.rows import rows_of
from survey.messages import Text
from survey.questionnaire.declarations import Option
from survey.questionnaire.kinds.choosing.choices import Choices
from survey.questionnaire.kinds.dates.date import Date
from survey.questionnaire.kinds.dates.year import Year
from survey.questionnaire.kinds.entries import Entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from survey.answers.relevance import Relevance
    from survey.questionnaire.model import Question
    from survey.questionnaire.values import Value

FORMAT = 1
PARTS = ("currency", "missing", "reference_year", "source", "link", "comment", "lang", "carried")
"""The parts of a reply that are written unchanged, unless they are blank."""

_READ: Mapping[str, Callable[[Any], Value]] = MappingProxyType(
    {Year.name: int, Date.name: date.fromisoformat, Choices.name: tuple}
)
"""How the values of a kind are read back; all other kinds have plain numbers or texts."""


class UnknownFormat(ValueError):
    """The bytes are not a snapshot, or have an unknown format."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a snapshot is of: form and edition (with its hash), reporter, region, round and day."""

    form: str
    edition: str
    edition_sha256: str
    reporter: str
    region: str
    year: int
    today: str
    modules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frozen:
    """A snapshot that was read: its head and its answers."""

    head: Head
    replies: Replies


def freeze(
    relevance: Relevance,
    *,
    edition_sha256: str,
    reporter: str,
    region: str,
    year: int,
) -> bytes:
    """Write the relevant answers as canonical bytes; all other answers are left out."""
    questionnaire = relevance.questionnaire
    asked = [question for question in questionnaire.questions.values() if relevance.includes_any(question)]
    content = {
        "format": FORMAT,
        "form": questionnaire.slug,
        "edition": questionnaire.edition,
        "edition_sha256": edition_sha256,
        "reporter": reporter,
        "region": region,
        "year": year,
        "today": relevance.today,
        "modules": sorted(relevance.modules),
        "answers": _answers(relevance, asked),
        "entries": _entries(relevance, asked),
        "rows": _rows(relevance, asked),
    }
    return _canonical(content)


def thaw(frozen: bytes) -> Replies:
    """Read the answers of a snapshot."""
    return read_frozen(frozen).replies


def read_frozen(frozen: bytes) -> Frozen:
    """Read the head and the answers of a snapshot."""
    try:
        content = json.loads(frozen)
    except ValueError as error:
        raise UnknownFormat("this is no snapshot: it is not JSON") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise UnknownFormat(f"a snapshot has the format {FORMAT}")
    return read_content(content)


def read_content(content: Mapping[str, Any]) -> Frozen:
    """Read a snapshot from its parsed JSON."""
    parts = {part: content[part] for part in Head.__slots__}
    head = Head(**{**parts, "modules": tuple(content["modules"])})
    by_place = {
        (question, row): _read_answer(question, row, answer)
        for question, rows in content["answers"].items()
        for row, answer in rows.items()
    }
    entries = {name: tuple(codes) for name, codes in content["entries"].items()}
    own = {
        name: tuple(Option(code, Text("", label)) for code, label in rows)
        for name, rows in content["rows"].items()
    }
    return Frozen(head, Replies(by_place, entries, own))


def sha256(frozen: bytes) -> str:
    """Return the hash of a snapshot, as printed on the receipt."""
    return hashlib.sha256(frozen).hexdigest()


def _canonical(content: Mapping[str, object]) -> bytes:
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return written.encode()


def _answers(relevance: Relevance, asked: list[Question]) -> dict[str, object]:
    found: dict[str, object] = {}
    for question in asked:
        rows = {
            row: answer
            for row in _places(relevance, question)
            if (answer := _answer(relevance, question, row))
        }
        if rows:
            found[question.id] = rows
    return found


def _places(relevance: Relevance, question: Question) -> Iterator[str]:
    """Yield the relevant rows of a question, and the blank row that holds the evidence of all rows."""
    if isinstance(question.kind, Entries):
        return
    if question.has_rows:
        yield ""
    yield from (
        row.code for row in rows_of(question, relevance.replies) if relevance.includes(question, row.code)
    )


def _answer(relevance: Relevance, question: Question, row: str) -> dict[str, object] | None:
    """Return an answer as JSON, or None if there is no answer. Unreadable input is no answer."""
    reply = relevance.replies.by_place.get((question.id, row))
    if reply is None:
        return None
    said: dict[str, object] = {part: value for part in PARTS if (value := getattr(reply, part))}
    if reply.reported_to:
        said["reported_to"] = list(reply.reported_to)
    if reply.cells:
        said["cells"] = {cell: _written(value) for cell, value in reply.cells.items()}
        said["kind"] = question.kind.name
    return said or None


def _written(value: Value) -> object:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _read_answer(question: str, row: str, answer: Mapping[str, Any]) -> Reply:
    parts: dict[str, Any] = {part: answer[part] for part in PARTS if part in answer}
    if "reported_to" in answer:
        parts["reported_to"] = tuple(answer["reported_to"])
    if "cells" in answer:
        read = _READ.get(answer["kind"], _number_or_text)
        parts["cells"] = {cell: read(value) for cell, value in answer["cells"].items()}
    return Reply(question, row, **parts)


def _number_or_text(value: str | float) -> str | float:
    return value if isinstance(value, str) else float(value)


def _entries(relevance: Relevance, asked: list[Question]) -> dict[str, list[str]]:
    entries = relevance.replies.entries
    return {
        question.id: list(entries[question.id])
        for question in asked
        if isinstance(question.kind, Entries) and entries.get(question.id)
    }


def _rows(relevance: Relevance, asked: list[Question]) -> dict[str, list[list[str]]]:
    own = relevance.replies.country_rows
    return {
        question.rows_from: [[row.code, row.label.english] for row in own[question.rows_from]]
        for question in asked
        if question.rows_from
    }
