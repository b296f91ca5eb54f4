"""The rule of three, attacked: from everything shown, nothing follows about one or two reporters alone."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.figures import add_up, seen_by
from tests.figures.attacking import Equations, learn_all, relate_choices, relate_parts
from tests.figures.rounds import case, expected, form, number, said

QUESTIONS = form(
    number("part", "adds_up: yes, by: [sex]"),
    number("whole", "adds_up: yes, by: [sex]"),
    "id: share, kind: number, unit: percent, label: Share, by: [sex], rate_of: {part: part, whole: whole}",
    "id: plan, kind: yes_no, partly: yes, label: Plan",
    "id: budget, kind: number, unit: money, adds_up: yes, label: Budget",
)
RATES = {"share": ("part", "whole")}
CELLS = ("sex=F", "sex=M")
CODES = ("yes", "partly", "no")
REGIONS = ("AFR", "AME", "ASI", "ECA")


class Round:
    """A random round: who is where, and what they said."""

    def __init__(self, chance, reporters, region_of, gaps):
        self.region_of = region_of
        self.answers = {one: self.said_by(chance, gaps) for one in reporters if chance.random() > gaps}

    def said_by(self, chance, gaps):
        found = {}
        for question in ("part", "whole"):
            if chance.random() > gaps:
                low = 0 if question == "part" or chance.random() < 0.1 else 1
                both = [chance.randint(low, 10**6), chance.randint(low, 10**6)]
                cells = dict(zip(CELLS, both, strict=True)) if chance.random() > gaps else {}
                found.update({(question, cell): (value, "") for cell, value in cells.items()})
                found[question, "_T"] = (sum(both), "")
        if chance.random() > gaps:
            found["share", "_T"] = (chance.randint(0, 100), "")
        if chance.random() > gaps:
            found["plan", "_T"] = (chance.choice(CODES), "")
        if chance.random() > gaps:
            found["budget", "_T"] = (chance.randint(0, 10**6), chance.choice(("USD", "USD", "EUR")))
        return found

    def given(self):
        """As `add_up` takes it."""
        places = {}
        for reporter, region in self.region_of.items():
            places.setdefault(region, []).append(reporter)
        cases = [
            case(one, self.region_of[one], by_question(said_by)) for one, said_by in self.answers.items()
        ]
        return QUESTIONS, expected(**places), cases


def by_question(answers):
    cells, currencies = {}, {}
    for (question, cell), (value, currency) in answers.items():
        cells.setdefault(question, {})[cell] = value
        currencies[question] = currency
    return {
        question: said(cells=held, **({"currency": currencies[question]} if currencies[question] else {}))
        for question, held in cells.items()
    }


@st.composite
def two_rounds(draw):
    """Two years of a few countries, most of whom answer most questions; and who is reading."""
    chance = Random(draw(st.integers(0, 2**32)))
    reporters = [f"R{number:02}" for number in range(draw(st.integers(3, 16)))]
    regions = REGIONS[: draw(st.integers(1, 4))]
    region_of = {one: chance.choice(regions) for one in reporters}
    gaps = draw(st.sampled_from([0.0, 0.05, 0.2, 0.5]))
    before, now = (Round(chance, reporters, region_of, gaps) for _ in range(2))
    reading = draw(st.sampled_from(["nobody", "focal point", "reviewer"]))
    if reading == "nobody":
        return before, now, set()
    if reading == "focal point":
        return before, now, {reporters[0]}
    return before, now, {one for one in reporters if region_of[one] == regions[0]}


def equations_of(before, now, known, shown_now, shown_before):
    found = Equations(known)
    for when, one in (("before", before), ("now", now)):
        for question in ("part", "whole"):
            relate_parts(found, one.answers, when, question, CELLS)
        relate_choices(found, one.answers, when, "plan", CODES)
    learn_all(found, shown_before, before.answers, "before", RATES)
    learn_all(found, shown_now, now.answers, "now", RATES, before.answers)
    return found


@settings(max_examples=60, deadline=None)
@given(two_rounds())
def test_nothing_follows_about_one_or_two_reporters(rounds):
    before, now, known = rounds
    figures = add_up(*now.given(), before=before.given())
    earlier = add_up(*before.given())
    found = equations_of(before, now, known, seen_by(figures, known), seen_by(earlier, known))
    assert [] == found.victims()


@pytest.mark.parametrize("seed", range(3))
def test_the_attacker_finds_them_where_nothing_is_withheld(seed):
    chance = Random(seed)
    reporters = [f"R{number:02}" for number in range(9)]
    region_of = {one: "ECA" if one == "R00" else "AFR" for one in reporters}
    before, now = (Round(chance, reporters, region_of, 0.0) for _ in range(2))
    figures = add_up(*now.given(), before=before.given())
    found = equations_of(before, now, set(), figures, add_up(*before.given()))
    assert any("R00" in pair for pair in found.victims())


def test_a_large_round_is_shown_in_full():
    chance = Random(1)
    reporters = [f"R{number:02}" for number in range(45)]
    region_of = {one: REGIONS[number % 3] for number, one in enumerate(reporters)}
    before, now = (Round(chance, reporters, region_of, 0.0) for _ in range(2))
    figures = add_up(*now.given(), before=before.given())
    for figure in seen_by(figures, {"R00"}):
        if figure.question.id == "budget":
            continue
        assert figure.withheld is None
        shown = {one.code: one for one in figure.statistics}
        assert {"median", "q1", "q3", "count"} <= shown.keys() or {"count:yes", "rate"} & shown.keys()
        assert shown.keys().isdisjoint({"min", "max"})
        assert all(one.change is not None for one in shown.values() if one.is_linear)
