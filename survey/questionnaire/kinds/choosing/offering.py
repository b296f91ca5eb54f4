"""What kinds that offer codes to choose from have in common: labels, and how they come from the file."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from survey.messages import say
from survey.questionnaire.declarations import SOURCE_TEXT, Option
from survey.questionnaire.kinds.base import Draft, Kind, Parsed, Speak
from survey.questionnaire.kinds.options import Labelled, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from survey.messages import Message, Text


class Offering(Kind):
    """A kind with choices, of which people choose one or several."""

    typed_by_hand: ClassVar[bool] = False

    @property
    @abstractmethod
    def offered(self) -> tuple[Option, ...]:
        """The choices, in the file's order."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Their codes."""
        return tuple(option.code for option in self.offered)

    def said(self, code: str, speak: Speak) -> str:
        """Say a choice by its label, or by its code when it is no longer offered."""
        return next((speak(option.label) for option in self.offered if option.code == code), code)

    def labels(self) -> dict[str, str]:
        """The English labels by code."""
        return {option.code: option.label.english for option in self.offered}


def single_code(codes: tuple[str, ...], typed: Sequence[str]) -> Parsed:
    """Understand the code of a single choice."""
    ticked = set(chosen(typed))
    if not ticked:
        return Parsed()
    if len(ticked) > 1:
        return Parsed(complaint=say("choice/one", "Choose one answer only."))
    code = ticked.pop()
    return Parsed(code) if code in codes else Parsed(complaint=not_offered())


def chosen(typed: Sequence[str]) -> list[str]:
    """The codes ticked, without blanks around them."""
    return [code for text in typed if (code := text.strip())]


def not_offered() -> Message:
    """Complain of a code that is not among the choices."""
    return say(
        "choice/not-offered",
        "Choose one of the answers shown here; this answer is not, or no longer, one of them.",
    )


def offered_by(draft: Draft) -> tuple[tuple[Option, ...], str]:
    """The choices that a question offers, and the name of the shared list they come from, if any."""
    wanted: str | dict[str, Labelled] | None = draft.options.get("choices")
    if wanted is None:
        draft.complain(
            "choices", "there is nothing to choose from; write 'choices', a list's name or codes with labels"
        )
        return (), ""
    if isinstance(wanted, str):
        if wanted not in draft.choices:
            draft.complain("choices", unknown("list of choices", wanted, draft.choices))
            return (), ""
        return draft.choices[wanted], wanted
    return tuple(_option(draft, code, labelled) for code, labelled in wanted.items()), ""


def own_texts(options: tuple[Option, ...]) -> Iterator[tuple[str, Text]]:
    """List the labels and hints of a question's own choices, each with the part that translators know."""
    for option in options:
        yield f"choices/{option.code}", option.label
        if option.hint:
            yield f"choices/{option.code}/hint", option.hint


def _option(draft: Draft, code: str, labelled: Labelled) -> Option:
    hint = draft.text(f"choices/{code}/hint", labelled.hint) if labelled.hint else SOURCE_TEXT
    return Option(code, draft.text(f"choices/{code}", labelled.label), hint)
