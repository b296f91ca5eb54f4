"""The countries of a round at one question: what each said, as a table that sorts by links.

Shows only those whose answers the reader may read; each leads to the answer in its report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from survey.answers.names import field_name
from survey.languages import folded
from survey.messages import Message, say
from survey.questionnaire.kinds.choices import Choices
from survey.questionnaire.kinds.date import Date
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.kinds.year import Year
from survey.web.figures_words import amount, difference, gap_of_one, percent, unit_of

if TYPE_CHECKING:
    from survey.figures import Area, Figure
    from survey.questionnaire.model import Question
    from survey.web.rounds import OpenRound

SORTS: Mapping[str, Message] = {
    "country": say("figures/sort-country", "Country or body"),
    "region": say("figures/sort-region", "Region"),
    "answer": say("figures/sort-answer", "Answer"),
    "year": say("figures/sort-year", "Reference year"),
    "before": say("figures/sort-before", "Round before"),
    "change": say("figures/sort-change", "Change"),
}
"""The columns by which the table can be sorted, in their order."""
DOWN = "-"


@dataclass(frozen=True, slots=True)
class CountryLine:
    """A country's row: what it said, and the values by which the row is sorted."""

    code: str
    name: str
    region: str
    said: str
    value: Any
    year: int | None
    before: str
    before_value: Any
    change: str
    change_value: float | None
    address: str
    lang: str = ""

    @property
    def keys(self) -> Mapping[str, Any]:
        """By what each column sorts; None comes last in any order."""
        return {
            "country": folded(self.name),
            "region": (folded(self.region), folded(self.name)),
            "answer": _sortable(self.value),
            "year": self.year,
            "before": _sortable(self.before_value),
            "change": self.change_value,
        }


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its label, where its link sorts, and how the table is sorted by it now."""

    label: Message
    address: str
    sorted: str


def countries_at(this: OpenRound, question: Question, row: str, cell: str, region: Area) -> list[CountryLine]:
    """A line for each country in an area whose answer this person may read, by name."""
    within = set(this.figures.areas.reporters_in(region))
    return [
        country_line(this, area, question, row, cell)
        for area in this.readable(question)
        if area.code in within
    ]


def sorted_lines(lines: Sequence[CountryLine], sort: str) -> list[CountryLine]:
    """The lines sorted by a column, downwards with a minus before its name; what is blank stays last."""
    column = sort.removeprefix(DOWN)
    if column not in SORTS:
        return list(lines)
    known = [one for one in lines if one.keys[column] is not None]
    blank = [one for one in lines if one.keys[column] is None]
    return [*sorted(known, key=lambda one: one.keys[column], reverse=sort.startswith(DOWN)), *blank]


def headings(sort: str, address: Callable[[str], str], wanted: Sequence[str]) -> list[Heading]:
    """The columns with the links that sort by them; pressing the one in use turns it round."""
    sort = sort or "country"
    found = []
    for name in wanted:
        now = "ascending" if sort == name else "descending" if sort == DOWN + name else ""
        found.append(Heading(SORTS[name], address(DOWN + name if now == "ascending" else name), now))
    return found


def country_line(this: OpenRound, area: Area, question: Question, row: str, cell: str) -> CountryLine:
    """What a country said at a question: for those only who may read it."""
    figure = this.figure(area, question, row, cell)
    values = _values(this.figures, area, question, row, cell)
    earlier = this.figures.before
    before = (
        _values(earlier, area, question, row, cell)
        if earlier and question.id in earlier.questionnaire.questions
        else []
    )
    said, value = _said(this, question, values)
    before_said, before_value = _said(this, question, before)
    change = _difference(value, before_value)
    return CountryLine(
        area.code,
        this.name(area),
        _region(this, area),
        said or gap_of_one(this.visit, figure.coverage),
        value,
        figure.years[1] if figure.years else None,
        before_said,
        before_value,
        _change_said(this, question, figure, change),
        change,
        this.report_url(area.code, this.form.section_of[question.id].id)
        + "#"
        + field_name(question.id, row, cell),
    )


def _values(figures: Any, area: Area, question: Question, row: str, cell: str) -> list[tuple[Any, str]]:
    """What a country said: once, or once for each of its own rows; with the currency of money."""
    column = figures.column(area, question.id, row, cell)
    currencies = column.currencies or [""] * len(column.values)
    return list(zip(column.values, currencies, strict=True))


def _said(this: OpenRound, question: Question, values: Sequence[tuple[Any, str]]) -> tuple[str, Any]:
    """Values in words, and the one by which they are sorted."""
    if not values:
        return "", None
    said = [_value_said(this, question, value, currency) for value, currency in values]
    return "; ".join(said), values[0][0] if len(values) == 1 else len(values)


def _value_said(this: OpenRound, question: Question, value: Any, currency: str) -> str:
    kind = question.kind
    if isinstance(value, int | float) and not isinstance(kind, Year):
        unit = unit_of(question)
        is_percent = unit is not None and unit.measure == "percent"
        return percent(this.visit, value) if is_percent else amount(this.visit, value, currency)
    if isinstance(kind, Entries):
        return str(value)
    read = (
        date.fromisoformat(value)
        if isinstance(kind, Date)
        else tuple(value)
        if isinstance(kind, Choices)
        else value
    )
    return kind.read_back(read, this.visit.place, this.visit.plain)


def _sortable(value: Any) -> Any:
    return (
        folded(" ".join(value))
        if isinstance(value, list)
        else folded(value)
        if isinstance(value, str)
        else value
    )


def _difference(value: Any, before: Any) -> float | None:
    return value - before if isinstance(value, int | float) and isinstance(before, int | float) else None


def _change_said(this: OpenRound, question: Question, figure: Figure, change: float | None) -> str:
    model = figure.statistic("median") or next(
        (one for one in figure.statistics if one.code == "median"), None
    )
    if change is None or model is None:
        return ""
    return (
        difference(this.visit, question, model, change)
        if change
        else this.visit.plain(say("figures/same", "no change"))
    )


def _region(this: OpenRound, area: Area) -> str:
    code = this.figures.areas.region_of.get(area.code, "")
    return this.name(this.figures.areas.region(code)) if code else ""
