"""Whether a translation may be shown: complete, confirmed, made for this very English, its placeholders kept.

Knows one entry at a time, never where it is stored or who reads it.
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


class State(StrEnum):
    """What a translation is worth; only a complete one is shown."""

    COMPLETE = "complete"
    MISSING = "missing"
    STALE = "stale"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a text's translation is worth in one catalog, and why it is not shown."""

    context: str
    state: State
    reason: str = ""


def judge(entry: Entry, rule: PluralRule) -> Verdict:
    """Judge an entry by itself: whether its translation may be shown for the English it holds."""
    state, reason = _worth(entry, rule)
    return Verdict(entry.context, state, reason)


def _worth(entry: Entry, rule: PluralRule) -> tuple[State, str]:
    if not entry.translated:
        return State.MISSING, ""
    if entry.fuzzy:
        return State.STALE, "marked as fuzzy: read it again, correct it, and take the mark away"
    if entry.source and entry.source != source_hash(entry.english, entry.plural):
        return State.STALE, "its English was changed inside the catalog; run `survey translations update`"
    if not all(entry.forms) or len(entry.forms) != (rule.forms if entry.plural else 1):
        return State.MISSING, "not every plural form is translated"
    wrong = _fault(entry, rule)
    return (State.BROKEN, wrong) if wrong else (State.COMPLETE, "")


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


def verdicts(file: PoFile, rule: PluralRule, texts: Iterable[Text]) -> Iterator[Verdict]:
    """Judge what a catalog has for each of the current texts."""
    entries = {entry.context: entry for entry in file.entries if not entry.obsolete}
    for text in texts:
        entry = entries.get(text.context)
        if entry is None or not entry.translated:
            yield Verdict(text.context, State.MISSING)
        elif (entry.english, entry.plural) != (text.english, text.plural):
            yield Verdict(text.context, State.STALE, "the English has changed since")
        else:
            yield judge(entry, rule)
