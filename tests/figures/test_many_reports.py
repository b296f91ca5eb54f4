"""Many reports: the time grows with them and no faster (`make bench` has the full size)."""

import json

from benchmarks.figures import figures_of, growth, plain_numbers, snapshots
from survey.figures import THE_WORLD


def test_twice_the_reports_cost_about_twice_the_time():
    assert growth(reports=1000, questions=40, rounds=6) <= 3


def test_the_generated_reports_add_up_to_what_they_say():
    given = snapshots(50, 3)
    figures = figures_of(plain_numbers(3), given)
    for question in ("number.n0", "number.n2"):
        told = [json.loads(one)["answers"][question][""]["cells"]["_T"] for _, _, one in given]
        assert sum(told) == figures.of(THE_WORLD, question).statistic("sum").value


def test_a_figure_is_made_once():
    figures = figures_of(plain_numbers(2), snapshots(9, 2))
    assert all(one is other for one, other in zip(figures, figures, strict=True))
    assert 12 == len(list(figures))
