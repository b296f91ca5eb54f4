"""What changed since the round before, and over whom."""

from concurrent.futures import ThreadPoolExecutor

from survey.figures import THE_WORLD, add_up
from tests.figures.rounds import case, expected, form, number, said

PLACES = {"AFR": ("MDG", "GHA", "UGA", "MAR"), "ECA": ("ALB",)}


def compared(asked, now, then, asked_then=None):
    def given(form_of_year, answers):
        region_of = {name: region for region, names in PLACES.items() for name in names}
        return (
            form_of_year,
            expected(**PLACES),
            [case(one, region_of[one], said_by) for one, said_by in answers.items()],
        )

    return add_up(*given(asked, now), before=given(asked_then or asked, then))


def test_only_countries_of_both_rounds_are_compared():
    now = {"MDG": {"persons": 12}, "GHA": {"persons": 5}, "UGA": {"persons": 100}}
    then = {"MDG": {"persons": 10}, "GHA": {"persons": 8}, "ALB": {"persons": 1}}
    found = compared(form(number("persons")), now, then).of(THE_WORLD, "persons")
    total, median = found.statistic("sum"), found.statistic("median")
    assert (117, -1, 18, 2) == (total.value, total.change, total.before, total.compared)
    assert (-0.5, None, 2) == (median.change, median.before, median.compared)
    assert (2, 1, 1, 0) == (found.change.countries, found.change.rose, found.change.fell, found.change.same)
    assert [None, None] == [found.statistic(code).change for code in ("min", "q1")]


def test_a_question_whose_unit_changed_is_not_compared():
    asked = form("id: persons, kind: number, unit: percent, label: Persons")
    found = compared(asked, {"MDG": {"persons": 12}}, {"MDG": {"persons": 10}}, form(number("persons")))
    figure = found.of(THE_WORLD, "persons")
    assert (None, None) == (figure.change, figure.statistic("median").change)


def test_a_new_question_has_no_change():
    found = compared(form(number("persons")), {"MDG": {"persons": 2}}, {"MDG": {}}, form(number("others")))
    assert None is found.of(THE_WORLD, "persons").change


def test_a_choice_that_is_new_has_no_change():
    now = form("id: size, kind: choice, choices: {big: Big, small: Small, none: None}, label: Size")
    then = form("id: size, kind: choice, choices: {big: Big, small: Small}, label: Size")
    found = compared(now, {"MDG": {"size": "none"}}, {"MDG": {"size": "big"}}, then).of(THE_WORLD, "size")
    assert {"count:big": -1, "count:small": 0, "count:none": None} == {
        code: found.statistic(code).change for code in ("count:big", "count:small", "count:none")
    }


def test_amounts_in_another_currency_than_before_are_not_compared():
    asked = form("id: budget, kind: number, unit: money, adds_up: yes, label: Budget")
    now = {"MDG": {"budget": said(5, currency="USD")}, "GHA": {"budget": said(5, currency="EUR")}}
    then = {"MDG": {"budget": said(3, currency="USD")}, "GHA": {"budget": said(3, currency="USD")}}
    figure = compared(asked, now, then).of(THE_WORLD, "budget")
    assert (2, 1) == (figure.statistic("sum", "USD").change, figure.statistic("sum", "USD").compared)
    assert (None, 1) == (figure.statistic("sum", "EUR").change, figure.change.countries)


def test_differences_have_no_digits_that_only_look_exact():
    asked = form("id: budget, kind: number, unit: money, adds_up: yes, label: Budget")
    now = {"MDG": {"budget": said(165902066.5, currency="USD")}}
    then = {"MDG": {"budget": said(172013469.11, currency="USD")}}
    figure = compared(asked, now, then).of(THE_WORLD, "budget")
    assert -6111402.61 == figure.statistic("sum", "USD").change


def test_whole_numbers_lose_no_digit_however_large():
    asked = form("id: budget, kind: number, unit: money, adds_up: yes, label: Budget")
    now = {"MDG": {"budget": said(1_000_000_000_000_003, currency="USD")}}
    then = {"MDG": {"budget": said(1_000_000_000_000_000, currency="USD")}}
    figure = compared(asked, now, then).of(THE_WORLD, "budget")
    assert (3, 3) == (figure.statistic("sum", "USD").change, figure.statistic("median", "USD").change)


def test_a_country_that_moved_to_another_region_is_compared_where_it_is_now():
    asked = form(number("persons"))
    now = (asked, expected(AFR=("MDG",)), [case("MDG", "AFR", {"persons": 4})])
    then = (asked, expected(ECA=("MDG",)), [case("MDG", "ECA", {"persons": 1})])
    found = add_up(*now, before=then)
    assert [("world", 3), ("AFR", 3)] == [
        (area.code, found.of(area, "persons").statistic("sum").change) for area in found.areas.larger
    ]


def test_threads_that_read_the_same_figures_at_once_read_the_same():
    asked = form(*(number(f"n{one}") for one in range(12)))
    answers = {one: {f"n{place}": place for place in range(12)} for one in PLACES["AFR"]}

    def read(figures):
        return [one.statistic("sum").change for one in figures if one.statistics]

    for _ in range(5):
        found = compared(asked, answers, answers)
        with ThreadPoolExecutor(8) as pool:
            assert [[0.0] * 24] * 8 == list(pool.map(read, [found] * 8))
