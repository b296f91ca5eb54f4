"""The languages people read, and how each of them, in a given country, writes numbers.

A language more is one row here and one folder of catalogs.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_datetime, get_timezone_location, get_timezone_name


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the interface: its code in addresses, its CLDR locale, its own name."""

    code: str
    locale: str
    name: str
    direction: str = "ltr"


ENGLISH = Language("en", "en_001", "English")
FRENCH = Language("fr", "fr", "Français")
SPANISH = Language("es", "es", "Español")
MIRROR = Language("ar-XB", "en_001", "Mirror", "rtl")

SOURCE = ENGLISH
LANGUAGES = {language.code: language for language in (ENGLISH, FRENCH, SPANISH)}
TRANSLATED = tuple(code for code in LANGUAGES if code != SOURCE.code)


@dataclass(frozen=True, slots=True)
class ReaderLocale:
    """Where a person types and reads: a language, and the alpha-2 code of the report's country if any."""

    language: Language
    country: str = ""

    @property
    def locale(self) -> Locale:
        """The CLDR locale whose numbers and dates hold here (es in Mexico is es_MX)."""
        return _locale(self.language.locale, self.country)


@lru_cache(maxsize=1024)
def _locale(language: str, country: str) -> Locale:
    if country:
        try:
            return Locale.parse(f"{language.split('_')[0]}_{country}")
        except (UnknownLocaleError, ValueError):
            pass
    return Locale.parse(language)


def long_date(day: date, place: ReaderLocale) -> str:
    """Write a date in full as the reader's language does (in French the first of a month is an ordinal)."""
    return _ordinal(day, place, format_date(day, "long", locale=place.locale))


def short_date(day: date, place: ReaderLocale) -> str:
    """Write a date with its month shortened, for tables with many."""
    return _ordinal(day, place, format_date(day, "medium", locale=place.locale))


def _ordinal(day: date, place: ReaderLocale, written: str) -> str:
    first_in_french = day.day == 1 and place.language.code == FRENCH.code
    return written.replace("1 ", "1er ", 1) if first_in_french else written


def time_of_day(at: datetime, place: ReaderLocale) -> str:
    """Write a time of day, in the zone that it comes with."""
    return str(format_datetime(at, "HH:mm", tzinfo=at.tzinfo, locale=place.locale))


def zone_name(at: datetime, place: ReaderLocale) -> str:
    """Name the zone of a time, as it is called on that day; by its city where it has no name of its own."""
    name: str = get_timezone_name(at, width="long", locale=place.locale)
    if not name.startswith(("GMT", "UTC")):
        return name
    return f"{get_timezone_location(at, locale=place.locale, return_city=True)}, {name}"


class Said(str):
    """A text in a language: what a page shows, and the language to mark it with."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, text: str, lang: str) -> Said:
        """Say a text in a language."""
        said = super().__new__(cls, text)
        said.lang = lang
        return said


def mirrored(english: str) -> str:
    """Say an English text as a right-to-left tester's language: reversed letters order, a third longer."""
    if not english:
        return ""
    if "\n\n" in english:
        return "\n\n".join(map(mirrored, english.split("\n\n")))
    padding = "·" * max(1, len(english) // 3)
    return f"\u202e{english}{padding}\u202c"


def folded(text: str) -> str:
    """A text as it is sorted and compared: case and accents do not count, Éthiopie stands among the Es."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
