"""Bringing a catalog up to date with the current texts, by context, never by similarity; nothing is lost.

Knows entries and texts, no files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from survey.catalogs.headers import completed_header
from survey.catalogs.placeholders import Parts, parts
from survey.catalogs.po import Entry, PoFile, source_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from survey.messages import Text

EDITION = "@"
Notes = Mapping[str, str]
"""Notes for translators, by context."""
NO_NOTES: Notes = MappingProxyType({})
SIGNS_ONLY = "No words: the values, in the order and with the signs and spaces of the language"


def base(context: str) -> str:
    """Return the context without the edition of an older wording (`cl.x/hint@2019`)."""
    return context.partition(EDITION)[0]


def template(texts: Iterable[Text], notes: Notes = NO_NOTES) -> PoFile:
    """Make the template of a domain: every text, untranslated."""
    return merged(PoFile("", ()), texts, "", 2, notes)


def merged(file: PoFile, texts: Iterable[Text], language: str, forms: int, notes: Notes = NO_NOTES) -> PoFile:
    """Bring a catalog up to date: new texts empty, changed texts stale, removed texts obsolete."""
    known = _Known(file.entries)
    found = [(text, known.entry_for(text)) for text in texts]
    current = [
        replace(_current(entry, text, forms), note=notes.get(text.context) or _signs_only(text))
        for text, entry in found
    ]
    claimed = {id(entry) for _, entry in found}
    living = {_worded(entry) for entry in current}
    gone = {
        (entry.context, _worded(entry)): replace(entry, obsolete=True)
        for entry in file.entries
        if id(entry) not in claimed and _worded(entry) not in living and (entry.translated or entry.comments)
    }
    obsolete = (gone[key] for key in sorted(gone))
    return PoFile(completed_header(file.header, language), (*current, *obsolete), file.comments)


def _signs_only(text: Text) -> str:
    """Return the note of a text that has placeholders and signs, but no word of its own."""
    words = "".join(piece for english in (text.english, text.plural) for piece, _ in _pieces(english))
    return "" if any(map(str.isalpha, words)) else SIGNS_ONLY


def _pieces(english: str) -> Parts:
    try:
        return parts(english)
    except ValueError:
        return ((english, ""),)


def _worded(entry: Entry) -> tuple[str, str, str, tuple[str, ...]]:
    return (base(entry.context), entry.english, entry.plural, entry.forms)


class _Known:
    """The entries of a catalog, found by context and English, then by context alone."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.exact: dict[tuple[str, str, str], Entry] = {}
        self.by_context: dict[str, Entry] = {}
        for entry in sorted(entries, key=lambda entry: entry.obsolete):
            self.by_context.setdefault(entry.context, entry)
            if entry.translated and not entry.fuzzy:
                self.exact.setdefault((base(entry.context), entry.english, entry.plural), entry)

    def entry_for(self, text: Text) -> Entry | None:
        """Return the entry with the same context and English (of any edition), else with the same context."""
        own = self.by_context.get(text.context)
        if own and (own.english, own.plural) == (text.english, text.plural):
            return own
        return self.exact.get((base(text.context), text.english, text.plural)) or own


def _current(entry: Entry | None, text: Text, forms: int) -> Entry:
    """Return the entry of a text for the current catalog."""
    fresh = Entry(text.context, text.english, text.plural, source=source_hash(text.english, text.plural))
    if entry is None or not entry.translated:
        empty = ("",) * forms if text.plural else ("",)
        return replace(fresh, forms=empty, comments=entry.comments if entry else ())
    fresh = replace(fresh, comments=entry.comments)
    if not _stale(entry, text):
        missing = forms - len(entry.forms) if text.plural else 0
        return replace(fresh, forms=(*entry.forms, *("",) * missing))
    earlier = (entry.english, entry.plural)
    if entry.fuzzy and entry.previous[0]:
        earlier = entry.previous
    unchanged = earlier == (text.english, text.plural)
    stale = replace(fresh, fuzzy=True, previous=("", "") if unchanged else earlier)
    return _with_forms(stale, entry, forms)


def _stale(entry: Entry, text: Text) -> bool:
    same = (entry.english, entry.plural) == (text.english, text.plural)
    remembered = entry.source in {"", source_hash(text.english, text.plural)}
    return entry.fuzzy or not (same and remembered)


def _with_forms(stale: Entry, entry: Entry, forms: int) -> Entry:
    """Carry a translation over where a text gained or lost its plural; unused forms become comments."""
    if bool(stale.plural) == bool(entry.plural):
        return replace(stale, forms=entry.forms)
    if stale.plural:
        return replace(stale, forms=(*entry.forms, *("",) * (forms - 1)))
    unused = tuple(f"earlier form: {form!r}" for form in entry.forms[:-1] if form)
    return replace(stale, forms=entry.forms[-1:], comments=(*entry.comments, *unused))
