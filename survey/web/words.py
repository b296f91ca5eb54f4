"""The interface's own words around every question, said once a language instead of once an input.

Knows sentences only.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from survey.messages import say

if TYPE_CHECKING:
    from survey.web.visit import Visit

REASONS = {
    "not_available": say("missing/not-available", "The figure is not available"),
    "not_applicable": say("missing/not-applicable", "It does not apply here"),
    "included_elsewhere": say("missing/included-elsewhere", "It is included in another figure"),
    "confidential": say("missing/confidential", "It is confidential"),
}
WORDS = {
    "required": say("field/required", "required"),
    "error": say("field/error", "Error:"),
    "help": say("field/help", "What is this?"),
    "no_figure": say("field/no-figure", "No figure? Say why"),
    "no_answer": say("field/no-answer", "No answer? Say why"),
    "currency": say("field/currency", "Currency"),
    "choose": say("field/choose", "Choose"),
    "answer": say("field/answer", "Answer"),
    "counted_in": say("field/counted-in", "Counted in: {unit}", unit="{unit}"),
    "evidence": say("field/evidence", "Source, year and where it was reported"),
    "reference_year": say("field/reference-year", "Reference year"),
    "year_hint": say("field/reference-year-hint", "The year that the figure describes, for example 2020."),
    "source": say("field/source", "Source"),
    "link": say("field/link", "Web address of the source"),
    "reported_to": say("field/reported-to", "Already reported in"),
    "comment": say("field/comment", "Comment"),
    "remove": say("field/remove-entry", "Remove"),
    "read_as": say("field/read-as", "read as {value}", value="{value}"),
    "words": say("field/words", "Words: {count} of {most}", count="{count}", most="{most}"),
    "too_many_words": say("field/too-many-words", "That is more than asked for; shorter is easier to read."),
    "calculated": say("field/calculated", "Worked out from the answers above"),
    "not_yet": say("field/not-yet-calculated", "Nothing yet"),
    "choose_reading": say("field/choose-reading", "Which one do you mean?"),
}


def words(visit: Visit) -> SimpleNamespace:
    """The words in the language of a visit; the library keeps them."""
    known: dict[str, SimpleNamespace] = visit.library.words
    if visit.language.code not in known:
        known[visit.language.code] = SimpleNamespace(
            **{name: visit.say(message) for name, message in WORDS.items()},
            reasons={code: visit.say(message) for code, message in REASONS.items()},
        )
    return known[visit.language.code]
