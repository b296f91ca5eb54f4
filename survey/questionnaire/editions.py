"""How a later edition may change an earlier edition: add, retire, reword; never change what an id means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from survey.questionnaire.kinds.calculated import Calculated
from survey.questionnaire.kinds.note import Note
from survey.questionnaire.mistakes import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from survey.questionnaire.model import Question, Questionnaire

SILENT = (Note, Calculated)
RETIRE = "keep it, or add it to 'retired' with the reason"
RENEW = "give the new question a new id, and add the old one to 'retired'"


def changed_ids(editions: Sequence[Questionnaire], files: Sequence[str]) -> tuple[Mistake, ...]:
    """Compare each edition with all earlier editions, oldest first."""
    found: list[Mistake] = []
    past = Past()
    for edition, file in zip(editions, files, strict=True):
        found.extend(Mistake(file, line, sentence) for line, sentence in past.broken_by(edition))
        past.add(edition)
    return tuple(found)


@dataclass
class Past:
    """Every id of earlier editions: its latest question, or the edition that retired it."""

    asked: dict[str, tuple[Question, str]] = field(default_factory=dict)
    retired: dict[str, str] = field(default_factory=dict)
    latest: Questionnaire | None = None

    def add(self, edition: Questionnaire) -> None:
        """Remember an edition."""
        self.asked.update(
            (question.id, (question, edition.edition)) for question in edition.questions.values()
        )
        self.retired.update(dict.fromkeys(edition.retired, edition.edition))
        self.latest = edition

    def broken_by(self, edition: Questionnaire) -> Iterator[tuple[int, str]]:
        """Say where an edition changes what an id means, asks a retired question, or drops a question."""
        for now in edition.questions.values():
            if now.id in self.retired:
                yield (
                    now.line,
                    f"question '{now.id}' was retired in edition {self.retired[now.id]}; take a new id",
                )
            elif now.id in self.asked:
                yield from _meaning(*self.asked[now.id], now)
        yield from self.dropped_by(edition)

    def dropped_by(self, edition: Questionnaire) -> Iterator[tuple[int, str]]:
        """Say which questions of the latest edition are gone without a reason."""
        for before in self.latest.questions.values() if self.latest else ():
            gone = before.id not in edition.questions and before.id not in edition.retired
            if gone and not before.inside and not isinstance(before.kind, SILENT):
                edition_before = self.asked[before.id][1]
                yield 1, f"question '{before.id}' of edition {edition_before} is gone; {RETIRE}"


def _meaning(before: Question, edition: str, now: Question) -> Iterator[tuple[int, str]]:
    was, is_now = _what(before), _what(now)
    if was != is_now:
        yield now.line, f"question '{now.id}' is {is_now}, but was {was} in edition {edition}; {RENEW}"


def _what(question: Question) -> str:
    """Say what an answer means: its kind, its unit, and whether each row has an answer."""
    unit = getattr(question.kind, "unit", None)
    counting = f" in {unit.code} ({unit.measure})" if unit is not None else ""
    rows = " with rows" if question.has_rows else ""
    return f"of kind {question.kind.name}{counting}{rows}"
