"""Dates as people type them in their language: ISO 8601, digits in their order, or the month in words."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from babel import Locale

from survey.languages import folded
from survey.messages import Message, say
from survey.questionnaire.numbers import ascii_digits

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_TYPED = 80
EXAMPLE = date(2020, 5, 31)
MONTH_FIRST = frozenset({"US"})
"""Countries where people write the month before the day; all others write the day first."""

FILLERS = frozenset({"de", "del", "el", "of", "le", "the"})
_DIGITS = re.compile(r"([0-9]+)(?: ?([-./]) ?| )([0-9]+)(?: ?\2 ?|(?<=[0-9]) )([0-9]+)\.?")
_BETWEEN_WORDS = re.compile(r"[\s,./-]+")
_DAY = re.compile(r"([0-9]{1,2})(?:er|ro|re|o|st|nd|rd|th)?")
_YEAR = re.compile(r"[0-9]{4}")
SHORTEST_NAME = 3


def read_date(typed: str, locale: Locale) -> date | Message:
    """Understand a date, or say what to do."""
    if len(typed) > MOST_TYPED:
        return _not_a_date()
    text = ascii_digits(typed)
    if digits := _DIGITS.fullmatch(text):
        first, _, second, third = digits.groups()
        return _from_digits(first, second, third, locale)
    return _from_words(folded(text), locale)


def _from_digits(first: str, second: str, third: str, locale: Locale) -> date | Message:
    """Read a year of four digits, and day and month in the country's order or in the only possible order."""
    if len(first) == 4 and len(second) <= 2 and len(third) <= 2:
        return _day(first, second, third) or _no_such_day()
    if len(third) != 4:
        return _four_digits() if max(len(first), len(second), len(third)) <= 2 else _not_a_date()
    if max(len(first), len(second)) > 2:
        return _not_a_date()
    day, month = (second, first) if locale.territory in MONTH_FIRST else (first, second)
    return _day(third, month, day) or _day(third, day, month) or _no_such_day()


def _from_words(text: str, locale: Locale) -> date | Message:
    """A day, a month's name and a year, in whatever order."""
    names, fillers = _names(locale)
    words = [word for word in _BETWEEN_WORDS.split(text) if word and word not in fillers]
    days = [found.group(1) for word in words if (found := _DAY.fullmatch(word))]
    years = [word for word in words if _YEAR.fullmatch(word)]
    months = [month for word in words if (month := _month(word, names))]
    if len(months) != 1 or not days or len(days) + len(years) + 1 != len(words):
        return _not_a_date()
    if not years:
        return _four_digits()
    if len(days) + len(years) != 2:
        return _not_a_date()
    return _day(years[0], str(months[0]), days[0]) or _no_such_day()


def _month(word: str, names: Mapping[str, int]) -> int | None:
    """Return the month with this name, or the only month with names that begin so."""
    if word in names:
        return names[word]
    if len(word) < SHORTEST_NAME:
        return None
    meant = {month for name, month in names.items() if name.startswith(word)}
    return meant.pop() if len(meant) == 1 else None


@lru_cache(maxsize=512)
def _names(locale: Locale) -> tuple[Mapping[str, int], frozenset[str]]:
    """Return the names of months, and words around them that mean nothing."""
    known: dict[str, int] = {}
    days: set[str] = set()
    for source in (Locale(locale.language), locale):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                months = source.months[context][width]
                known.update((_name(name), month) for month, name in months.items())
            days.update(folded(name) for name in source.days[context]["wide"].values())
    return known, frozenset(chain(FILLERS, days - set(known)))


def _name(name: str) -> str:
    return folded(name).strip(".")


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _not_a_date() -> Message:
    return say(
        "date/not-a-date",
        "This is not a date. Write the day, the month and the year, for example {example}.",
        example=EXAMPLE,
    )


def _four_digits() -> Message:
    return say(
        "date/four-digits",
        "Write the year of the date with its four digits, for example {example}.",
        example=EXAMPLE,
    )


def _no_such_day() -> Message:
    return say("date/no-such-day", "This day is not in the calendar. Check the day and the month.")
