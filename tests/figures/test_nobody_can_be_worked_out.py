"""The rule of three, attacked: from everything shown, nothing follows about one or two reporters alone."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.figures import add_up, seen_by
from tests.figures.attacking import (
    Equations,
    learn_all,
    learn_who_answered,
    learn_who_was_asked,
    relate_choices,
    relate_parts,
)
from tests.figures.rounds import case, expected, form, number, said

QUESTIONS = form(
    number("part", "adds_up: yes, by: [sex]"),
    number("whole", "adds_up: yes, by: [sex]"),
    "id: share, kind: number, unit: percent, label: Share, by: [sex], rate_of: {part: part, whole: whole}",
    "id: plan, kind: yes_no, partly: yes, label: Plan",
    "id: budget, kind: number, unit: money, adds_up: yes, label: Budget",
    """id: steps, kind: text, label: Steps, relevant: "${plan} = 'yes'\"""",
    number("staff", """adds_up: yes, relevant: "${plan} = 'yes'\""""),
    'id: trained, kind: yes_no, label: Trained, relevant: "${staff} > 500"',
)
CONDITIONS = {
    "steps": [("plan", "yes")],
    "staff": [("plan", "yes")],
    "trained": [("plan", "asks trained"), ("staff", "asks trained")],
}
YEARS = ("first", "second", "third")
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
        return found | self.followed_up(chance, gaps, found.get(("plan", "_T")))

    def followed_up(self, chance, gaps, plan):
        """What is asked only of those with a plan, and then only of those with many staff."""
        found = {}
        if plan == ("yes", "") and chance.random() > gaps:
            found["steps", "_T"] = ("A step", "")
        if plan == ("yes", "") and chance.random() > gaps:
            found["staff", "_T"] = (chance.randint(0, 1000), "")
            if found["staff", "_T"][0] > 500 and chance.random() > gaps:
                found["trained", "_T"] = (chance.choice(("yes", "no")), "")
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
def three_rounds(draw):
    """Three years of a few countries, most of whom answer most questions; and who is reading.

    A reader may read the answers of some, and some answers of others (a contributor's country).
    """
    chance = Random(draw(st.integers(0, 2**32)))
    reporters = [f"R{number:02}" for number in range(draw(st.integers(3, 16)))]
    regions = REGIONS[: draw(st.integers(1, 4))]
    region_of = {one: chance.choice(regions) for one in reporters}
    gaps = draw(st.sampled_from([0.0, 0.05, 0.2, 0.5]))
    rounds = [Round(chance, reporters, region_of, gaps) for _ in YEARS]
    readers = {
        "nobody": (set(), set()),
        "focal point": ({reporters[0]}, set()),
        "reviewer": ({one for one in reporters if region_of[one] == regions[0]}, set()),
        "contributor": (set(), {reporters[0]}),
    }
    return rounds, *readers[draw(st.sampled_from(sorted(readers)))]


def equations_of(rounds, known, shown):
    """What somebody knows who has read all that is shown of each round, and who `known` anyhow."""
    found, before, then = Equations(known), None, ""
    for when, one, seen in zip(YEARS, rounds, shown, strict=False):
        for question in ("part", "whole"):
            relate_parts(found, one.answers, when, question, CELLS)
        relate_choices(found, one.answers, when, "plan", CODES)
        learn_all(found, seen, one.answers, when, RATES, before, then)
        learn_who_answered(found, seen, one.answers, when)
        learn_who_was_asked(found, seen, one.answers, when, CONDITIONS)
        before, then = one.answers, when
    return found


def added_up(rounds):
    """The rounds one after the other, each compared with the one before it, as their pages show them."""
    first, second, third = (one.given() for one in rounds)
    return add_up(*first), add_up(*second, before=first), add_up(*third, before=second, earlier=first)


@settings(max_examples=40, deadline=None)
@given(three_rounds())
def test_nothing_follows_about_one_or_two_reporters(reading):
    rounds, entitled, partly = reading
    shown = [seen_by(one, entitled, partly) for one in added_up(rounds)]
    for known in (entitled, entitled | partly):
        assert [] == equations_of(rounds, known, shown).victims()


@pytest.mark.parametrize("seed", range(3))
def test_the_attacker_finds_them_where_nothing_is_withheld(seed):
    chance = Random(seed)
    reporters = [f"R{number:02}" for number in range(9)]
    region_of = {one: "ECA" if one == "R00" else "AFR" for one in reporters}
    rounds = [Round(chance, reporters, region_of, 0.0) for _ in YEARS]
    assert any("R00" in pair for pair in equations_of(rounds, set(), added_up(rounds)).victims())


def test_changes_of_two_years_together_give_nobody_away():
    """Each year's change leaves three others out: both together would set one against another."""
    chance, reporters = Random(7), [f"R{number:02}" for number in range(12)]
    rounds = [Round(chance, reporters, dict.fromkeys(reporters, "AFR"), 0.0) for _ in YEARS]
    for one, absent in zip(rounds, (reporters[:3], (), reporters[1:4]), strict=True):
        for reporter in absent:
            del one.answers[reporter]
    first, second, third = added_up(rounds)
    shown = [seen_by(one, set()) for one in (first, second, third)]
    assert [] == equations_of(rounds, set(), shown).victims()
    forgetful = add_up(*rounds[2].given(), before=rounds[1].given())
    shown[2] = seen_by(forgetful, set())
    assert [] != equations_of(rounds, set(), shown).victims()


def test_a_large_round_is_shown_in_full():
    chance = Random(1)
    reporters = [f"R{number:02}" for number in range(45)]
    region_of = {one: REGIONS[number % 3] for number, one in enumerate(reporters)}
    before, now = (Round(chance, reporters, region_of, 0.0) for _ in range(2))
    figures = add_up(*now.given(), before=before.given())
    for figure in seen_by(figures, {"R00"}):
        if figure.question.id in ("budget", *CONDITIONS):
            continue
        assert figure.withheld is None
        shown = {one.code: one for one in figure.statistics}
        assert {"median", "q1", "q3", "count"} <= shown.keys() or {"count:yes", "rate"} & shown.keys()
        assert shown.keys().isdisjoint({"min", "max"})
        assert all(one.change is not None for one in shown.values() if one.is_linear)
