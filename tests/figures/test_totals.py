"""Small rounds worked out by hand: what each kind of question adds up to."""

from survey.figures import THE_WORLD
from tests.figures.rounds import figures, form, number, said

AFRICA = {"AFR": ("MDG", "GHA", "UGA", "MAR"), "ECA": ("ALB",)}


def values(figure):
    return {one.code: one.value for one in figure.statistics}


def test_a_missing_country_is_not_counted_as_zero():
    asked = form(number("persons"))
    answers = {
        "MDG": {"persons": 10},
        "GHA": {"persons": 0},
        "UGA": {"persons": said(missing="not_available")},
    }
    found = figures(asked, AFRICA, answers).of(THE_WORLD, "persons")
    assert {"count": 2, "sum": 10, "median": 5, "q1": 2.5, "q3": 7.5, "min": 0, "max": 10} == values(found)
    coverage = found.coverage
    assert (5, 3, 2, {"not_available": 1}, 0, 0, 2) == (
        coverage.expected,
        coverage.reports,
        coverage.reporting,
        coverage.missing,
        coverage.not_asked,
        coverage.blank,
        coverage.without_report,
    )
    assert "2 of 5 countries" == str(coverage.sentence())
