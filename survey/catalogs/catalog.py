"""Translations of a domain into a language, found by context and by the exact English they translate.

Knows only translations that may be shown: stale, fuzzy, broken and missing translations are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from survey.catalogs.checking import TranslationState, judge
from survey.catalogs.compiled import Row, read_compiled, write_compiled
from survey.catalogs.headers import plural_forms
from survey.catalogs.merging import EDITION, base
from survey.catalogs.placeholders import has_placeholders
from survey.catalogs.plurals import PluralRule, plural_rule
from survey.catalogs.po import CatalogMistake, PoFile, read_po
from survey.languages import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from survey.messages import Text

Key = tuple[str, str, str]

MOST_KEPT = 32
"""How many catalogs a process keeps: languages times domains, and those of the open rounds."""


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in another language: its forms, and the choice of a form for a number."""

    forms: tuple[str, ...]
    choose: Callable[[int], int]

    def form(self, count: int | None = None) -> str:
        """Return the wording for a number, or the only wording."""
        if count is None or len(self.forms) == 1:
            return self.forms[0]
        return self.forms[self.choose(count)]


@dataclass(frozen=True)
class Catalog:
    """A domain in a language; `plain` holds the texts without placeholders, ready to be shown."""

    domain: str
    language: str
    translations: Mapping[Key, Translation] = field(repr=False)
    plain: Mapping[Key, Said] = field(repr=False)

    def find(self, text: Text) -> Translation | None:
        """Return the translation of a text, if there is any for exactly this English."""
        return self.translations.get((text.context, text.english, text.plural))


@lru_cache(maxsize=MOST_KEPT)
def read_catalog(domain: str, language: str, po: bytes, compiled: bytes = b"") -> Catalog:
    """Make a catalog of a `.po` file's bytes; read the compiled bytes instead when they were made from these.

    Catalogs never change, so equal bytes are read once: rounds keep copies of the installation's catalogs.
    """
    quick = read_compiled(compiled, po) if compiled else None
    if quick is not None:
        header, rows = quick
        return _catalog(domain, language, rows, plural_rule(language, plural_forms(header)))
    file = read_po(po)
    rule = rule_of(file, language)
    return _catalog(domain, language, _showable(file, rule), rule)


def compile_catalog(language: str, po: bytes) -> bytes:
    """Write the translations of a `.po` file that may be shown as gettext's binary catalog."""
    file = read_po(po)
    return write_compiled(_showable(file, rule_of(file, language)), file.header, po)


def rule_of(file: PoFile, language: str) -> PluralRule:
    """Return the rule of plurals of a catalog."""
    try:
        return plural_rule(language, plural_forms(file.header))
    except ValueError as error:
        raise CatalogMistake(1, str(error)) from None


def _showable(file: PoFile, rule: PluralRule) -> list[Row]:
    return [
        (entry.context, entry.english, entry.plural, entry.forms)
        for entry in file.entries
        if not entry.obsolete and judge(entry, rule).state is TranslationState.COMPLETE
    ]


def _catalog(domain: str, language: str, rows: Iterable[Row], rule: PluralRule) -> Catalog:
    translations: dict[Key, Translation] = {}
    plain: dict[Key, Said] = {}
    # An older edition's own entry is for a single wording, so it wins over an entry of the bare context.
    for context, english, plural, forms in sorted(rows, key=lambda row: EDITION in row[0]):
        key = (base(context), english, plural)
        translations[key] = Translation(forms, rule.choose)
        if not plural and not has_placeholders(forms[0]):
            plain[key] = Said(forms[0], language)
    return Catalog(domain, language, translations, plain)
