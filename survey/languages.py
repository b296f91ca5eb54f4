"""The languages of the interface, and how each of them writes dates in a given country.

A new language needs one row here and one folder of catalogs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_datetime, get_timezone_location, get_timezone_name
from babel.lists import format_list


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the interface: its code in addresses, its CLDR locale, and its name for itself."""

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
_I_SOUND = re.compile(r"\W*(i|hi(?![aeou]))")
TRANSLATED = tuple(code for code in LANGUAGES if code != SOURCE.code)


@dataclass(frozen=True, slots=True)
class ReaderLocale:
    """The locale of a reader: a language, and the alpha-2 code of the report's country, if any."""

    language: Language
    country: str = ""

    @property
    def locale(self) -> Locale:
        """The CLDR locale for numbers and dates (es in Mexico is es_MX)."""
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
    """Format a date in full (in French, the first of a month is an ordinal number)."""
    return _ordinal(day, place, format_date(day, "long", locale=place.locale))


def short_date(day: date, place: ReaderLocale) -> str:
    """Format a date with a short month, for tables."""
    return _ordinal(day, place, format_date(day, "medium", locale=place.locale))


def _ordinal(day: date, place: ReaderLocale, written: str) -> str:
    first_in_french = day.day == 1 and place.language.code == FRENCH.code
    return written.replace("1 ", "1er ", 1) if first_in_french else written


def with_percent_sign(number: str, locale: Locale) -> str:
    """Add the percent sign to a written number: 27% in English, 27 % with a narrow space in French."""
    pattern = locale.percent_formats[None]
    before, after = pattern.prefix[0], pattern.suffix[0]
    if locale.language == FRENCH.code:
        after = after.replace("\u00a0", "\u202f")
    return f"{before}{number}{after}"


def listed(words: Sequence[str], locale: Locale) -> str:
    """Join words as a list: in Spanish “e” stands for “y” before the sound of an i."""
    if len(words) < 2 or locale.language != SPANISH.code or not _I_SOUND.match(folded(words[-1])):
        return format_list(words, locale=locale)
    return f"{', '.join(words[:-1])} e {words[-1]}"


def time_of_day(at: datetime, place: ReaderLocale) -> str:
    """Format a time of day, in its own time zone."""
    return str(format_datetime(at, "HH:mm", tzinfo=at.tzinfo, locale=place.locale))


def zone_name(at: datetime, place: ReaderLocale) -> str:
    """Return the name of a time's zone on that day, or its city if CLDR has no name for the zone."""
    name: str = get_timezone_name(at, width="long", locale=place.locale)
    if not name.startswith(("GMT", "UTC")):
        return name
    return f"{get_timezone_location(at, locale=place.locale, return_city=True)}, {name}"


class Said(str):
    """A text together with its language, so that a page can mark the language."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, text: str, lang: str) -> Said:
        """Make a text with its language."""
        said = super().__new__(cls, text)
        said.lang = lang
        return said


def mirrored(english: str) -> str:
    """Return an English text in the right-to-left test language: a third longer, displayed reversed."""
    if not english:
        return ""
    if "\n\n" in english:
        return "\n\n".join(map(mirrored, english.split("\n\n")))
    padding = "·" * max(1, len(english) // 3)
    return f"\u202e{english}{padding}\u202c"


def folded(text: str) -> str:
    """Return a text for sorting and comparing, without case and accents: Éthiopie sorts among the Es."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
