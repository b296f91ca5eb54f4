"""Who stands behind a statistic: one number for pages and files, and nobody counted twice."""

from survey.figures import THE_WORLD, seen_by
from tests.figures.rounds import figures, form, number, said

PLACES = {"AFR": ("MDG", "GHA", "UGA", "MAR"), "AME": ("CHL", "PER")}
SHARE = (
    "id: share, kind: number, unit: percent, missing: yes, label: Share, rate_of: {part: done, whole: all}"
)
MONEY = "id: cost, kind: number, unit: money, adds_up: yes, missing: yes, label: Cost"


def everyone(coverage):
    counted = coverage.reporting + sum(coverage.missing.values()) + coverage.not_asked + coverage.blank
    return counted + coverage.apart + coverage.without_report


def test_a_rate_is_covered_by_those_who_gave_both_numbers():
    answers = {
        "MDG": {"done": 1, "all": 4},
        "GHA": {"done": 2, "all": 4},
        "UGA": {"share": 50},
        "MAR": {"done": said(missing="confidential"), "all": 3},
        "CHL": {"done": 0, "all": 0},
    }
    figure = figures(form(number("done"), number("all"), SHARE), PLACES, answers).of(THE_WORLD, "share")
    coverage = figure.coverage_of(figure.statistic("rate"))
    assert (6, 2, {"confidential": 1}) == (coverage.expected, coverage.reporting, coverage.missing)
    assert (2, 0, 1) == (coverage.apart, coverage.blank, coverage.without_report)
    assert "2 of 6 countries" == str(coverage.sentence())
    assert 6 == everyone(coverage)


def test_money_is_covered_by_those_who_used_the_currency():
    answers = {
        "MDG": {"cost": said(5, currency="USD")},
        "GHA": {"cost": said(6, currency="EUR")},
        "UGA": {"cost": said(7, currency="EUR")},
        "MAR": {"cost": said(missing="not_available")},
        "CHL": {},
    }
    figure = figures(form(MONEY), PLACES, answers).of(THE_WORLD, "cost")
    dollars, euro = (figure.coverage_of(figure.statistic("sum", currency)) for currency in ("USD", "EUR"))
    assert (1, 2, 2, 1) == (dollars.reporting, dollars.apart, euro.reporting, euro.apart)
    assert (3, {"not_available": 1}, 1, 1) == (
        figure.coverage.reporting, dollars.missing, dollars.blank, dollars.without_report,
    )  # fmt: skip
    assert [6, 6] == [everyone(dollars), everyone(euro)]


def test_a_withheld_figure_gives_no_number_of_reporters():
    answers = {"MDG": {"done": 1}, "GHA": {"done": 2}, "UGA": {}, "MAR": {}, "CHL": {}, "PER": {}}
    found = figures(form(number("done")), {"AFR": tuple(answers)}, answers)
    withheld = seen_by(found, set()).of(THE_WORLD, "done")
    assert withheld.withheld is not None
    assert (False, 0, {}) == (withheld.coverage.told, withheld.coverage.reporting, withheld.coverage.missing)
    assert "6 countries expected" == str(withheld.coverage.sentence())


def test_rows_of_the_own_count_answers_in_n_and_reporters_in_the_coverage():
    asked = form("id: steps, kind: yes_no, rows_from: steps, label: Done")
    answers = {"MDG": {("steps", "s1"): "yes", ("steps", "s2"): "no"}, "GHA": {("steps", "s1"): "yes"}}
    figure = figures(asked, PLACES, answers).of(THE_WORLD, "steps")
    count = figure.statistic("count")
    assert (3, 2) == (count.n, figure.coverage_of(count).reporting)
