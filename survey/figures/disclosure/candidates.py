"""Candidates: all sums, rates and changes that a round could show, with the reporters behind each.

Candidates are the same for every reader, so they are found once; `admitting` decides which a reader may see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from survey.figures.columns import is_list, places_of
from survey.figures.disclosure.editions import past_editions
from survey.figures.disclosure.hanging import deciding
from survey.figures.figure import FigurePlace
from survey.figures.making import both_rounds, earlier_pairs, rate_pairs
from survey.figures.rates import rate_places
from survey.questionnaire.kinds.choosing.offering import Offering
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.model import TOTAL

if TYPE_CHECKING:
    from survey.figures.answers_by_area import AnswersByArea
    from survey.figures.areas import Area
    from survey.figures.columns import Column
    from survey.figures.disclosure.editions import PastEdition
    from survey.figures.disclosure.groups import Reporters, Topic
    from survey.figures.rates import Pairs
    from survey.questionnaire.model import Question

NOW, BEFORE = "now", "before"
SUM, RATE, CHANGE, RATE_CHANGE, REPORTS = "sum", "rate", "change", "rate change", "reports"
TOLD, MIDDLE = "told", "middle"
"""Only where there are several editions: what is told beside a figure, and medians, over all who answered."""

QuestionCell = tuple[str, str, str]
"""The id of a question, a row and a cell."""

EVERYWHERE: QuestionCell = ("", "", "")

Sets = list[tuple["Area", str, "Reporters"]]
"""The reporters behind a candidate in each area, by currency (no currency, except for money)."""


class Candidate(NamedTuple):
    """A number that could be shown, its topics (`then`: those in the round before), and its reporters."""

    what: str
    place: QuestionCell
    topics: tuple[Topic, ...]
    sets: Sets
    then: tuple[Topic, ...] = ()
    past: PastEdition | None = None
    """The edition in which it was shown; None for what is decided now."""


@dataclass(frozen=True)
class Candidates:
    """All that a round could show, in the order of the decisions, and who answered at each place."""

    in_order: tuple[Candidate, ...]
    behind: dict[tuple[Area, QuestionCell], dict[str, Reporters]] = field(repr=False)


def candidates_of(answers: AnswersByArea) -> Candidates:
    """Find all candidates: the round before as it was shown, then this round's reports, sums, rates, changes.

    Of each round, its earlier editions come first, as they were shown then.

    The changes that the round before showed count as shown whatever still earlier rounds say, so that the
    pages of any number of rounds agree although each page looks at three rounds.
    """
    behind: dict[tuple[Area, QuestionCell], dict[str, Reporters]] = {}
    found: list[Candidate] = []
    if answers.before is not None:
        earlier = _of_editions(answers.before, BEFORE, {})
        found += (candidate._replace(then=()) for candidate in earlier)
    found += _of_editions(answers, NOW, behind)
    return Candidates(tuple(_shared(found)), behind)


def _of_editions(
    answers: AnswersByArea, when: str, behind: dict[tuple[Area, QuestionCell], dict[str, Reporters]]
) -> Iterator[Candidate]:
    for past in past_editions(answers, when):
        for candidate in _of_round(past.answers, when, {}, several=True):
            yield candidate._replace(past=past)
    yield from _of_round(answers, when, behind, several=bool(answers.editions))


def _of_round(
    answers: AnswersByArea,
    when: str,
    behind: dict[tuple[Area, QuestionCell], dict[str, Reporters]],
    several: bool,
) -> Iterator[Candidate]:
    reports = _reports(answers, when)
    yield reports
    if several:
        yield from _beside(answers, when, reports.sets)
    yield from _sums(answers, when, behind)
    yield from _rates(answers, when)
    if answers.before is not None:
        yield from _changes(answers, when)


def _beside(answers: AnswersByArea, when: str, reports: Sets) -> Iterator[Candidate]:
    """Yield what is told beside each figure, of all reports, and its median, of all who answered."""
    for question, row, cell in places_of(answers.questionnaire):
        place, topic = (question.id, row, cell), (when, question.id, row)
        if cell == TOTAL:
            yield Candidate(TOLD, place, ((*topic, TOLD),), reports)
        for area in answers.areas.larger:
            sets = [(area, *found) for found in _behind(answers, answers.column(area, *place)).items()]
            yield Candidate(MIDDLE, place, ((*topic, MIDDLE, area.code, cell),), sets)


def has_sums(question: Question) -> bool:
    """Tell whether a question's statistics are sums or counts, so that a reader could subtract."""
    kind = question.kind
    return (isinstance(kind, Number) and kind.adds_up) or isinstance(kind, Offering) or is_list(question)


def _sums(
    answers: AnswersByArea, when: str, behind: dict[tuple[Area, QuestionCell], dict[str, Reporters]]
) -> Iterator[Candidate]:
    """Yield what can be summed or counted: also answers that decide who is asked, as those are counted."""
    gates = deciding(answers.questionnaire)
    for question, row, cell in places_of(answers.questionnaire):
        place = (question.id, row, cell)
        sets: Sets = []
        for area in answers.areas.larger:
            behind[area, place] = _behind(answers, answers.column(area, *place))
            sets += ((area, currency, who) for currency, who in behind[area, place].items())
        if has_sums(question) or question.id in gates:
            yield Candidate(SUM, place, ((when, question.id, row),), sets)


def _rates(answers: AnswersByArea, when: str) -> Iterator[Candidate]:
    for question, row, cell in places_of(answers.questionnaire):
        if places := rate_places(answers.questionnaire, question, row):
            sets = [
                found
                for area in answers.areas.larger
                if (pairs := rate_pairs(answers, FigurePlace(area, question, row, cell))) is not None
                for found in _of_pairs(answers, area, pairs)
            ]
            topics = tuple((when, *place) for place in places)
            yield Candidate(RATE, (question.id, row, cell), topics, sets)


def _changes(answers: AnswersByArea, when: str) -> Iterator[Candidate]:
    for question, row, cell in places_of(answers.questionnaire):
        place = (question.id, row, cell)
        sets = [
            (area, currency, who)
            for area in answers.areas.larger
            if (both := both_rounds(answers, FigurePlace(area, question, row, cell))) is not None
            for currency, who in _behind(answers, both.now).items()
        ]
        yield Candidate(CHANGE, place, ((when, question.id, row),), sets, ((BEFORE, question.id, row),))
        if places := rate_places(answers.questionnaire, question, row):
            now, then = (tuple((round_, *at) for at in places) for round_ in (when, BEFORE))
            sets = list(_rate_changes(answers, question, row, cell))
            yield Candidate(RATE_CHANGE, place, now, sets, then)


def _reports(answers: AnswersByArea, when: str) -> Candidate:
    """Make the candidate of counting who answered, who did not and why: it counts every report of an area."""
    reported = answers.columns.number_of
    sets = [
        (
            area,
            "",
            frozenset(reporter for reporter in answers.areas.reporters_in(area) if reporter in reported),
        )
        for area in answers.areas.larger
    ]
    return Candidate(REPORTS, EVERYWHERE, ((when,),), sets)


def _behind(answers: AnswersByArea, column: Column) -> dict[str, Reporters]:
    """Return the reporters with values in a column, by currency."""
    reports = answers.columns.reports
    if not column.currencies:
        return {"": frozenset([reports[number].reporter for number in column.who])} if column.who else {}
    found: dict[str, set[str]] = {}
    for number, currency in zip(column.who, column.currencies, strict=True):
        found.setdefault(currency, set()).add(reports[number].reporter)
    return {currency: frozenset(found[currency]) for currency in sorted(found)}


def _rate_changes(
    answers: AnswersByArea, question: Question, row: str, cell: str
) -> Iterator[tuple[Area, str, Reporters]]:
    """Yield the reporters who gave both numbers in both rounds, by area and currency."""
    then = earlier_pairs(answers, question, row, cell)
    for area in answers.areas.larger:
        now = rate_pairs(answers, FigurePlace(area, question, row, cell))
        if now is None or then is None:
            continue
        for currency in sorted(now.of):
            both = now.of[currency].keys() & then.of.get(currency, {}).keys()
            yield area, currency, _names(answers, (number for number, _ in both))


def _of_pairs(answers: AnswersByArea, area: Area, pairs: Pairs) -> Iterator[tuple[Area, str, Reporters]]:
    for currency in sorted(pairs.of):
        yield area, currency, _names(answers, (number for number, _ in pairs.of[currency]))


def _names(answers: AnswersByArea, numbers: Iterable[int]) -> Reporters:
    return frozenset(answers.columns.reports[number].reporter for number in numbers)


def _shared(found: list[Candidate]) -> Iterator[Candidate]:
    """Let equal sets of candidates be the same object, since only few differ."""
    known: dict[Reporters, Reporters] = {}
    for candidate in found:
        yield candidate._replace(
            sets=[(area, currency, known.setdefault(who, who)) for area, currency, who in candidate.sets]
        )
