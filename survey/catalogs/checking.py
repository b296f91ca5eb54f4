"""Whether a translation may be shown: complete, confirmed, made for exactly this English, placeholders kept.

Knows a single entry at a time, never where it is stored or who reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from survey.catalogs.placeholders import fault_of_forms
from survey.catalogs.po import Entry, source_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from survey.catalogs.plurals import PluralRule
    from survey.catalogs.po import PoFile
    from survey.messages import Text


class TranslationState(StrEnum):
    """The state of a translation; only complete translations are shown."""

    COMPLETE = "complete"
    MISSING = "missing"
    STALE = "stale"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class TranslationVerdict:
    """The state of a text's translation in a catalog, and why it is not shown."""

    context: str
    state: TranslationState
    reason: str = ""


def judge(entry: Entry, rule: PluralRule) -> TranslationVerdict:
    """Judge an entry by itself: whether its translation may be shown for the English in it."""
    state, reason = _worth(entry, rule)
    return TranslationVerdict(entry.context, state, reason)


def _worth(entry: Entry, rule: PluralRule) -> tuple[TranslationState, str]:
    if not entry.translated:
        return TranslationState.MISSING, ""
    if entry.fuzzy:
        return TranslationState.STALE, "marked as fuzzy: read it again, correct it, and take the mark away"
    if entry.source and entry.source != source_hash(entry.english, entry.plural):
        return (
            TranslationState.STALE,
            "its English was changed inside the catalog; run `survey translations update`",
        )
    if not all(entry.forms) or len(entry.forms) != (rule.forms if entry.plural else 1):
        return TranslationState.MISSING, "not every plural form is translated"
    wrong = _fault(entry, rule)
    return (TranslationState.BROKEN, wrong) if wrong else (TranslationState.COMPLETE, "")


def _fault(entry: Entry, rule: PluralRule) -> str:
    source = (entry.english, entry.plural) if entry.plural else (entry.english,)
    numbers = rule.numbers if entry.plural else (1,)
    try:
        wrong = fault_of_forms(source, entry.forms, numbers)
    except ValueError as error:
        return f"the English text itself is wrong: {error}"
    if wrong or not any("\n" in (text[0], text[-1]) for text in (*source, *entry.forms)):
        return wrong
    ends = {(text[0] == "\n", text[-1] == "\n") for text in (*source, *entry.forms)}
    return "begin and end with a line break exactly where the English does" * (len(ends) > 1)


def verdicts(file: PoFile, rule: PluralRule, texts: Iterable[Text]) -> Iterator[TranslationVerdict]:
    """Judge the catalog's translation of each current text."""
    entries = {entry.context: entry for entry in file.entries if not entry.obsolete}
    for text in texts:
        entry = entries.get(text.context)
        if entry is None or not entry.translated:
            yield TranslationVerdict(text.context, TranslationState.MISSING)
        elif (entry.english, entry.plural) != (text.english, text.plural):
            yield TranslationVerdict(text.context, TranslationState.STALE, "the English has changed since")
        else:
            yield judge(entry, rule)
