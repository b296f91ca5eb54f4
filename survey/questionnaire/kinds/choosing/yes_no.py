"""Yes or no, and partly where a question offers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from survey.messages import say
from survey.questionnaire.declarations import Option
from survey.questionnaire.kinds.choosing.choosing_one import SingleChoice
from survey.questionnaire.kinds.options import Given, yes_or_no

if TYPE_CHECKING:
    from marshmallow.fields import Field

    from survey.questionnaire.kinds.base import Draft

YES = Option("yes", say("answer/yes", "Yes").text)
PARTLY = Option("partly", say("answer/partly", "Partly").text)
NO = Option("no", say("answer/no", "No").text)


@dataclass(frozen=True, slots=True)
class YesNo(SingleChoice):
    """Yes or no, or something between."""

    name: ClassVar[str] = "yes_no"
    options: ClassVar[dict[str, Field[Any]]] = {"partly": Given(yes_or_no)}

    partly: bool = False

    @classmethod
    def build(cls, draft: Draft) -> YesNo:
        """Build the kind from the options of its question."""
        return cls(partly=draft.options.get("partly", False))

    @property
    def choices(self) -> tuple[Option, ...]:
        """What can be answered, in the words of the interface."""
        return (YES, PARTLY, NO) if self.partly else (YES, NO)

    @property
    def offered(self) -> tuple[Option, ...]:
        """Its choices."""
        return self.choices
