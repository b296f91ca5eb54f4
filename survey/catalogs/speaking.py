"""A speaker says texts to a reader: in the reader's language where there is a translation, else in English.

Knows the reader's language and place from its arguments; never a request, a user or a clock.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from survey.catalogs.placeholders import COUNT, filled, has_placeholders, is_wordless
from survey.languages import (
    MIRROR,
    SOURCE,
    Language,
    ReaderLocale,
    Said,
    listed,
    long_date,
    mirrored,
    with_percent_sign,
)
from survey.messages import NOTHING, Message, Percent, Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from babel import Locale

    from survey.catalogs.catalog import Translation
    from survey.catalogs.folder import Catalogs

INTERFACE = "interface"


class Speaker:
    """Says messages and texts in a language, digits as written in the reader's country.

    `fallbacks` collects the contexts that had to be said in English. Domains are searched in order.
    """

    def __init__(
        self,
        language: Language,
        place: ReaderLocale,
        catalogs: Catalogs,
        domains: Sequence[str] = (INTERFACE,),
        values: Mapping[str, object] = NOTHING,
    ) -> None:
        self.language = language
        self.place = place
        self.fallbacks: set[str] = set()
        self._all = catalogs
        self._domains = domains
        self._values = values
        found = (catalogs.find(domain, language.code) for domain in domains)
        self._catalogs = tuple(catalog for catalog in found if catalog)
        self._plain = tuple(catalog.plain for catalog in self._catalogs)
        self._translates = language not in {SOURCE, MIRROR}

    def with_values(self, **values: object) -> Speaker:
        """Return a speaker that also knows values for placeholders; both collect the same fallbacks."""
        known = {**self._values, **values}
        speaker = Speaker(self.language, self.place, self._all, self._domains, known)
        speaker.fallbacks = self.fallbacks
        return speaker

    def say(self, what: Message | Text, /, **values: object) -> Said:
        """Say a message or a text to the reader, its placeholders filled in."""
        if isinstance(what, Message):
            if what.count is not None:
                values = {COUNT: what.count, **values}
            return self._say(what.text, {**self._values, **what.values, **values})
        if not values:
            key = (what.context, what.english, what.plural)
            for plain in self._plain:
                said = plain.get(key)
                if said is not None:
                    return said
        return self._say(what, {**self._values, **values})

    def _say(self, text: Text, values: Mapping[str, object]) -> Said:
        translation = self._find(text)
        count = values.get(COUNT)
        number = count if isinstance(count, int) else None
        if translation is not None:
            words = translation.form(number)
            return Said(self._filled(words, values) if has_placeholders(words) else words, self.language.code)
        if self._translates and not text.plural and is_wordless(text.english):
            return Said(self._filled(text.english, values), self.language.code)
        if self._translates and text:
            self.fallbacks.add(text.context)
        many = text.plural and number is not None and number != 1
        words = text.plural if many else text.english
        if has_placeholders(words):
            words = self._english._filled(words, values)
        if self.language is MIRROR:
            return Said(mirrored(words), MIRROR.code)
        return Said(words, SOURCE.code)

    def _find(self, text: Text) -> Translation | None:
        for catalog in self._catalogs:
            translation = catalog.find(text)
            if translation is not None:
                return translation
        return None

    @cached_property
    def _english(self) -> Speaker:
        """The speaker inside an English sentence: English words, but the reader's digits."""
        if self.language is SOURCE:
            return self
        return Speaker(SOURCE, self.place, self._all, (), self._values)

    def _filled(self, words: str, values: Mapping[str, object]) -> str:
        return filled(words, values, self._written)

    def _written(self, value: object) -> str:
        """Write a value into a sentence of this language."""
        if isinstance(value, str):
            return value
        if isinstance(value, Message | Text):
            return self.say(value)
        if isinstance(value, date):
            return long_date(value, ReaderLocale(self.language, self.place.country))
        if isinstance(value, int | float | Decimal):
            return _number(value, self.place.locale)
        if isinstance(value, Percent):
            return with_percent_sign(_number(value.number, self.place.locale), self.place.locale)
        if isinstance(value, list | tuple):
            written = [self._written(part) for part in value]
            return listed(written, ReaderLocale(self.language, self.place.country).locale)
        return str(value)


@lru_cache(maxsize=4096, typed=True)
def _number(value: float | Decimal, locale: Locale) -> str:
    """Write a number with all its digits; kept, because sentences repeat the same few numbers."""
    return format_decimal(value, locale=locale, decimal_quantization=False)


def speaker_of(catalogs: Catalogs, language: Language, *domains: str, country: str = "") -> Speaker:
    """Make a speaker of some questionnaires and of the interface, for a reader in a country."""
    return Speaker(language, ReaderLocale(language, country), catalogs, (*domains, INTERFACE))
