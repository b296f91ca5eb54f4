"""The source of an export: the cases of a round, which can be read repeatedly, and facts about the round."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from survey.figures.asking import asking
from survey.figures.cases import Case
from survey.questionnaire.kinds.calculated import Calculated
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.model import Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Source:
    """A round, its questionnaire and its cases; every call of `cases` gives the same cases."""

    form: Questionnaire
    year: int
    scheme: str
    cases: Callable[[], Iterable[Case]]
    preview: bool = False

    def completed(self) -> Iterator[Case]:
        """Yield the cases with everything that is calculated from their answers, marked as calculated."""
        conditions = asking(self.form)
        for case in self.cases():
            yield replace(case, content=conditions.completed(case.content))

    @property
    def round(self) -> str:
        """The code of the round in each row; a preview is marked, so that it cannot be mistaken."""
        return f"{self.year} preview" if self.preview else str(self.year)


def has_value(question: Question) -> bool:
    """Tell whether a question has values in tables: it is answered or calculated, and is no list."""
    return isinstance(question.kind, Calculated) or (
        question.kind.asks and not isinstance(question.kind, Entries)
    )


def own_rows(content: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return the rows that a country added and the entries of its lists: code and words, in order."""
    own = {name: dict(rows) for name, rows in content["rows"].items()}
    entries = {name: {code: code for code in codes} for name, codes in content["entries"].items()}
    return {**own, **entries}
