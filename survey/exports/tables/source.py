"""The source of an export: the cases of a round, which can be read repeatedly, and facts about the round."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from survey.exports.tables.tables import Type
from survey.figures.asking import asking
from survey.figures.cases import Case
from survey.questionnaire.kinds.calculated import Calculated
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.model import TOTAL, Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Source:
    """A round, its questionnaire and its cases; every call of `cases` gives the same cases."""

    form: Questionnaire
    year: int
    scheme: str
    cases: Callable[[], Iterable[Case]]
    preview: bool = False
    edition: int = 0
    """The number of the released edition of which the figures are made; 0 for the reports accepted now."""

    def completed(self) -> Iterator[Case]:
        """Yield the cases with everything that is calculated from their answers, marked as calculated."""
        conditions = asking(self.form)
        for case in self.cases():
            yield replace(case, content=conditions.completed(case.content))

    @property
    def round_type(self) -> Type:
        """The type of the column of the round: a year, but for previews."""
        return Type.CODE if self.preview else Type.YEAR

    @property
    def round(self) -> str:
        """The code of the round in each row; a preview is marked, so that it cannot be mistaken."""
        return f"{self.year} preview" if self.preview else str(self.year)


def has_value(question: Question) -> bool:
    """Tell whether a question has values in tables: it is answered or calculated, and is no list."""
    return isinstance(question.kind, Calculated) or (
        question.kind.asks and not isinstance(question.kind, Entries)
    )


def own_rows(content: Mapping[str, Any], form: Questionnaire | None = None) -> dict[str, dict[str, str]]:
    """Return the rows that a country added and the entries of its lists: code and words, in order.

    With a form, entries have their number and the words of their first text; else only their code.
    """
    own = {name: dict(rows) for name, rows in content["rows"].items()}
    entries = {
        name: {code: code for code in codes}
        if form is None
        else _entries(form.questions[name], content, codes)
        for name, codes in content["entries"].items()
    }
    return {**own, **entries}


def _entries(listed: Question, content: Mapping[str, Any], codes: Iterable[str]) -> dict[str, str]:
    return {code: _entry(listed, content, code, number) for number, code in enumerate(codes, 1)}


def _entry(listed: Question, content: Mapping[str, Any], code: str, number: int) -> str:
    """Return what tells an entry apart: its number, and the words of its first text."""
    texts = [asked.id for asked in listed.fields if asked.kind.name in ("text", "narrative")]
    answer = content["answers"].get(texts[0], {}).get(code, {}) if texts else {}
    words = str(answer.get("cells", {}).get(TOTAL, "")).split("\n")[0]
    return f"{number}. {words}" if words else str(number)
