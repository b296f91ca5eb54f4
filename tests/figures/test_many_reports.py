"""Many reports: the work grows with them and no faster (`make bench` has the time, at full size)."""

import json

from benchmarks.figures import figures_of, plain_numbers, snapshots
from survey.figures import THE_WORLD
from tests.counting import lines_run


def test_twice_the_reports_cost_about_twice_the_time():
    form, twice = plain_numbers(20), snapshots(1000, 20)
    figures_of(form, twice[:9])
    small, large = (lines_run(lambda some=some: figures_of(form, some)) for some in (twice[:500], twice))
    assert large <= 2.2 * small


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
