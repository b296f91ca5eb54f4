"""What a sample may say of a real country: nothing that could be held against it or be found to be false.

Whoever reads a sample may take it for the word of a government. So answers that state a fact of law or of
record are the favourable ones where every country of the samples may give them, and are left out elsewhere.
Of invented countries anything may be said, except that a convention is not ratified.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from survey.questionnaire.kinds.choosing.yes_no import YesNo
from survey.questionnaire.kinds.dates.date import Date
from survey.questionnaire.kinds.dates.year import Year
from survey.questionnaire.kinds.numbers.number import Number

if TYPE_CHECKING:
    from survey.questionnaire.kinds.choosing.choice import Choice
    from survey.questionnaire.model import Question
    from survey.samples.countries import SampleCountry

UNTOLD = ("about.reports", "followup.received", ".legislation.further", ".measurement.survey", ".target_date")
"""The ends of ids of what only the country itself can say, such as the reports that it made."""

UNTOLD_ROWS = frozenset({"C105", "P029", "palermo", "C143", "C181", "due_diligence", "bilateral", "other"})
"""Conventions and rules of law that not every country of the samples has."""

CONVENTIONS, ROADMAP, NEXT_STEPS = ".legislation.conventions", "impl.roadmap", "next_steps"

UNKIND = frozenset(
    {
        "no", "none", "not_started", "behind", "dropped", "achieved", "ended", "rarely", "once",
        "better", "same", "worse", "delayed", "paused",
    }
)  # fmt: skip
"""Choices that praise or blame."""


def is_untold(question: Question, row: str, country: SampleCountry) -> bool:
    """Tell whether a sample leaves a question of a real country without an answer and without a reason."""
    if country.is_invented:
        return False
    law = isinstance(question.kind, YesNo) and row in UNTOLD_ROWS
    undated = isinstance(question.kind, Date) and not question.missing
    return law or undated or question.id.endswith(UNTOLD)


def is_unavailable(question: Question, country: SampleCountry) -> bool:
    """Tell whether a sample says of a real country that a fact of record is not available."""
    kind = question.kind
    checkable = isinstance(kind, (Year, Date)) or (isinstance(kind, Number) and kind.unit.code == "age")
    return checkable and not country.is_invented and "not_available" in question.missing


def said(question: Question, country: SampleCountry, chance: Random) -> str:
    """Return “yes”, “partly” or “no” of a question that offers them."""
    kind = question.kind
    partly = "partly" if isinstance(kind, YesNo) and kind.partly else "yes"
    if question.id.endswith(CONVENTIONS) or (question.id == ROADMAP and country.has_roadmap):
        return "yes"
    if country.is_invented:
        return chance.choices(("yes", partly, "no"), (6, 2, 3))[0]
    return partly if question.id == ROADMAP or question.rows_from == NEXT_STEPS else "yes"


def chosen(kind: Choice, country: SampleCountry, chance: Random) -> str:
    """Return one of the choices; of a real country one that neither praises nor blames it."""
    offered = [option.code for option in kind.choices]
    fair = offered if country.is_invented else [code for code in offered if code not in UNKIND]
    return chance.choice(fair or offered)
