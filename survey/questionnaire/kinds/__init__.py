"""The kinds of question: a file for each kind, and a line for each kind here."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from survey.questionnaire.kinds.calculated import Calculated
from survey.questionnaire.kinds.choosing.choice import Choice
from survey.questionnaire.kinds.choosing.choices import Choices
from survey.questionnaire.kinds.choosing.yes_no import YesNo
from survey.questionnaire.kinds.dates.date import Date
from survey.questionnaire.kinds.dates.year import Year
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.note import Note
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.kinds.writing.narrative import Narrative
from survey.questionnaire.kinds.writing.text import ShortText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from survey.questionnaire.kinds.base import Kind

KINDS: Mapping[str, type[Kind]] = MappingProxyType(
    {
        Number.name: Number,
        YesNo.name: YesNo,
        Choice.name: Choice,
        Choices.name: Choices,
        Year.name: Year,
        Date.name: Date,
        ShortText.name: ShortText,
        Narrative.name: Narrative,
        Entries.name: Entries,
        Note.name: Note,
        Calculated.name: Calculated,
    }
)
