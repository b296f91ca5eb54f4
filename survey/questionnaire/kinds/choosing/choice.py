"""A single choice out of several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from survey.questionnaire.kinds.choosing.choosing_one import SingleChoice
from survey.questionnaire.kinds.choosing.offering import offered_by, own_texts
from survey.questionnaire.kinds.options import Given, list_or_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marshmallow.fields import Field

    from survey.messages import Text
    from survey.questionnaire.declarations import Option
    from survey.questionnaire.kinds.base import Draft


@dataclass(frozen=True, slots=True)
class Choice(SingleChoice):
    """A single choice; the choices are the question's own or those of a shared list."""

    name: ClassVar[str] = "choice"
    options: ClassVar[dict[str, Field[Any]]] = {"choices": Given(list_or_labels)}

    choices: tuple[Option, ...]
    shared: str = ""
    """The name of the shared list that the choices come from, if any."""

    @classmethod
    def build(cls, draft: Draft) -> Choice:
        """Build the kind from the options of its question."""
        return cls(*offered_by(draft))

    @property
    def offered(self) -> tuple[Option, ...]:
        """Its choices."""
        return self.choices

    def texts(self) -> Iterator[tuple[str, Text]]:
        """The labels and hints of its own choices; a shared list's belong to the questionnaire."""
        return iter(()) if self.shared else own_texts(self.choices)
