"""What the keys of a kind may hold in a questionnaire file, and what to say where they hold something else.

Every scalar of the file arrives as text. A sentence without a quoted word is preceded by the key's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from marshmallow import ValidationError, fields

from survey.questionnaire.mistakes import did_you_mean

_WHOLE = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_TRUTH = {"yes": True, "true": True, "no": False, "false": False}


class Labelled(NamedTuple):
    """The label of a code, and the hint below it."""

    label: str
    hint: str = ""


class Given(fields.Field[Any]):
    """A key of a question, read by a function that says in a sentence what it wants instead."""

    def __init__(self, read: Callable[[object], object], **options: Any) -> None:
        super().__init__(**options, error_messages={"null": "is empty; write a value behind the colon"})
        self.read = read

    def _deserialize(self, value: object, attr: str | None, data: object, **options: object) -> object:
        try:
            return self.read(value)
        except ValueError as error:
            raise ValidationError(str(error)) from None


def whole(value: object) -> int:
    """Read a whole number."""
    if not _WHOLE.fullmatch(text := _scalar(value)):
        raise ValueError("must be a whole number such as 500, written with digits only")
    return int(text)


def decimal(value: object) -> float:
    """Read a number."""
    if not _NUMBER.fullmatch(text := _scalar(value)):
        raise ValueError("must be a number such as 12.5, with a point and without spaces")
    return float(text)


def yes_or_no(value: object) -> bool:
    """Read yes or no."""
    if (text := _scalar(value).lower()) not in _TRUTH:
        raise ValueError("must be yes or no")
    return _TRUTH[text]


def day(value: object) -> date:
    """Read a date as ISO 8601 writes it."""
    try:
        return date.fromisoformat(_scalar(value)[:10] if isinstance(value, date) else _dashed(_scalar(value)))
    except ValueError:
        raise ValueError("must be a date such as 2020-12-31") from None


def words(value: object) -> str:
    """Read a text."""
    if not (text := _scalar(value)):
        raise ValueError("must be a text")
    return text


def names(value: object) -> tuple[str, ...]:
    """Read a list of names; a single name needs no brackets."""
    found = tuple(map(_scalar, value)) if isinstance(value, list) else (_scalar(value),)
    if not found or not all(found):
        raise ValueError("must be a list of names in brackets, such as [one, two]")
    return found


def part_and_whole(value: object) -> tuple[str, str]:
    """Read the two questions that a percentage is the rate of: its part and its whole."""
    if not isinstance(value, Mapping) or set(value) != {"part", "whole"}:
        raise ValueError("must name two questions, as {part: id, whole: id}")
    part, of_whole = _scalar(value["part"]), _scalar(value["whole"])
    if not part or not of_whole:
        raise ValueError("must name two questions, as {part: id, whole: id}")
    return part, of_whole


def list_or_labels(value: object) -> str | dict[str, Labelled]:
    """Read choices: the name of a list that the questionnaire declares, or codes with their labels."""
    if not isinstance(value, Mapping):
        if not (name := _scalar(value)):
            raise ValueError("must be the name of a list under 'choices', or codes with labels: {yes: Yes}")
        return name
    if not value:
        raise ValueError("offers nothing; write at least one code with its label")
    return {_code(code): _labelled(str(code), labelled) for code, labelled in value.items()}


def unknown(what: str, word: str, known: Collection[str]) -> str:
    """Say that a word is not declared, and what was probably meant."""
    cure = did_you_mean(word, known)
    if not cure:
        cure = f"; there are: {', '.join(known)}" if known else "; the questionnaire declares none"
    return f"unknown {what} '{word}'{cure}"


def _scalar(value: object) -> str:
    """Return the text of a scalar; nothing for a list, a mapping or an empty value."""
    return str(value).strip() if isinstance(value, (str, int, float, date)) else ""


def _dashed(text: str) -> str:
    return text if len(text) == len("2020-12-31") and text.count("-") == 2 else ""


def _code(code: object) -> str:
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        raise ValueError(
            f"'{str(code)[:50]}' is not a code: letters, digits, '_' and '-', at most 40 characters, "
            "beginning with a letter or digit"
        )
    return code


def _labelled(code: str, value: object) -> Labelled:
    if not isinstance(value, Mapping):
        value = {"label": value}
    if extra := [key for key in value if key not in Labelled._fields]:
        raise ValueError(
            f"unknown key '{extra[0]}' for '{code}'{did_you_mean(str(extra[0]), Labelled._fields)}"
        )
    label, hint = _scalar(value.get("label")), _scalar(value.get("hint"))
    if not label:
        raise ValueError(f"'{code}' needs a label")
    return Labelled(label, hint)
