"""How a reply is stored in columns, in cells and in the JSON of its history, and is read back unchanged.

Knows values and columns, no query. The entry of a kind in `KEPT_AS` names the column of its values.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from survey.answers.replies import Reply, Unread
from survey.messages import Message, Text
from survey.questionnaire.kinds.base import Parsed
from survey.questionnaire.kinds.choosing.choice import Choice
from survey.questionnaire.kinds.choosing.choices import Choices
from survey.questionnaire.kinds.choosing.yes_no import YesNo
from survey.questionnaire.kinds.dates.date import Date
from survey.questionnaire.kinds.dates.year import Year
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.kinds.writing.narrative import Narrative
from survey.questionnaire.kinds.writing.text import ShortText
from survey.questionnaire.values import Value

CELL_COLUMNS = ("number", "code", "text")
_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")
"""Characters that cannot be stored: PostgreSQL refuses the zero byte, half a surrogate is no character."""


@dataclass(frozen=True, slots=True)
class KeptAs:
    """The column of a cell that holds a kind's values, and how they are written there and read back."""

    column: str
    write: Callable[[Any], float | str]
    read: Callable[[Any], Value]


def _codes(value: Sequence[str]) -> str:
    return " ".join(value)


def _split(code: str) -> tuple[str, ...]:
    return tuple(code.split())


# fmt: off
KEPT_AS: Mapping[str, KeptAs] = MappingProxyType({
    Number.name:    KeptAs("number", float, float),
    Year.name:      KeptAs("number", float, int),
    YesNo.name:     KeptAs("code", str, str),
    Choice.name:    KeptAs("code", str, str),
    Choices.name:   KeptAs("code", _codes, _split),
    Date.name:      KeptAs("code", date.isoformat, date.fromisoformat),
    ShortText.name:      KeptAs("text", str, str),
    Narrative.name: KeptAs("text", str, str),
})
# fmt: on
NOT_PLAIN = ("question", "row", "cells", "unread", "reported_to", "calculated")
PLAIN = tuple(part.name for part in fields(Reply) if part.name not in NOT_PLAIN)
"""The parts of a reply that are a column each, under the same name."""


def storable(reply: Reply) -> Reply:
    """Return the reply without characters that cannot be stored."""
    changed: dict[str, Any] = {
        part: _NOT_KEPT.sub("", value)
        for part in PLAIN
        if isinstance(value := getattr(reply, part), str) and _NOT_KEPT.search(value)
    }
    if any(isinstance(value, str) and _NOT_KEPT.search(value) for value in reply.cells.values()):
        changed["cells"] = {
            cell: _NOT_KEPT.sub("", value) if isinstance(value, str) else value
            for cell, value in reply.cells.items()
        }
    if any(_NOT_KEPT.search(text) for unread in reply.unread.values() for text in unread.typed):
        changed["unread"] = {
            cell: replace(unread, typed=tuple(_NOT_KEPT.sub("", text) for text in unread.typed))
            for cell, unread in reply.unread.items()
        }
    return replace(reply, **changed) if changed else reply


def fits(kind: str, value: Value) -> bool:
    """Tell whether a value is one that a kind's column can hold."""
    kept = KEPT_AS.get(kind)
    if kept is None or isinstance(value, bool):
        return False
    if kept.column == "number":
        return isinstance(value, (int, float)) and math.isfinite(value)
    if kind == Date.name:
        return isinstance(value, date)
    return isinstance(value, tuple) if kind == Choices.name else isinstance(value, str)


def columns(reply: Reply) -> dict[str, Any]:
    """Return the parts of a reply as the columns of its answer."""
    found = {part: getattr(reply, part) for part in PLAIN}
    return {**found, "reported_to": list(reply.reported_to), "unread": _unread_out(reply.unread)}


def cell_rows(reply: Reply, kind: str) -> list[dict[str, Any]]:
    """Return the values of a reply as the columns of its cells."""
    kept = KEPT_AS.get(kind)
    if kept is None:
        return []
    nothing = dict.fromkeys(CELL_COLUMNS)
    return [{"cell": cell, **nothing, kept.column: kept.write(value)} for cell, value in reply.cells.items()]


def content(reply: Reply, kind: str) -> dict[str, object]:
    """Return a reply as its history stores it: the parts that are not blank, values as in their column."""
    kept = KEPT_AS.get(kind)
    found = {part: value for part, value in columns(reply).items() if value}
    if kept is not None and reply.cells:
        found["cells"] = {cell: kept.write(value) for cell, value in reply.cells.items()}
    return found


def from_columns(question: str, row: str, kind: str, found: Mapping[Any, Any], cells: Iterable[Any]) -> Reply:
    """Return a reply from the columns of its answer and the (cell, number, code, text) of its cells."""
    kept = KEPT_AS.get(kind)
    if kept is None:
        return _reply(question, row, found, {})
    at = 1 + CELL_COLUMNS.index(kept.column)
    return _reply(question, row, found, {cell[0]: kept.read(cell[at]) for cell in cells})


def from_content(question: str, row: str, kind: str, found: Mapping[str, Any]) -> Reply:
    """Return the reply that its history stores."""
    kept = KEPT_AS.get(kind)
    if kept is None:
        return _reply(question, row, found, {})
    cells = {cell: kept.read(value) for cell, value in found.get("cells", {}).items()}
    return _reply(question, row, found, cells)


def _reply(question: str, row: str, found: Mapping[Any, Any], cells: Mapping[str, Value]) -> Reply:
    parts = {part: found[part] for part in PLAIN if part in found}
    if cells:
        parts["cells"] = cells
    if found.get("unread"):
        parts["unread"] = _unread_in(found["unread"])
    if found.get("reported_to"):
        parts["reported_to"] = tuple(found["reported_to"])
    return Reply(question, row, **parts)


def _unread_out(unread: Mapping[str, Unread]) -> dict[str, Any]:
    return {
        cell: {
            "typed": list(value.typed),
            "complaint": None if value.parsed.complaint is None else _said_out(value.parsed.complaint),
            "readings": list(value.parsed.readings),
        }
        for cell, value in unread.items()
    }


def _unread_in(found: Mapping[str, Any]) -> dict[str, Unread]:
    return {
        cell: Unread(
            tuple(value["typed"]),
            Parsed(
                complaint=None if value["complaint"] is None else _said_in(value["complaint"]),
                readings=tuple(value["readings"]),
            ),
        )
        for cell, value in found.items()
    }


def _said_out(message: Message) -> dict[str, Any]:
    """Return a complaint as it was made; reading the input again in another language may give another."""
    text = message.text
    return {
        "text": [text.context, text.english, text.plural],
        "values": {
            name: {"date": value.isoformat()} if isinstance(value, date) else value
            for name, value in message.values.items()
        },
        "count": message.count,
    }


def _said_in(found: Mapping[str, Any]) -> Message:
    values = {
        name: date.fromisoformat(value["date"]) if isinstance(value, dict) else value
        for name, value in found["values"].items()
    }
    return Message(Text(*found["text"]), values, found["count"])
