"""The contract that every kind of question keeps: parse, check, show, describe, fill cells, summarise.

Kinds know values and wording, never pages, storage or the other answers of a report.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from survey.messages import Text
from survey.questionnaire.values import Operand, Value

if TYPE_CHECKING:
    from marshmallow.fields import Field

    from survey.languages import ReaderLocale
    from survey.messages import Message
    from survey.questionnaire.declarations import Breakdown, Option, Unit

Speak = Callable[[Text], str]


@dataclass(frozen=True, slots=True)
class Parsed:
    """The outcome of typed text: a value, nothing (blank), or a complaint, with readings to choose if any."""

    value: Value | None = None
    complaint: Message | None = None
    readings: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryValue:
    """A number over the answers of an area; `name` says which (`sum`, `median`, `share:yes` ...)."""

    name: str
    value: float
    answers: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What a kind is built from: the question's id, its loaded options, and what the questionnaire declares.

    `complain(key, sentence)` reports a mistake at one of the question's keys; building goes on.
    """

    question: str
    options: Mapping[str, Any]
    units: Mapping[str, Unit]
    breakdowns: Mapping[str, Breakdown]
    choices: Mapping[str, tuple[Option, ...]]
    complain: Callable[[str, str], None]

    def text(self, part: str, english: str) -> Text:
        """Make a text that translators know as `<question>/<part>`."""
        return Text(f"{self.question}/{part}", english)


def box(typed: Sequence[str]) -> str:
    """Return the text of an input with a single box: the first text that is not blank, or nothing."""
    return next((text for text in typed if text.strip()), "")


def number_of(value: Value) -> float:
    """Return a number as a double; refuse any other value."""
    if isinstance(value, (int, float)):
        return float(value)
    raise TypeError(f"not a number: {value!r}")


class Kind(ABC):
    """A kind of question, with the options of its question."""

    name: ClassVar[str]
    """The word for it in a questionnaire file."""

    options: ClassVar[dict[str, Field[Any]]]
    """The keys it adds to a question in the file, as marshmallow fields."""

    asks: ClassVar[bool] = True
    """Whether a person answers it (a note and a calculation are not answered)."""

    typed_by_hand: ClassVar[bool] = True
    """Whether its input is a box of text (rather than boxes to tick or choose from)."""

    @classmethod
    @abstractmethod
    def build(cls, draft: Draft) -> Kind:
        """Make the kind from its question's options, complaining of every mistake in them."""

    @abstractmethod
    def parse(self, typed: Sequence[str], place: ReaderLocale) -> Parsed:
        """Understand what a person typed or ticked, in their language and country."""

    @abstractmethod
    def check(self, value: Value) -> Iterator[Message]:
        """Say what is wrong with a value, as far as its kind alone can tell."""

    @abstractmethod
    def typed(self, value: Value, place: ReaderLocale) -> tuple[str, ...]:
        """Write a value as its input holds it: what `parse` reads back as the same value."""

    @abstractmethod
    def read_back(self, value: Value, place: ReaderLocale, speak: Speak) -> str:
        """Write a value for a reader (`14`, `Yes`, `3 May 2020`); `speak` says a text in their language."""

    @abstractmethod
    def describe(self) -> dict[str, object]:
        """Describe it for the API: the JSON Schema of its value and the options that matter."""

    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """Name the columns of a sheet that an answer fills (`("",)` for a single column)."""

    @abstractmethod
    def cells(self, value: Value) -> tuple[str | float | int | None, ...]:
        """Fill those columns with codes and plain values, in the same order."""

    @abstractmethod
    def operand(self, value: Value) -> Operand:
        """Give the value as conditions see it (dates as ISO text, years and numbers as doubles)."""

    @abstractmethod
    def summary(self, values: Sequence[Value]) -> tuple[SummaryValue, ...]:
        """Summarise the values of an area: only figures that make sense for this kind."""

    def texts(self) -> Iterator[tuple[str, Text]]:
        """Yield the kind's own texts for translators, each with the part that names it."""
        return iter(())
