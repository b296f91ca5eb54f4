"""Editions, attacked: who has kept every edition of two rounds learns nothing about one or two reporters."""

from copy import deepcopy
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.figures import add_up, seen_by
from survey.figures.adding_up import Figures
from tests.figures.attacking import (
    Equations,
    OfEdition,
    learn_all,
    learn_who_answered,
    learn_who_was_asked,
    relate_choices,
    relate_parts,
)
from tests.figures.test_nobody_can_be_worked_out import CELLS, CODES, CONDITIONS, RATES, REGIONS, Round


def later(chance, earlier, share):
    """The next edition: some reports are new, some are gone, some say something else."""
    found = deepcopy(earlier)
    for reporter in earlier.region_of:
        if chance.random() >= share:
            continue
        said = Round(chance, [reporter], earlier.region_of, 0.1).answers.get(reporter)
        if said is None:
            found.answers.pop(reporter, None)
        elif reporter in found.answers and chance.random() < 0.5:
            corrected = chance.choice(("part", "whole", "budget", "plan"))
            corrections = {place: value for place, value in said.items() if place[0] == corrected}
            kept = {place: value for place, value in found.answers[reporter].items() if place[0] != corrected}
            found.answers[reporter] = kept | corrections
        else:
            found.answers[reporter] = said
    return found


def released(editions, before=None):
    """The figures of each edition, which knows the editions before it."""
    found = []
    for edition in editions:
        alone = add_up(*edition.given())
        found.append(Figures(alone.questionnaire, alone.areas, alone.columns, before, tuple(found)))
    return found


def equations_of(rounds, known, shown):
    """What somebody knows who has read every edition of each round, and who `known` anyhow."""
    found, before, then = Equations(known), None, ""
    for when, editions, seen in zip(("first", "second"), rounds, shown, strict=False):
        said = [edition.answers for edition in editions]
        for number, answers in enumerate(said):
            mine = OfEdition(found, when, said, number)
            theirs = mine if before is None else Both(mine, before[1])
            for question in ("part", "whole"):
                relate_parts(mine, answers, when, question, CELLS)
            relate_choices(mine, answers, when, "plan", CODES)
            learn_all(theirs, seen[number], answers, when, RATES, before and before[0], then)
            learn_who_answered(mine, seen[number], answers, when)
            learn_who_was_asked(mine, seen[number], answers, when, CONDITIONS)
        before, then = (said[-1], mine), when
    return found


class Both:
    """An edition that is compared with the last edition of the round before."""

    def __init__(self, mine, earlier):
        self.mine, self.earlier = mine, earlier

    def learn(self, terms):
        self.mine.equations.learn(self.earlier.renamed(self.mine.renamed(terms)))


@st.composite
def two_rounds(draw):
    """Two rounds with up to three editions each, and who is reading."""
    chance = Random(draw(st.integers(0, 2**32)))
    reporters = [f"R{number:02}" for number in range(draw(st.integers(4, 14)))]
    regions = REGIONS[: draw(st.integers(1, 3))]
    region_of = {reporter: chance.choice(regions) for reporter in reporters}
    share = draw(st.sampled_from([0.1, 0.3, 0.8]))
    rounds = []
    for many in (draw(st.integers(1, 2)), draw(st.integers(2, 3))):
        editions = [Round(chance, reporters, region_of, draw(st.sampled_from([0.0, 0.2])))]
        while len(editions) < many:
            editions.append(later(chance, editions[-1], share))
        rounds.append(editions)
    readers = {
        "nobody": (set(), set()),
        "focal point": ({reporters[0]}, set()),
        "reviewer": ({reporter for reporter in reporters if region_of[reporter] == regions[0]}, set()),
        "contributor": (set(), {reporters[0]}),
    }
    return rounds, *readers[draw(st.sampled_from(sorted(readers)))]


def shown_to(rounds, entitled, partly=()):
    first = released(rounds[0])
    second = released(rounds[1], first[-1])
    return [[seen_by(edition, entitled, partly) for edition in editions] for editions in (first, second)]


@settings(max_examples=20, deadline=None)
@given(two_rounds())
def test_nothing_follows_from_any_number_of_editions(reading):
    rounds, entitled, partly = reading
    shown = shown_to(rounds, entitled, partly)
    for known in (entitled, entitled | partly):
        assert [] == equations_of(rounds, known, shown).victims()


def one_more(change):
    """A round whose second edition differs in what `change` does to its reports."""
    chance, reporters = Random(3), [f"R{number:02}" for number in range(12)]
    now = Round(chance, reporters, dict.fromkeys(reporters, "AFR"), 0.0)
    before = deepcopy(now)
    change(before.answers)
    return [before, now]


@pytest.mark.parametrize("late", [1, 2])
def test_late_reports_of_one_or_two_are_told_by_sums_that_forget_the_edition_before(late):
    def without(answers):
        for reporter in [*answers][:late]:
            del answers[reporter]

    editions = one_more(without)
    forgetful = [[seen_by(add_up(*edition.given()), set()) for edition in editions]]
    assert [] != equations_of([editions], set(), forgetful).victims()
    careful = [[seen_by(edition, set()) for edition in released(editions)]]
    assert [] == equations_of([editions], set(), careful).victims()
    assert all(figure.withheld is not None for figure in careful[0][1])


def test_three_late_reports_are_shown_at_once():
    def without(answers):
        for reporter in [*answers][:3]:
            del answers[reporter]

    editions = one_more(without)
    shown = [seen_by(edition, set()) for edition in released(editions)]
    sums = [edition.of(edition.areas.larger[0], "part").statistic("sum") for edition in shown]
    assert [9, 12] == [found.reporters for found in sums]


def test_a_correction_of_one_answer_withholds_the_figures_of_that_question_alone():
    def mistaken(answers):
        answers["R03"]["part", "_T"] = (7, "")

    editions = one_more(mistaken)
    world = [seen_by(edition, set()) for edition in released(editions)][1]
    everybody = world.areas.larger[0]
    assert world.of(everybody, "part").withheld is not None
    assert world.of(everybody, "whole").statistic("sum") is not None
