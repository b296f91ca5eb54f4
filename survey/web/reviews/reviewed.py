"""Annual reviews and decisions in words, marked if they are in another language than the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app

from survey.languages import LANGUAGES
from survey.messages import Message, say
from survey.web.request.moments import written_at
from survey.web.request.visit import language_mark, visit
from survey.workflow.reviews import HoldRule

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from survey.storage.reviews.reviews import Reviewed, StatusDecided

DECIDED: Mapping[str, Message] = {
    "hold": say("decided/hold", "{name} put the status on hold"),
    "keep": say("decided/keep", "{name} kept the status as it is"),
    "lift": say("decided/lift", "{name} lifted the hold"),
}


@dataclass(frozen=True, slots=True)
class ShownReview:
    """A review on a page; `lang` marks its text if its language differs from the page's."""

    substantial: bool
    justified: bool | None
    justification: str
    observations: str
    who: str
    at: Message
    lang: str
    language: str
    corrected: int = 0
    """The number of corrections."""


@dataclass(frozen=True, slots=True)
class ShownDecision:
    """A decision about a country's status on a page."""

    said: Message
    at: Message
    reason: str
    lang: str


def shown_review(found: Reviewed, zone: ZoneInfo) -> ShownReview:
    """Return a review in words."""
    row, lang = found.row, language_mark(found.row.lang)
    return ShownReview(
        row.substantial,
        row.justified,
        row.justification,
        row.observations,
        found.name,
        written_at(visit(), row.made_at, zone),
        lang,
        LANGUAGES[lang].name if lang in LANGUAGES else lang,
        row.number - 1,
    )


def shown_decision(found: StatusDecided, zone: ZoneInfo) -> ShownDecision:
    """Return a decision in words."""
    said = Message(DECIDED[found.row.decision].text, {"name": found.name})
    at = written_at(visit(), found.row.decided_at, zone)
    return ShownDecision(said, at, found.row.reason, language_mark(found.row.lang))


def hold_rule() -> HoldRule:
    """Return the rule by which this installation considers a hold."""
    found: HoldRule = current_app.extensions["survey-hold-rule"]
    return found
