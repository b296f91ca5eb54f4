"""Candidates: all sums, rates and changes that a round could show, with the reporters behind each.

They are the same for every reader, so they are found once; `admitting` decides for a reader which are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from survey.figures.columns import is_list, places_of
from survey.figures.making import both_rounds, earlier_pairs, rate_pairs
from survey.figures.rates import rate_places
from survey.questionnaire.kinds.number import Number
from survey.questionnaire.kinds.offering import Offering

if TYPE_CHECKING:
    from survey.figures.adding_up import Figures
    from survey.figures.areas import Area
    from survey.figures.columns import Column
    from survey.figures.groups import Reporters, Topic
    from survey.figures.rates import Pairs
    from survey.questionnaire.model import Question

NOW, BEFORE = "now", "before"
SUM, RATE, CHANGE, RATE_CHANGE, REASONS = "sum", "rate", "change", "rate change", "reasons"

Place = tuple[str, str, str]
"""A question, a row and a cell."""

Sets = list[tuple["Area", str, "Reporters"]]
"""Who stands behind something in each area, currency by currency (none, for all but money)."""


class Candidate(NamedTuple):
    """What could be shown at a place, the topics it speaks of, and who stands behind it."""

    what: str
    place: Place
    topics: tuple[Topic, ...]
    sets: Sets


@dataclass(frozen=True)
class Candidates:
    """What a round could show, in the order in which it is decided, and who answered at each place."""

    in_order: tuple[Candidate, ...]
    behind: dict[tuple[Area, Place], dict[str, Reporters]] = field(repr=False)


def candidates_of(figures: Figures) -> Candidates:
    """Find all candidates: the round before as it was shown, then this one's sums, rates and changes."""
    behind: dict[tuple[Area, Place], dict[str, Reporters]] = {}
    found: list[Candidate] = []
    if figures.before is not None:
        found += (*_sums(figures.before, BEFORE, {}), *_rates(figures.before, BEFORE))
    found += (*_sums(figures, NOW, behind), *_rates(figures, NOW))
    if figures.before is not None:
        found += _changes(figures)
    return Candidates((*_shared(found), _reasons(figures)), behind)


def has_sums(question: Question) -> bool:
    """Tell whether a question's statistics are sums or counts, from which one could subtract."""
    kind = question.kind
    return (isinstance(kind, Number) and kind.adds_up) or isinstance(kind, Offering) or is_list(question)


def _sums(
    figures: Figures, when: str, behind: dict[tuple[Area, Place], dict[str, Reporters]]
) -> Iterator[Candidate]:
    for question, row, cell in places_of(figures.questionnaire):
        place = (question.id, row, cell)
        sets: Sets = []
        for area in figures.areas.larger:
            behind[area, place] = _behind(figures, figures.column(area, *place))
            sets += ((area, currency, who) for currency, who in behind[area, place].items())
        if has_sums(question):
            yield Candidate(SUM, place, ((when, question.id, row),), sets)


def _rates(figures: Figures, when: str) -> Iterator[Candidate]:
    for question, row, cell in places_of(figures.questionnaire):
        if places := rate_places(figures.questionnaire, question, row):
            sets = [
                found
                for area in figures.areas.larger
                if (pairs := rate_pairs(figures, area, question, row, cell)) is not None
                for found in _of_pairs(figures, area, pairs)
            ]
            topics = tuple((when, *place) for place in places)
            yield Candidate(RATE, (question.id, row, cell), topics, sets)


def _changes(figures: Figures) -> Iterator[Candidate]:
    for question, row, cell in places_of(figures.questionnaire):
        place = (question.id, row, cell)
        sets = [
            (area, currency, who)
            for area in figures.areas.larger
            if (both := both_rounds(figures, area, question, row, cell)) is not None
            for currency, who in _behind(figures, both.now).items()
        ]
        yield Candidate(CHANGE, place, ((NOW, question.id, row), (BEFORE, question.id, row)), sets)
        if places := rate_places(figures.questionnaire, question, row):
            topics = tuple((when, *one) for when in (NOW, BEFORE) for one in places)
            yield Candidate(RATE_CHANGE, place, topics, list(_rate_changes(figures, question, row, cell)))


def _reasons(figures: Figures) -> Candidate:
    """Counting who gave which reason counts every report of an area."""
    reported = figures.columns.number_of
    sets = [
        (area, "", frozenset(one for one in figures.areas.reporters_in(area) if one in reported))
        for area in figures.areas.larger
    ]
    return Candidate(REASONS, ("", "", ""), ((NOW,),), sets)


def _behind(figures: Figures, column: Column) -> dict[str, Reporters]:
    """Whose values a column holds, by their currency."""
    reports = figures.columns.reports
    if not column.currencies:
        return {"": frozenset([reports[number].reporter for number in column.who])} if column.who else {}
    found: dict[str, set[str]] = {}
    for number, currency in zip(column.who, column.currencies, strict=True):
        found.setdefault(currency, set()).add(reports[number].reporter)
    return {currency: frozenset(found[currency]) for currency in sorted(found)}


def _rate_changes(
    figures: Figures, question: Question, row: str, cell: str
) -> Iterator[tuple[Area, str, Reporters]]:
    """Who gave both numbers in both rounds, by area and currency."""
    then = earlier_pairs(figures, question, row, cell)
    for area in figures.areas.larger:
        now = rate_pairs(figures, area, question, row, cell)
        if now is None or then is None:
            continue
        for currency in sorted(now.of):
            both = now.of[currency].keys() & then.of.get(currency, {}).keys()
            yield area, currency, _names(figures, (number for number, _ in both))


def _of_pairs(figures: Figures, area: Area, pairs: Pairs) -> Iterator[tuple[Area, str, Reporters]]:
    for currency in sorted(pairs.of):
        yield area, currency, _names(figures, (number for number, _ in pairs.of[currency]))


def _names(figures: Figures, numbers: Iterable[int]) -> Reporters:
    return frozenset(figures.columns.reports[number].reporter for number in numbers)


def _shared(found: list[Candidate]) -> Iterator[Candidate]:
    """The same candidates, in which equal sets are the same set: there are few that differ."""
    known: dict[Reporters, Reporters] = {}
    for one in found:
        yield one._replace(
            sets=[(area, currency, known.setdefault(who, who)) for area, currency, who in one.sets]
        )
