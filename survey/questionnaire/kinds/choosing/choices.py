"""Several choices at once, some of which may exclude all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from survey.languages import listed
from survey.messages import say
from survey.questionnaire.kinds.base import Parsed, Speak, SummaryValue
from survey.questionnaire.kinds.choosing.offering import Offering, chosen, not_offered, offered_by, own_texts
from survey.questionnaire.kinds.numbers.statistics import shares
from survey.questionnaire.kinds.options import Given, list_or_labels, names, unknown
from survey.questionnaire.values import Operand, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from marshmallow.fields import Field

    from survey.languages import ReaderLocale
    from survey.messages import Message, Text
    from survey.questionnaire.declarations import Option
    from survey.questionnaire.kinds.base import Draft


@dataclass(frozen=True, slots=True)
class Choices(Offering):
    """Any of its choices, kept as codes in the file's order."""

    name: ClassVar[str] = "choices"
    options: ClassVar[dict[str, Field[Any]]] = {"choices": Given(list_or_labels), "exclusive": Given(names)}

    choices: tuple[Option, ...]
    exclusive: tuple[str, ...] = ()
    shared: str = ""
    """The name of the shared list that the choices come from, if any."""

    @classmethod
    def build(cls, draft: Draft) -> Choices:
        """Build the kind from the options of its question."""
        choices, shared = offered_by(draft)
        codes = [option.code for option in choices]
        exclusive: tuple[str, ...] = draft.options.get("exclusive", ())
        if choices:
            for code in exclusive:
                if code not in codes:
                    draft.complain("exclusive", unknown("choice", code, codes))
        return cls(choices, tuple(code for code in codes if code in exclusive), shared)

    @property
    def offered(self) -> tuple[Option, ...]:
        """Its choices."""
        return self.choices

    def parse(self, typed: Sequence[str], place: ReaderLocale) -> Parsed:
        """Understand the codes ticked."""
        ticked = chosen(typed)
        if not ticked:
            return Parsed()
        if not set(ticked) <= set(self.codes):
            return Parsed(complaint=not_offered())
        return Parsed(tuple(code for code in self.codes if code in ticked))

    def check(self, value: Value) -> Iterator[Message]:
        """Complain of codes that are not offered, or not alone though they exclude all others."""
        codes = _codes(value)
        if not set(codes) <= set(self.codes):
            yield not_offered()
        alone = [option for option in self.choices if option.code in codes and option.code in self.exclusive]
        if alone and len(codes) > 1:
            yield say(
                "choices/exclusive",
                "“{choice}” cannot be chosen together with other answers. Keep only this answer, "
                "or remove it.",
                choice=alone[0].label,
            )

    def typed(self, value: Value, place: ReaderLocale) -> tuple[str, ...]:
        """Return a code for each box ticked."""
        return _codes(value)

    def read_back(self, value: Value, place: ReaderLocale, speak: Speak) -> str:
        """The labels as a list in words."""
        return listed([self.said(code, speak) for code in _codes(value)], place.locale)

    def describe(self) -> dict[str, object]:
        """Describe it for the API."""
        described: dict[str, object] = {
            "schema": {
                "type": "array",
                "items": {"type": "string", "enum": list(self.codes)},
                "uniqueItems": True,
                "minItems": 1,
            },
            "choices": self.labels(),
        }
        if self.exclusive:
            described["exclusive"] = list(self.exclusive)
        return described

    def columns(self) -> tuple[str, ...]:
        """A column for each code."""
        return self.codes

    def cells(self, value: Value) -> tuple[str | float | int | None, ...]:
        """1 below the codes chosen, 0 below the others."""
        codes = _codes(value)
        return tuple(int(code in codes) for code in self.codes)

    def operand(self, value: Value) -> Operand:
        """The codes."""
        return _codes(value)

    def summary(self, values: Sequence[Value]) -> tuple[SummaryValue, ...]:
        """Count per choice, and its share of those who answered; shares may come to more than 1 together."""
        return shares(self.codes, [_codes(value) for value in values])

    def texts(self) -> Iterator[tuple[str, Text]]:
        """The labels and hints of its own choices; a shared list's belong to the questionnaire."""
        return iter(()) if self.shared else own_texts(self.choices)


def _codes(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)
