"""The place in a questionnaire that a page of figures shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from survey.figures import Area
    from survey.questionnaire.model import Question


@dataclass(frozen=True, slots=True)
class FigureChoice:
    """A question, one of its rows and cells, and the part of the world that is shown."""

    question: Question
    row: str
    cell: str
    region: Area
