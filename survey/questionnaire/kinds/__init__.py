"""The kinds of question there are: one file each, one line each here."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from survey.questionnaire.kinds.calculated import Calculated
from survey.questionnaire.kinds.choice import Choice
from survey.questionnaire.kinds.choices import Choices
from survey.questionnaire.kinds.date import Date
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.narrative import Narrative
from survey.questionnaire.kinds.note import Note
from survey.questionnaire.kinds.number import Number
from survey.questionnaire.kinds.text import Text
from survey.questionnaire.kinds.year import Year
from survey.questionnaire.kinds.yes_no import YesNo

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
        Text.name: Text,
        Narrative.name: Narrative,
        Entries.name: Entries,
        Note.name: Note,
        Calculated.name: Calculated,
    }
)
