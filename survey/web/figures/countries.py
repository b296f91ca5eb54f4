"""The countries of a round at one question: what each said, as a table that sorts by links.

Shows only countries whose answers the reader may read; each links to the answer in its report.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from survey.answers.names import field_name
from survey.languages import folded
from survey.messages import Message, say
from survey.questionnaire.kinds.choosing.choices import Choices
from survey.questionnaire.kinds.choosing.offering import Offering
from survey.questionnaire.kinds.dates.date import Date
from survey.questionnaire.kinds.dates.year import Year
from survey.questionnaire.kinds.entries import Entries
from survey.web.figures.gaps import gap_of_one
from survey.web.figures.words import amount, difference, percent, unit_of

if TYPE_CHECKING:
    from markupsafe import Markup

    from survey.figures import Area, Figure
    from survey.figures.answers_by_area import AnswersByArea
    from survey.figures.figure import FigurePlace
    from survey.questionnaire.model import Question
    from survey.web.figures.context import OpenRound

SORTS: Mapping[str, Message] = {
    "country": say("figures/sort-country", "Country or body"),
    "region": say("figures/sort-region", "Region"),
    "answer": say("figures/sort-answer", "Answer"),
    "year": say("figures/sort-year", "Reference year"),
    "before": say("figures/sort-before", "Previous round"),
    "change": say("figures/sort-change", "Change", note="noun: the change since the previous round"),
}
"""The columns by which the table can be sorted, in their order."""
DOWN = "-"
FROM_TWO_NUMBERS = say("said/from-two-numbers", "calculated from the two numbers")


class CountryAnswer(NamedTuple):
    """The answer of a country: in words, as a number if it is a number, and its sort key."""

    said: str = ""
    number: float | None = None
    order: Any = None
    currency: str = ""
    note: Markup | str = ""
    """That a percentage was calculated, if it was."""


@dataclass(frozen=True, slots=True)
class CountryLine:
    """A country's row: its answer or why there is none, the answer of the round before, and the change."""

    name: str
    region: str
    answer: CountryAnswer
    gap: str
    year: int | None
    before: CountryAnswer
    change: str
    by: float | None
    address: str

    @property
    def said(self) -> str:
        """The answer in words, or why there is none."""
        return self.answer.said or self.gap

    def key(self, column: str) -> Any:
        """Return the sort key of the row in a column; None comes last in any order."""
        return KEYS[column](self)


KEYS: Mapping[str, Callable[[CountryLine], Any]] = {
    "country": lambda line: folded(line.name),
    "region": lambda line: (folded(line.region), folded(line.name)),
    "answer": lambda line: line.answer.order,
    "year": lambda line: line.year,
    "before": lambda line: line.before.order,
    "change": lambda line: line.by,
}
"""The sort key of each column."""


@dataclass(frozen=True, slots=True)
class ColumnHeading:
    """A column: its label, the address that sorts by it, and its sort order now."""

    label: str
    address: str
    sorted: str


def countries_at(this: OpenRound, question: Question, row: str, cell: str, region: Area) -> list[CountryLine]:
    """Return a line for each country in an area, by name, if this person may read its answer."""
    within = set(this.figures.areas.reporters_in(region))
    return [
        country_line(this, area, question, row, cell)
        for area in this.readable(question)
        if area.code in within
    ]


def sorted_lines(lines: Sequence[CountryLine], sort: str) -> list[CountryLine]:
    """Return the lines sorted by a column, descending if a minus precedes its name; blanks come last."""
    column = sort.removeprefix(DOWN)
    if column not in SORTS:
        return list(lines)
    keyed = [(line.key(column), line) for line in lines]
    known = [pair for pair in keyed if pair[0] is not None]
    blank = [line for key, line in keyed if key is None]
    in_order = sorted(known, key=lambda pair: pair[0], reverse=sort.startswith(DOWN))
    return [*(line for _, line in in_order), *blank]


def headings(
    this: OpenRound, sort: str, address: Callable[[str], str], wanted: Sequence[str]
) -> list[ColumnHeading]:
    """Return the columns with the links that sort by them; the current column's link reverses it."""
    sort = sort or "country"
    found = []
    for name in wanted:
        now = "ascending" if sort == name else "descending" if sort == DOWN + name else ""
        leads_to = address(DOWN + name if now == "ascending" else name)
        found.append(ColumnHeading(this.visit.say(SORTS[name]), leads_to, now))
    return found


def country_line(this: OpenRound, area: Area, question: Question, row: str, cell: str) -> CountryLine:
    """Return the line of a country, for readers who may read its answer."""
    figure = this.figure(area, question, row, cell)
    now, before = _answers(this, figure)
    by = _difference(now, before)
    return CountryLine(
        this.name(area),
        this.region_names.get(this.figures.areas.region_of.get(area.code, ""), ""),
        now,
        gap_of_one(this.visit, figure.coverage),
        figure.years[1] if figure.years else None,
        before,
        _change_said(this, figure, by),
        by,
        this.report_url(area.code, this.form.section_of[question.id].id)
        + "#"
        + field_name(question.id, row, cell),
    )


def _answers(this: OpenRound, figure: Figure) -> tuple[CountryAnswer, CountryAnswer]:
    """Return a country's answers now and in the round before."""
    earlier = this.figures.before
    now = _said(this, this.figures, figure.place)
    if earlier is None or figure.question.id not in earlier.questionnaire.questions:
        return now, CountryAnswer()
    return now, _said(this, earlier, figure.place)


def _said(this: OpenRound, figures: AnswersByArea, place: FigurePlace) -> CountryAnswer:
    """Return a country's answer; a percentage that follows from its two numbers says so."""
    area, question, row, cell = place
    answer = _answer(this, question, _values(figures, place))
    if not figures.calculated(area, question.id, row, cell):
        return answer
    return answer._replace(note=this.visit.say(FROM_TWO_NUMBERS))


def _values(figures: AnswersByArea, place: FigurePlace) -> list[tuple[Any, str]]:
    """Return a country's values, several if the rows are its own, each with its currency."""
    column = figures.column(place.area, place.question.id, place.row, place.cell)
    currencies = column.currencies or [""] * len(column.values)
    return list(zip(column.values, currencies, strict=True))


def _answer(this: OpenRound, question: Question, values: Sequence[tuple[Any, str]]) -> CountryAnswer:
    """Return values in words; the values of a country's own rows sort by their number."""
    if not values:
        return CountryAnswer()
    said = "; ".join(_value_said(this, question, *pair) for pair in values)
    if question.has_rows and not question.rows:
        return CountryAnswer(said, None, len(values))
    value, currency = values[0]
    number = float(value) if isinstance(value, int | float) else None
    return CountryAnswer(said, number, _order(question, value, currency), currency)


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


def _order(question: Question, value: Any, currency: str) -> Any:
    """Return the sort key of an answer: choices in the file's order, money within its currency."""
    if isinstance(question.kind, Offering):
        codes = question.kind.codes
        chosen = value if isinstance(value, list) else [value]
        return tuple(codes.index(code) if code in codes else len(codes) for code in chosen)
    if isinstance(value, str):
        return folded(value)
    return (currency, value) if currency else value


def _difference(now: CountryAnswer, before: CountryAnswer) -> float | None:
    """Return by how much a number changed; None between two currencies."""
    if now.number is None or before.number is None or now.currency != before.currency:
        return None
    return now.number - before.number


def _change_said(this: OpenRound, figure: Figure, by: float | None) -> str:
    models = [statistic for statistic in figure.statistics if statistic.code in ("median", "rate")]
    if by is None or not models:
        return ""
    if not by:
        return this.visit.plain(say("figures/same", "no change", note="in place of a difference"))
    return difference(this.visit, figure.question, models[0], by)
