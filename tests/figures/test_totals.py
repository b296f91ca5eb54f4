"""Small rounds worked out by hand: what each kind of question adds up to."""

from datetime import date

import pytest

from survey.countries import Scheme
from survey.figures import THE_WORLD, Area, Expected, add_up
from survey.messages import say
from tests.figures.rounds import case, expected, figures, form, number, said

PLACES = {"AFR": ("MDG", "GHA", "UGA", "MAR"), "ECA": ("ALB",)}
THEMES = (
    "id: themes, kind: choices, choices: {child: Child labour, forced: Forced labour}, label: Themes",
    number("cases", "adds_up: yes, relevant: \"selected(${themes}, 'forced')\""),
)


def values(figure, currency=""):
    return {one.code: one.value for one in figure.statistics if one.currency == currency}


def region(found, code):
    return next(area for area in found.areas.regions if area.code == code)


def test_a_missing_country_is_not_counted_as_zero():
    answers = {
        "MDG": {"persons": 10},
        "GHA": {"persons": 0},
        "UGA": {"persons": said(missing="not_available")},
    }
    found = figures(form(number("persons")), PLACES, answers).of(THE_WORLD, "persons")
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


def test_percentages_are_never_summed_and_never_averaged():
    asked = form("id: share, kind: number, unit: percent, label: Share")
    found = figures(asked, PLACES, {"MDG": {"share": 10}, "GHA": {"share": 20}, "UGA": {"share": 90}})
    assert {"count": 3, "median": 20, "q1": 15, "q3": 55, "min": 10, "max": 90} == values(
        found.of(THE_WORLD, "share")
    )


def test_a_rate_leaves_a_whole_of_zero_out_and_counts_it():
    asked = form(
        number("done"),
        number("planned"),
        "id: share, kind: number, unit: percent, label: Share, rate_of: {part: done, whole: planned}",
    )
    answers = {
        "MDG": {"done": 1, "planned": 4},
        "GHA": {"done": 0, "planned": 0},
        "UGA": {"done": 2, "planned": 2, "share": 100},
        "MAR": {"done": 7},
    }
    found = figures(asked, PLACES, answers).of(THE_WORLD, "share")
    rate = found.statistic("rate")
    assert (50, 2, 1) == (rate.value, rate.n, found.zero_wholes)
    assert (2, 2) == (found.coverage.reporting, found.coverage.blank)
    assert (25, 100) == (found.statistic("min").value, found.statistic("max").value)


def test_what_was_not_asked_is_another_thing_than_what_was_left_blank():
    answers = {
        "MDG": {"themes": ["child"]},
        "GHA": {"themes": ["forced"]},
        "UGA": {"themes": ["child", "forced"], "cases": 3},
    }
    coverage = figures(form(*THEMES), PLACES, answers).of(THE_WORLD, "cases").coverage
    assert (1, 1, 1, {}, 2) == (
        coverage.reporting,
        coverage.not_asked,
        coverage.blank,
        coverage.missing,
        coverage.without_report,
    )
    assert 4 == coverage.asked


def test_nobody_at_all_makes_no_statistics():
    found = add_up(form(number("persons")), [], [])
    figure = found.of(THE_WORLD, "persons")
    assert ((), 0, 0, None) == (
        figure.statistics,
        figure.coverage.expected,
        figure.coverage.share,
        figure.years,
    )
    assert (THE_WORLD,) == found.areas.larger


def test_a_country_is_an_area_of_one():
    found = figures(form(number("persons")), PLACES, {"MDG": {"persons": 7}, "GHA": {"persons": 5}})
    areas = {area.code: area for area in found.areas.countries}
    assert ["MDG", "GHA", "UGA", "MAR", "ALB"] == list(areas)
    assert 7 == found.of(areas["MDG"], "persons").statistic("sum").value
    nothing = found.of(areas["UGA"], "persons")
    assert ((), 1, 0) == (nothing.statistics, nothing.coverage.expected, nothing.coverage.reports)
    assert ["MDG"] == [one.reporter for one in found.of(areas["MDG"], "persons").sources()]


def test_next_steps_are_counted_over_all_countries_own_steps():
    asked = form("id: done, kind: yes_no, rows_from: steps, label: Done")
    steps = {"steps": [["s1", "A hub"], ["s2", "A law"], ["s3", "A survey"]]}
    cases = [
        case("MDG", "AFR", {("done", "s1"): "yes", ("done", "s2"): "no"}, rows=steps),
        case("GHA", "AFR", {("done", "s1"): "yes"}, rows=steps),
        case("UGA", "AFR", {}, rows={"steps": []}),
    ]
    found = add_up(asked, expected(AFR=("MDG", "GHA", "UGA")), cases).of(THE_WORLD, "done")
    assert 2 == found.statistic("count:yes").value
    assert pytest.approx(200 / 3) == found.statistic("share:yes").value
    assert (2, 1, 3) == (found.coverage.reporting, found.coverage.not_asked, found.statistic("count").n)
    assert [("MDG", "s1"), ("MDG", "s2"), ("GHA", "s1")] == [
        (one.reporter, one.row) for one in found.sources()
    ]


def test_a_list_counts_countries_and_entries_and_its_numbers_add_up():
    asked = form(
        "id: partners, kind: list, label: Partners, fields: ["
        "{id: staff, kind: number, unit: persons, adds_up: yes, label: Staff}]"
    )
    cases = [
        case(
            "MDG",
            "AFR",
            {("partners.staff", "e1"): 4, ("partners.staff", "e2"): 6},
            entries={"partners": ["e1", "e2"]},
        ),
        case("GHA", "AFR", {("partners.staff", "e1"): 1}, entries={"partners": ["e1"]}),
        case("UGA", "AFR", {}),
    ]
    found = add_up(asked, expected(AFR=("MDG", "GHA", "UGA")), cases)
    partners, staff = found.of(THE_WORLD, "partners"), found.of(THE_WORLD, "partners.staff")
    assert {"count": 2, "entries": 3} == values(partners)
    assert (2, 1) == (partners.coverage.reporting, partners.coverage.blank)
    assert (11, 3, 4) == (
        staff.statistic("sum").value,
        staff.statistic("sum").n,
        staff.statistic("median").value,
    )
    assert (2, 1) == (staff.coverage.reporting, staff.coverage.not_asked)


def test_what_a_form_calculates_is_added_up_without_a_sum():
    asked = form(
        number("opened"),
        number("closed"),
        "id: pending, kind: calculated, unit: persons, calculation: '${opened} - ${closed}', label: Pending",
    )
    answers = {"MDG": {"opened": 5, "closed": 2}, "GHA": {"opened": 9, "closed": 2}, "UGA": {"opened": 1}}
    found = figures(asked, PLACES, answers).of(THE_WORLD, "pending")
    assert {"count": 2, "median": 5, "q1": 4, "q3": 6, "min": 3, "max": 7} == values(found)


def test_a_breakdown_that_does_not_add_up_is_flagged_with_whose_it_is():
    asked = form(number("persons", "adds_up: yes, by: [sex]"))
    answers = {
        "MDG": {"persons": said(10, {"sex=F": 4, "sex=M": 6})},
        "GHA": {"persons": said(10, {"sex=F": 4, "sex=M": 4})},
        "UGA": {"persons": said(10, {"sex=F": 4})},
    }
    figure = figures(asked, PLACES, answers).of(THE_WORLD, "persons")
    (parts,) = figure.parts()
    assert ("sex", 2, 3, ("GHA",), 20, 18) == (
        parts.breakdown,
        parts.given,
        parts.answered,
        parts.disagreeing,
        parts.total,
        parts.parts,
    )
    assert "Sex: 2 of 3 gave all the parts; 1 does not agree with its total." == str(parts.sentence())
    assert () == figures(asked, PLACES, answers).of(THE_WORLD, "persons", "", "sex=F").parts()


def test_cells_of_two_breakdowns_are_totals_of_each_other():
    asked = form(number("persons", "adds_up: yes, by: [sex, age]"))
    cells = {"sex=F": 4, "sex=M": 6, "age=Y5": 3, "age=Y15": 7, "age=Y5;sex=F": 1, "age=Y15;sex=F": 3}
    found = figures(asked, PLACES, {"MDG": {"persons": said(10, cells)}})
    total, girls = (found.of(THE_WORLD, "persons", "", cell).parts() for cell in ("_T", "sex=F"))
    assert [("sex", 10, 10), ("age", 10, 10)] == [(one.breakdown, one.total, one.parts) for one in total]
    assert [("age", 4, 4)] == [(one.breakdown, one.total, one.parts) for one in girls]


def test_another_scheme_of_regions_divides_the_same_answers_otherwise():
    names = {"N": say("test/north", "North"), "S": say("test/south", "South")}
    scheme = Scheme("test", "1", names, {"MDG": "S", "UGA": "S", "GHA": "N", "ALB": "N"})
    answers = {one: {"persons": number} for number, one in enumerate(("MDG", "GHA", "UGA", "MAR", "ALB"), 1)}
    found = figures(form(number("persons")), PLACES, answers, scheme=scheme)
    sums = {area.code: found.of(area, "persons").statistic("sum").value for area in found.areas.larger}
    assert {"world": 15, "N": 7, "S": 4, "none": 4} == sums
    assert [("test", "1", name) for name in ("North", "South", "Without a region")] == [
        (area.scheme, area.version, str(area.name)) for area in found.areas.regions
    ]


def test_a_report_that_nobody_expected_was_expected_all_the_same():
    cases = [case("MDG", "AFR", {"persons": 3}), case("CHL", "AME", {"persons": 4})]
    found = add_up(form(number("persons")), expected(AFR=("MDG",)), cases)
    assert (2, 7) == (
        found.of(THE_WORLD, "persons").coverage.expected,
        found.of(THE_WORLD, "persons").statistic("sum").value,
    )
    assert ["AFR", "AME"] == [area.code for area in found.areas.regions]


def test_two_reports_of_one_country_are_refused():
    with pytest.raises(ValueError, match="two reports of MDG"):
        add_up(form(number("persons")), [], [case("MDG", "AFR", {}), case("MDG", "AFR", {})])


def test_who_has_no_region_has_an_area_of_its_own_beside_the_regions():
    asked = form(number("persons", "adds_up: yes"))
    cases = [case("MDG", "AFR", {"persons": 4}), case("XAA", "", {"persons": 3})]
    found = add_up(asked, [Expected("MDG", "AFR"), Expected("XAA"), Expected("XAB")], cases)
    assert ["world", "AFR", "none"] == [area.code for area in found.areas.larger]
    others = found.of(found.areas.region("none"), "persons")
    assert (3, 2, 1, "Without a region") == (
        others.statistic("sum").value, others.coverage.expected, others.coverage.reporting,
        str(others.area.name),
    )  # fmt: skip
    assert ["world", "AFR", "none"] == [figure.area.code for figure in found]


def test_groups_have_no_region_and_are_not_called_countries():
    found = add_up(
        form(number("persons")), [Expected("supply-chains")], [case("supply-chains", "", {"persons": 4})]
    )
    assert (THE_WORLD,) == found.areas.larger
    assert "1 of 1 report expected" == str(found.of(THE_WORLD, "persons").coverage.sentence())


def test_the_range_of_reference_years_is_that_of_the_evidence_that_covers_the_answer():
    asked = form(
        number("persons"), "id: share, kind: number, unit: percent, label: Share, evidence_from: persons"
    )
    answers = {
        "MDG": {"persons": said(3, reference_year=2015), "share": 4},
        "GHA": {"persons": said(3, reference_year=2018)},
        "UGA": {"persons": said(reference_year=2001), "share": 5},
    }
    found = figures(asked, PLACES, answers)
    assert (2015, 2018) == found.of(THE_WORLD, "persons").years
    assert (2001, 2015) == found.of(THE_WORLD, "share").years
    assert None is found.of(region(found, "ECA"), "persons").years


def test_dates_are_shown_as_dates_with_their_range():
    asked = form("id: adopted, kind: date, label: Adopted")
    answers = {"MDG": {"adopted": "2017-03-01"}, "GHA": {"adopted": "2016-05-31"}}
    found = figures(asked, PLACES, answers).of(THE_WORLD, "adopted")
    assert {"count": 2, "earliest": date(2016, 5, 31), "latest": date(2017, 3, 1)} == values(found)


def test_figures_come_in_question_order_the_world_first():
    asked = form(number("b", "adds_up: yes, by: [sex]"), number("a"))
    found = [(one.question.id, one.cell, one.area.code) for one in figures(asked, PLACES, {})]
    cells = [("b", "_T"), ("b", "sex=F"), ("b", "sex=M"), ("a", "_T")]
    assert [(*cell, area) for cell in cells for area in ("world", "AFR", "ECA")] == found


def test_every_statistic_has_a_label_and_a_stable_code():
    asked = form(
        number("persons"),
        "id: plan, kind: yes_no, label: Plan",
        "id: since, kind: year, label: Since",
        "id: share, kind: number, unit: percent, label: S, rate_of: {part: persons, whole: all}",
        number("all"),
        "id: partners, kind: list, label: Partners, fields: [{id: name, kind: text, label: Name}]",
    )
    answers = {
        "persons": 1,
        "plan": "yes",
        "since": 2000,
        "share": 50,
        "all": 2,
        ("partners.name", "e1"): "A",
    }
    found = add_up(asked, [], [case("MDG", "AFR", answers, entries={"partners": ["e1"]})])
    labels = {one.code: str(one.label()) for figure in found for one in figure.statistics}
    assert {
        "count": "Number of answers",
        "sum": "Sum",
        "median": "Median",
        "q1": "Lower quartile",
        "q3": "Upper quartile",
        "min": "Lowest",
        "max": "Highest",
        "rate": "Overall rate, from the two numbers",
        "earliest": "Earliest",
        "latest": "Latest",
        "entries": "Number of entries",
        "count:yes": "Answered “Yes”",
        "count:no": "Answered “No”",
        "share:yes": "Share that answered “Yes”",
        "share:no": "Share that answered “No”",
    } == labels


def test_an_area_knows_its_level():
    found = figures(form(number("persons")), PLACES, {})
    assert [
        Area("world", "world"),
        Area("region", "AFR", "ILO", "2020"),
        Area("region", "ECA", "ILO", "2020"),
    ] == list(found.areas.larger)
