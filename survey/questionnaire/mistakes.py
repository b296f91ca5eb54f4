"""Mistakes in a questionnaire file, all of them at once, each with its place and the likely cure."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

LONGEST_GUESSED = 100
MOST_GUESSED = 1_000
"""Beyond these nobody guesses: comparing takes time, and a file may be hostile."""


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """A mistake: the file, the line (from 1), and a sentence for the author."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        """Write it as editors and terminals expect it."""
        return f"{self.file}:{self.line}: {self.sentence}"


class BadQuestionnaire(Exception):
    """A questionnaire file that cannot be used, with every mistake in it in the order of lines."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Say which known word was probably meant: `; did you mean 'x'?`, or nothing."""
    if len(word) > LONGEST_GUESSED:
        return ""
    close = get_close_matches(word, islice(known, MOST_GUESSED), n=1, cutoff=0.75)
    return f"; did you mean '{close[0]}'?" if close else ""
