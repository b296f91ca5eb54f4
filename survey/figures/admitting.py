"""Admitting: which sums, rates and changes of a round may be shown to a reader, decided in one fixed order.

The round before comes first, as it was shown then; then this round's sums, its rates, and what changed; in
each the questions in their order, the total before its parts, the world before its regions, larger regions
before smaller. Each is admitted if, with all that is admitted already, no one or two reporters stand apart
(`groups`): so a region of two is withheld, and with it the next smallest, if the world would otherwise give
it away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from survey.figures.areas import THE_WORLD, Area
from survey.figures.columns import is_list, places_of
from survey.figures.groups import Ledger
from survey.figures.making import both_rounds, earlier_pairs, rate_pairs
from survey.figures.rates import rate_places
from survey.questionnaire.kinds.number import Number
from survey.questionnaire.kinds.offering import Offering

if TYPE_CHECKING:
    from collections.abc import Iterable

    from survey.figures.adding_up import Figures
    from survey.figures.columns import Column
    from survey.figures.groups import Topic
    from survey.figures.rates import Pairs
    from survey.questionnaire.model import Question

NOW, BEFORE = "now", "before"
SUM, RATE, CHANGE, RATE_CHANGE, REASONS = "sum", "rate", "change", "rate change", "reasons"

Entry = tuple[str, Area, str, str, str, str]
"""What is admitted: sum, rate or change; the area, question, row, cell and currency it is of."""


@dataclass
class Admitted:
    """What of a round's figures may be shown to a reader."""

    figures: Figures
    ledger: Ledger
    entries: set[Entry] = field(default_factory=set)
    strangers: dict[tuple[Area, str, str, str], dict[str, int]] = field(default_factory=dict)
    """Of how many the reader may not read the answers behind a figure, by currency."""

    @cached_property
    def numbers_known(self) -> frozenset[int]:
        """The reports whose answers the reader may read, by number."""
        numbers = self.figures.columns.number_of
        return frozenset(numbers[one] for one in self.ledger.entitled if one in numbers)

    def holds(self, what: str, area: Area, question: str, row: str, cell: str, currency: str = "") -> bool:
        """Tell whether something is admitted."""
        return (what, area, question, row, cell, currency) in self.entries


def admit(figures: Figures, entitled: frozenset[str]) -> Admitted:
    """Decide what may be shown of a round to a reader who may read the answers of some reporters."""
    ledger = Ledger(entitled)
    if figures.before is not None:
        earlier = Admitted(figures.before, ledger)
        _admit_sums(earlier, BEFORE)
        _admit_rates(earlier, BEFORE)
    admitted = Admitted(figures, ledger)
    _admit_sums(admitted, NOW)
    _admit_rates(admitted, NOW)
    if figures.before is not None:
        _admit_changes(admitted)
    _admit_reasons(admitted)
    return admitted


def has_sums(question: Question) -> bool:
    """Tell whether a question's statistics are sums or counts, from which one could subtract."""
    kind = question.kind
    return (isinstance(kind, Number) and kind.adds_up) or isinstance(kind, Offering) or is_list(question)


def behind(figures: Figures, column: Column) -> dict[str, frozenset[str]]:
    """Whose values a column holds, by their currency (none, for all but money)."""
    reports = figures.columns.reports
    if not column.currencies:
        return {"": frozenset([reports[number].reporter for number in column.who])} if column.who else {}
    found: dict[str, set[str]] = {}
    for number, currency in zip(column.who, column.currencies, strict=True):
        found.setdefault(currency, set()).add(reports[number].reporter)
    return {currency: frozenset(found[currency]) for currency in sorted(found)}


def _admit_sums(admitted: Admitted, when: str) -> None:
    figures, entitled = admitted.figures, admitted.ledger.entitled
    for question, row, cell in places_of(figures.questionnaire):
        place = (question.id, row, cell)
        sets = [
            (area, currency, who)
            for area in figures.areas.larger
            for currency, who in behind(figures, figures.column(area, *place)).items()
        ]
        for area, currency, who in sets:
            admitted.strangers.setdefault((area, *place), {})[currency] = len(who - entitled)
        if has_sums(question):
            _admit(admitted, [(when, question.id, row)], SUM, place, sets)


def _admit_rates(admitted: Admitted, when: str) -> None:
    figures = admitted.figures
    for question, row, cell in places_of(figures.questionnaire):
        if places := rate_places(figures.questionnaire, question, row):
            sets = [
                found
                for area in figures.areas.larger
                if (pairs := rate_pairs(figures, area, question, row, cell)) is not None
                for found in _of_pairs(figures, area, pairs)
            ]
            topics = [(when, *place) for place in places]
            _admit(admitted, topics, RATE, (question.id, row, cell), sets)


def _admit_changes(admitted: Admitted) -> None:
    figures = admitted.figures
    for question, row, cell in places_of(figures.questionnaire):
        place = (question.id, row, cell)
        sets = [
            (area, currency, who)
            for area in figures.areas.larger
            if (both := both_rounds(figures, area, question, row, cell)) is not None
            for currency, who in behind(figures, both.now).items()
        ]
        _admit(admitted, [(when, question.id, row) for when in (NOW, BEFORE)], CHANGE, place, sets)
        if places := rate_places(figures.questionnaire, question, row):
            sets = list(_rate_changes(figures, question, row, cell))
            topics = [(when, *one) for when in (NOW, BEFORE) for one in places]
            _admit(admitted, topics, RATE_CHANGE, place, sets)


def _admit_reasons(admitted: Admitted) -> None:
    """Counting who gave which reason counts every report of an area."""
    figures = admitted.figures
    sets = [
        (
            area,
            "",
            frozenset(reporter for reporter in figures.areas.reporters_in(area) if reporter in reported),
        )
        for reported in (figures.columns.number_of,)
        for area in figures.areas.larger
    ]
    _admit(admitted, [(NOW,)], REASONS, ("", "", ""), sets)


def _admit(
    admitted: Admitted,
    topics: Iterable[Topic],
    what: str,
    place: tuple[str, str, str],
    sets: list[tuple[Area, str, frozenset[str]]],
) -> None:
    """Admit what can be, the world first, then larger areas before smaller ones."""
    topics = list(topics)
    entitled = admitted.ledger.entitled
    for area, currency, who in sorted(sets, key=lambda one: _rank(one[0], one[1], len(one[2] - entitled))):
        if admitted.ledger.admits(topics, who):
            admitted.entries.add((what, area, *place, currency))


def _rank(area: Area, currency: str, size: int) -> tuple[bool, int, str, str]:
    return area != THE_WORLD, -size, area.code, currency


def _rate_changes(
    figures: Figures, question: Question, row: str, cell: str
) -> Iterator[tuple[Area, str, frozenset[str]]]:
    """Who gave both numbers in both rounds, by area and currency."""
    then = earlier_pairs(figures, question, row, cell)
    for area in figures.areas.larger:
        now = rate_pairs(figures, area, question, row, cell)
        if now is None or then is None:
            continue
        for currency in sorted(now.of):
            both = now.of[currency].keys() & then.of.get(currency, {}).keys()
            yield area, currency, _names(figures, (number for number, _ in both))


def _of_pairs(figures: Figures, area: Area, pairs: Pairs) -> Iterator[tuple[Area, str, frozenset[str]]]:
    for currency in sorted(pairs.of):
        yield area, currency, _names(figures, (number for number, _ in pairs.of[currency]))


def _names(figures: Figures, numbers: Iterable[int]) -> frozenset[str]:
    return frozenset(figures.columns.reports[number].reporter for number in numbers)
