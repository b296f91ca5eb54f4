"""Words between questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from survey.questionnaire.kinds.silent import Silent

if TYPE_CHECKING:
    from marshmallow.fields import Field

    from survey.questionnaire.kinds.base import Draft


@dataclass(frozen=True, slots=True)
class Note(Silent):
    """Only a label: it is read, not answered."""

    name: ClassVar[str] = "note"
    options: ClassVar[dict[str, Field[Any]]] = {}
    asks: ClassVar[bool] = False

    @classmethod
    def build(cls, draft: Draft) -> Note:
        """Build the kind from the options of its question."""
        return cls()

    def describe(self) -> dict[str, object]:
        """Describe it for the API: there is no value."""
        return {"schema": {"type": "null"}}
