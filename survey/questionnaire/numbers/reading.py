"""Numbers as people type and paste them: understood, or refused with a sentence; never guessed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from survey.messages import say
from survey.questionnaire.numbers.notation import Notation, notations

if TYPE_CHECKING:
    from babel import Locale

    from survey.messages import Message

MOST_DIGITS = 15
MOST_TYPED = 100
EXAMPLE = 1234.5

SAME_AS = {
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    "'": "\u2018\u2019\u02bc\uff07",
    "-": "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d",
    "+": "\ufe62\uff0b",
    "%": "\u066a\ufe6a\uff05",
    ".": "\uff0e",
    ",": "\u060c\uff0c",
    "": "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff",
}
"""What each sign also looks like; the last row, marks of direction and width, looks like nothing."""

ALWAYS_DECIMAL = "\u066b"
ALWAYS_GROUP = " '\u066c"
POINT = Notation(".", ",", "-", 3, 3, ord("0"))
COMMA = Notation(",", ".", "-", 3, 3, ord("0"))

_SHAPE = re.compile(r"([-+% ]*)([0-9.,' \u066b\u066c]*[0-9])([ %]*)")
_MILLIONS = re.compile(r"([1-9]\d{0,2}'\d{3}([.,])\d{3})(?:(?!\2)[.,\u066b](\d+))?", re.ASCII)
_SIGNS = frozenset({"", "-", "+", "%", "-%", "+%", "%-", "%+"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: a value, or a complaint; with two readings, both, for the person to choose."""

    value: float | None = None
    complaint: Message | None = None
    readings: tuple[float, ...] = ()


class _Plain(dict[int, str | None]):
    """A table for `str.translate` that learns digits of other scripts as it meets them."""

    def __missing__(self, code: int) -> str:
        digit = unicodedata.decimal(chr(code), None)
        if digit is None:
            raise LookupError
        return self.setdefault(code, str(digit)) or ""


_PLAIN = _Plain({code: chr(code) for code in range(128)})
_PLAIN.update({ord(like): sign or None for sign, likes in SAME_AS.items() for like in likes})


def ascii_digits(typed: str) -> str:
    """Write digits and signs of any script as ASCII has them, without marks of direction and outer blanks."""
    if not typed.isascii():
        # The two spaces of French and Spanish pages first: translating sign by sign takes longer.
        typed = typed.replace("\u202f", " ").replace("\u00a0", " ")
    return (typed if typed.isascii() else typed.translate(_PLAIN)).strip()


def read_number(typed: str, locale: Locale, *, percent: bool = False, whole: bool = False) -> Reading:
    """Understand a number typed in a locale.

    `percent` allows a percent sign; `whole` says that only whole numbers can be meant.
    """
    if len(typed) > MOST_TYPED:
        return Reading(complaint=_not_a_number())
    if typed.isdecimal() and len(typed) <= MOST_DIGITS:
        return Reading(float(typed))
    text = ascii_digits(typed)
    before, body = "", text
    if not (text[:1].isdigit() and text[-1:].isdigit()):
        if not (shape := _SHAPE.fullmatch(text)):
            return Reading(complaint=_complaint_of(text))
        before, body, after = shape.groups()
        if complaint := _complaint_of_signs(before, after, percent):
            return Reading(complaint=complaint)
    candidates = [body] if body.isdecimal() else _candidates(body, locale)
    return _choose(body, candidates, "-" in before, whole)


def _choose(body: str, candidates: list[str], negative: bool, whole: bool) -> Reading:
    """Answer with the only candidate left, or with all of them."""
    if not candidates:
        return Reading(complaint=_not_a_number())
    if len(body) > MOST_DIGITS and max(map(_significant, candidates)) > MOST_DIGITS:
        return Reading(complaint=_too_many_digits())
    if len(candidates) == 1:
        return Reading(_signed(candidates[0], negative))
    values = [_signed(digits, negative) for digits in candidates]
    if whole:
        values = [value for value in values if value.is_integer()] or values
    if len(values) == 1:
        return Reading(values[0])
    return Reading(complaint=two_readings(values[0], values[1]), readings=tuple(values))


def _signed(digits: str, negative: bool) -> float:
    value = float(digits)
    return -value if negative and value else value


def _candidates(body: str, locale: Locale) -> list[str]:
    """Everything that digits with separators can mean here: first by the locale, then by others.

    Three decimals may be thousands elsewhere if no sign of grouping is before them, or a sign that is foreign
    here (`1'234,567` is a million in Mexico); anything else that the locale reads is beyond doubt.
    """
    own, others, foreign = _patterns(locale)
    found: dict[str, None] = {}
    for pattern in own:
        if match := pattern.fullmatch(body):
            whole, group, fraction = match.group(1, 2, 3)
            own_reading = _joined(whole, group, fraction)
            if not fraction or len(fraction) != len("000") or (group and group != foreign):
                return [own_reading]
            found[own_reading] = None
    for pattern in others:
        if match := pattern.fullmatch(body):
            found[_joined(*match.group(1, 2, 3))] = None
    return list(found)


def _joined(whole: str, group: str | None, fraction: str | None) -> str:
    digits = whole.replace(group, "").replace("'", "") if group else whole
    return f"{digits}.{fraction}" if fraction else digits


def _significant(digits: str) -> int:
    kept = digits.rstrip("0") if "." in digits else digits
    return len(kept.replace(".", "").lstrip("0"))


@lru_cache(maxsize=2048)
def _patterns(locale: Locale) -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...], str]:
    """The shapes of numbers with separators of a locale, those of everybody else, and the foreign sign."""
    known = notations(locale)
    own = [_pattern(notation) for notation in known]
    others = [pattern for pattern in (_pattern(POINT), _pattern(COMMA), _MILLIONS) if pattern not in own]
    at_home = {ascii_digits(notation.group) for notation in known}
    return tuple(own), tuple(others), "" if "'" in at_home else "'"


@lru_cache(maxsize=256)
def _pattern(notation: Notation) -> re.Pattern[str]:
    """Write a notation as a pattern: whole digits, the grouping sign they use, decimals."""
    last, size = (notation.last_group, notation.other_groups) if notation.groups else (3, 3)
    signs = re.escape(ALWAYS_GROUP + ascii_digits(notation.group))
    grouped = rf"[1-9]\d{{0,{size - 1}}}([{signs}])(?:\d{{{size}}}\2)*\d{{{last}}}"
    return re.compile(rf"({grouped}|\d*)(?:[{re.escape(notation.decimal)}{ALWAYS_DECIMAL}](\d+))?", re.ASCII)


def _complaint_of_signs(before: str, after: str, percent: bool) -> Message | None:
    leading = before.replace(" ", "")
    trailing = after.replace(" ", "")
    if leading not in _SIGNS or len(trailing) > 1 or ("%" in leading and trailing):
        return _not_a_number()
    if "%" in leading + trailing and not percent:
        return say("number/percent", "Type only the number, without a percent sign.")
    return None


def _complaint_of(text: str) -> Message:
    if not text:
        return say("number/empty", "Type a number, for example {example}.", example=EXAMPLE)
    if not text.strip("-.\u2014\u2015"):
        return say(
            "number/dash",
            "Enter 0 for zero. If the number is unknown, leave this empty and choose a reason.",
        )
    return _not_a_number()


def _not_a_number() -> Message:
    return say(
        "number/not-a-number",
        "This is not a number. Type digits only, for example {example}.",
        example=EXAMPLE,
    )


def _too_many_digits() -> Message:
    return say(
        "number/too-many-digits",
        "This number has too many digits. Type at most {most} digits.",
        most=MOST_DIGITS,
    )


def two_readings(first: float, second: float) -> Message:
    """Ask which of two numbers is meant."""
    return say(
        "number/two-readings",
        "This can mean {first} or {second}. Choose the number you mean.",
        first=as_written(first),
        second=as_written(second),
    )


def as_written(value: float) -> float:
    """Give a whole number without the `.0` that no sentence wants."""
    return int(value) if value.is_integer() else value
