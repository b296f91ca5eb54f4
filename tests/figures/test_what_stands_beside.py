"""What stands beside a figure: reference years, lower bounds, answers carried over, entries of lists."""

from survey.figures import THE_WORLD, add_up, seen_by
from tests.figures.rounds import case, expected, figures, form, number, said

PLACES = {"AFR": ("MDG", "GHA", "UGA", "MAR")}
SHARE = (
    "id: share, kind: number, unit: percent, missing: yes, label: Share, rate_of: {part: done, whole: all}"
)
ENTRIES = (
    "id: steps, kind: list, label: Steps, fields: ["
    "{id: cost, kind: number, unit: persons, adds_up: yes, missing: yes, label: Cost}, "
    "{id: since, kind: year, label: Since}]"
)


def test_years_say_how_many_answers_give_one():
    answers = {
        "MDG": {"done": said(1, reference_year=2015)},
        "GHA": {"done": said(2, reference_year=2019)},
        "UGA": {"done": 3},
    }
    figure = figures(form(number("done")), PLACES, answers).of(THE_WORLD, "done")
    assert "2015 to 2019, given by 2 of 3" == str(figure.reference.sentence())
    alone = figures(form(number("done")), PLACES, {"MDG": answers["MDG"]}).of(THE_WORLD, "done")
    assert "2015, given by 1 of 1" == str(alone.reference.sentence())


def test_a_rate_has_the_years_of_its_two_numbers():
    answers = {
        "MDG": {"done": said(1, reference_year=2015), "all": said(4, reference_year=2019)},
        "GHA": {"done": said(2, reference_year=2018), "all": said(4, reference_year=2018)},
        "UGA": {"done": 3, "all": 4},
        "MAR": {"done": said(3, reference_year=2010)},
    }
    figure = figures(form(number("done"), number("all"), SHARE), PLACES, answers).of(THE_WORLD, "share")
    years = figure.years_of(figure.statistic("rate"))
    assert (2015, 2019, 2, 3, 1) == (years.first, years.last, years.given, years.of, years.differing)


def test_a_sum_is_a_lower_bound_where_a_figure_is_included_elsewhere():
    answers = {"MDG": {"done": 1}, "GHA": {"done": said(missing="included_elsewhere")}}
    figure = figures(form(number("done")), PLACES, answers).of(THE_WORLD, "done")
    assert [True, False] == [figure.is_lower_bound(figure.statistic(code)) for code in ("sum", "median")]
    known = figures(form(number("done")), PLACES, {**answers, "GHA": {"done": said(missing="confidential")}})
    figure = known.of(THE_WORLD, "done")
    assert not figure.is_lower_bound(figure.statistic("sum"))


def test_a_change_says_how_many_answers_were_carried_over():
    asked = form(number("done"), number("all"), SHARE)
    before = {"MDG": {"done": 1, "all": 4}, "GHA": {"done": 2, "all": 4}}
    now = {
        "MDG": {"done": said(1, carried=True), "all": 8},
        "GHA": {"done": 3, "all": 4},
        "UGA": {"done": said(9, carried=True), "all": 9},
    }
    cases = [case(name, "AFR", answers) for name, answers in before.items()]
    found = figures(asked, PLACES, now, before=(asked, expected(**PLACES), cases))
    total, rate = found.of(THE_WORLD, "done").statistic("sum"), found.of(THE_WORLD, "share").statistic("rate")
    assert (1, 2, 1) == (total.change, total.compared, total.carried)
    assert (2, 1) == (rate.compared, rate.carried)


def entries_of_madagascar():
    answers = {
        ("steps.cost", "a"): 5,
        ("steps.cost", "b"): said(missing="confidential"),
        ("steps.since", "a"): said(2001),
        ("steps.since", "b"): said(2002),
    }
    return [case("MDG", "AFR", answers, entries={"steps": ["a", "b"]})]


def test_every_entry_of_a_country_has_a_figure_of_its_own_and_its_own_change():
    asked = form(ENTRIES)
    earlier = [case("MDG", "AFR", {("steps.since", "b"): 2000}, entries={"steps": ["b"]})]
    before = (asked, expected(**PLACES), earlier)
    found = add_up(asked, expected(**PLACES), entries_of_madagascar(), before=before)
    country = found.areas.countries[0]
    rows = {(figure.question.id, figure.row): figure for figure in seen_by(found, None).in_area(country)}
    assert [
        ("steps", ""),
        ("steps.cost", "a"),
        ("steps.cost", "b"),
        ("steps.since", "a"),
        ("steps.since", "b"),
    ] == [*rows]
    assert (5, 1) == (
        rows["steps.cost", "a"].statistic("sum").value,
        rows["steps.cost", "a"].coverage.reporting,
    )
    assert ((), {"confidential": 1}) == (
        rows["steps.cost", "b"].statistics,
        rows["steps.cost", "b"].coverage.missing,
    )
    assert [None, 2] == [rows["steps.since", entry].statistic("median").change for entry in ("a", "b")]


def test_how_many_entries_a_country_has_is_told_only_to_those_who_may_read_it():
    found = add_up(form(ENTRIES), expected(**PLACES), entries_of_madagascar())
    country = found.areas.countries[0]
    rows = [(figure.row, figure.statistics) for figure in seen_by(found, {"GHA"}).in_area(country)]
    assert [("", ())] * 3 == rows
