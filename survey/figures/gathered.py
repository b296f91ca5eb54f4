"""Gathered: the texts of open answers with their reporters, and a search that ignores accents and case.

Texts are answers: only readers who may read them get them (`entitled`). For a search over many rounds, the
same folded text can be stored beside each text and found with LIKE; the outcome is the same.
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

PLAIN_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "’": "'"} | {
    "æ": "ae", "œ": "oe",
})  # fmt: skip
"""Letters that Unicode does not take apart, as people without that key type them."""


@dataclass(frozen=True)
class Passage:
    """A reporter's text in answer to a question (in a row or an entry), with its language."""

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
        """Return the text in the form that is searched."""
        return folded(self.text)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, and where its text has the words: (from, to) each, in order."""

    passage: Passage
    spans: tuple[tuple[int, int], ...]


def gathered(
    questionnaire: Questionnaire,
    cases: Iterable[Case],
    entitled: Collection[str] | None,
    question: str = "",
    regions: Collection[str] | None = None,
) -> Iterator[Passage]:
    """Yield the texts of open answers by report and question; only of a question or of some regions if given.

    `entitled` are the reporters with answers that the reader may read; None means all.
    """
    asked = [asked for asked in open_questions(questionnaire) if question in ("", asked.id)]
    for case in cases:
        allowed = entitled is None or case.reporter in entitled
        if allowed and (regions is None or case.region in regions):
            yield from written(case, asked)


def open_questions(questionnaire: Questionnaire) -> list[Question]:
    """Return the questions that people answer in their own words."""
    questions = questionnaire.questions.values()
    return [question for question in questions if isinstance(question.kind, (Narrative, ShortText))]


def written(case: Case, questions: Iterable[Question]) -> Iterator[Passage]:
    """Yield the texts of a report for these questions, in their order."""
    for question in questions:
        yield from _written(case, question)


def searched(passages: Iterable[Passage], words: str) -> Iterator[Hit]:
    """Yield the passages with all these words, also within other words; accents and case are ignored."""
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
    """Return a text in the form that is searched: without accents and capitals, in plain letters."""
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
    """Fold a character: nothing for an accent on its own, two letters for some."""
    if unicodedata.combining(character):
        return ""
    taken_apart = unicodedata.normalize("NFKD", character).casefold().translate(PLAIN_LETTERS)
    return "".join(letter for letter in taken_apart if not unicodedata.combining(letter))


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """Return a folded text, and for each of its characters the place in the text that it comes from."""
    characters, places = [], []
    for place, character in enumerate(text):
        for letter in _plain(character):
            characters.append(letter)
            places.append(place)
    return "".join(characters), places


def _past_accents(text: str, end: int) -> int:
    """Return the place after the accents that belong to the letter before."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _spans(text: str, word: str) -> Iterator[tuple[int, int]]:
    start = text.find(word)
    while start >= 0:
        yield start, start + len(word)
        start = text.find(word, start + len(word))


def _joined(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join spans that touch or overlap."""
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
