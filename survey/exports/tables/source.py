"""What an export is made of: the cases of one round, to be read anew each time, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from survey.figures.cases import Case
from survey.questionnaire.model import Questionnaire


@dataclass(frozen=True, slots=True)
class Source:
    """A round, its questionnaire and its cases; reading the cases a second time gives the same ones."""

    form: Questionnaire
    year: int
    scheme: str
    cases: Callable[[], Iterable[Case]]
    preview: bool = False

    @property
    def round(self) -> str:
        """The round as each row names it: one of a preview cannot be taken for the real one."""
        return f"{self.year} preview" if self.preview else str(self.year)


def own_rows(content: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The rows that a country brought along and the entries of its lists: code and words, in order."""
    own = {name: dict(rows) for name, rows in content["rows"].items()}
    entries = {name: {code: code for code in codes} for name, codes in content["entries"].items()}
    return {**own, **entries}
