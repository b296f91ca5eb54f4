"""Gathered: the texts of open answers with whose they are, and a search that ignores accents and case.

Texts are answers: they are gathered for those who may read them, and nobody else (`entitled`). For a search
over many rounds the same folded text can be kept beside each text and asked with LIKE; what is found is the
same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from survey.questionnaire.kinds.writing.narrative import Narrative
from survey.questionnaire.kinds.writing.text import ShortText
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from survey.figures.cases import Case
    from survey.questionnaire.model import Question, Questionnaire

ONE_FOR_ANOTHER = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "’": "'"} | {
    "æ": "ae", "œ": "oe",
})  # fmt: skip
"""Letters that Unicode does not take apart, as people without that key type them."""


@dataclass(frozen=True)
class Passage:
    """What one reporter wrote to one question (in one row or entry), in which language."""

    reporter: str
    region: str
    question: str
    row: str
    lang: str
    text: str
    report_id: int
    state: str

    @cached_property
    def folded(self) -> str:
        """The text as it is searched."""
        return folded(self.text)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, and where in its text the words stand: (from, to) each, in order."""

    passage: Passage
    spans: tuple[tuple[int, int], ...]


def gathered(
    questionnaire: Questionnaire,
    cases: Iterable[Case],
    entitled: Collection[str] | None,
    question: str = "",
    regions: Collection[str] | None = None,
) -> Iterator[Passage]:
    """The texts of open answers, report by report in question order; of one question or some regions only.

    `entitled` are the reporters whose answers the reader may read; None stands for all.
    """
    asked = [one for one in open_questions(questionnaire) if question in ("", one.id)]
    for case in cases:
        allowed = entitled is None or case.reporter in entitled
        if allowed and (regions is None or case.region in regions):
            yield from written(case, asked)


def open_questions(questionnaire: Questionnaire) -> list[Question]:
    """The questions that are answered in one's own words."""
    return [one for one in questionnaire.questions.values() if isinstance(one.kind, (Narrative, ShortText))]


def written(case: Case, questions: Iterable[Question]) -> Iterator[Passage]:
    """What a report says in words at these questions, in their order."""
    for one in questions:
        yield from _written(case, one)


def searched(passages: Iterable[Passage], words: str) -> Iterator[Hit]:
    """The passages in which all these words stand, accents and case ignored, within other words too."""
    wanted = folded(words).split()
    for passage in passages if wanted else ():
        if all(word in passage.folded for word in wanted):
            text, places = _folded_with_places(passage.text)
            spans = [span for word in wanted for span in _spans(text, word)]
            found = [
                (places[start], _past_accents(passage.text, places[end - 1] + 1)) for start, end in spans
            ]
            yield Hit(passage, tuple(_joined(sorted(found))))


def folded(text: str) -> str:
    """A text as it is searched: without accents, without capitals, letters written plainly."""
    return "".join(_plain(character) for character in text)


def _written(case: Case, question: Question) -> Iterator[Passage]:
    for row, answer in case.content["answers"].get(question.id, {}).items():
        text = answer.get("cells", {}).get(TOTAL) if "missing" not in answer else None
        if text:
            lang = answer.get("lang", "")
            yield Passage(
                case.reporter, case.region, question.id, row, lang, text, case.report_id, case.state
            )


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """One character folded: nothing for an accent on its own, perhaps two letters for one."""
    if unicodedata.combining(character):
        return ""
    taken_apart = unicodedata.normalize("NFKD", character).casefold().translate(ONE_FOR_ANOTHER)
    return "".join(one for one in taken_apart if not unicodedata.combining(one))


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """A folded text, and of each of its characters where in the text it comes from."""
    characters, places = [], []
    for place, character in enumerate(text):
        for one in _plain(character):
            characters.append(one)
            places.append(place)
    return "".join(characters), places


def _past_accents(text: str, end: int) -> int:
    """Behind the accents that belong to the letter before."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _spans(text: str, word: str) -> Iterator[tuple[int, int]]:
    start = text.find(word)
    while start >= 0:
        yield start, start + len(word)
        start = text.find(word, start + len(word))


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that touch or overlap as one."""
    current: tuple[int, int] | None = None
    for start, end in spans:
        if current is not None and start <= current[1]:
            current = (current[0], max(current[1], end))
            continue
        if current is not None:
            yield current
        current = (start, end)
    if current is not None:
        yield current
