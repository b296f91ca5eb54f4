"""Every figure computed a second time, by the standard library alone, from plain rows of random rounds."""

import statistics
from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from survey.figures import THE_WORLD, add_up
from tests.figures.rounds import case, expected, form, number, said

FORM = form(
    number("persons", "adds_up: yes, by: [sex]"),
    number("ranked", "adds_up: no"),
    number("whole"),
    "id: rate, kind: number, unit: percent, label: A, rate_of: {part: persons, whole: whole}, missing: yes",
    "id: budget, kind: number, unit: money, label: Budget, adds_up: yes, missing: yes",
    "id: plan, kind: yes_no, partly: yes, label: Plan, missing: yes",
    "id: means, kind: choices, choices: {law: Law, school: School, work: Work}, label: Means, missing: yes",
    "id: since, kind: year, label: Since, missing: yes",
    "id: adopted, kind: date, label: Adopted, missing: yes",
    "id: story, kind: text, label: Story, missing: yes",
    "id: steps, kind: yes_no, rows_from: steps, label: Done",
    "id: law, kind: yes_no, rows: {C138: Minimum age, C182: Worst forms}, label: Law, missing: yes",
)
REASONS = ("not_available", "not_applicable", "confidential")
REGION = {"MDG": "AFR", "GHA": "AFR", "UGA": "AFR", "CHL": "AME", "PER": "AME", "FJI": "ASI", "ALB": "ECA"}
WHOLE = st.integers(0, 10**9)
AMOUNT = st.integers(0, 10**11).map(lambda cents: cents / 100)
NUMBERS = {
    ("persons", "", "_T"): WHOLE,
    ("persons", "", "sex=F"): WHOLE,
    ("persons", "", "sex=M"): WHOLE,
    ("ranked", "", "_T"): WHOLE,
    ("whole", "", "_T"): st.one_of(st.just(0), WHOLE),
    ("rate", "", "_T"): st.floats(0, 100),
    ("budget", "", "_T"): AMOUNT,
    ("since", "", "_T"): st.integers(1950, 2020),
    ("adopted", "", "_T"): st.dates(date(1990, 1, 1), date(2020, 12, 31)),
}
WORDS = {
    ("plan", "", "_T"): st.sampled_from(["yes", "partly", "no"]),
    ("means", "", "_T"): st.lists(st.sampled_from(["law", "school", "work"]), min_size=1, unique=True).map(
        sorted
    ),
    ("story", "", "_T"): st.text(st.characters(categories=["L"]), min_size=1, max_size=5),
    ("steps", "s1", "_T"): st.sampled_from(["yes", "no"]),
    ("steps", "s2", "_T"): st.sampled_from(["yes", "no"]),
    ("law", "C138", "_T"): st.sampled_from(["yes", "no"]),
    ("law", "C182", "_T"): st.sampled_from(["yes", "no"]),
}
PLACES = {**NUMBERS, **WORDS}


@st.composite
def raw_rows(draw):
    """Plain rows: reporter, question, row, cell, value, reason, currency, year. Reports may be empty."""
    reporters = draw(st.lists(st.sampled_from(sorted(REGION)), unique=True))
    rows = []
    for reporter in reporters:
        for place, values in PLACES.items():
            how = draw(st.sampled_from(["value", "value", "value", "reason", "blank"]))
            if how == "value":
                currency = draw(st.sampled_from(["USD", "EUR"])) if place[0] == "budget" else ""
                rows.append((reporter, *place, draw(values), "", currency, draw(st.integers(2010, 2020))))
            elif how == "reason" and place[0] not in ("persons", "steps"):
                rows.append((reporter, *place, None, draw(st.sampled_from(REASONS)), "", None))
    return reporters, rows


def as_round(reporters, rows):
    """The rows as snapshots."""
    places = {}
    for reporter, region in REGION.items():
        places.setdefault(region, []).append(reporter)
    cases = []
    for reporter in reporters:
        answers = {}
        for who, question, row, cell, value, reason, currency, year in rows:
            if who != reporter:
                continue
            at = answers.setdefault((question, row), said(missing=reason) if reason else {"cells": {}})
            if not reason:
                at["cells"][cell] = value.isoformat() if isinstance(value, date) else value
                at.update(
                    {"kind": FORM.questions[question].kind.name, "reference_year": year},
                    **({"currency": currency} if currency else {}),
                )
        steps = {"steps": [["s1", "One"], ["s2", "Two"]]}
        cases.append(case(reporter, REGION[reporter], answers, rows=steps))
    return FORM, expected(**places), cases


def calculated(rows):
    """The percentages of those who gave two numbers, and neither a percentage nor a reason."""
    given = {(one[0], one[1]): one for one in rows if one[3] == "_T"}
    for who in {one[0] for one in rows}:
        part, whole = (given.get((who, name), [None] * 5)[4] for name in ("persons", "whole"))
        if part is not None and whole and (who, "rate") not in given:
            yield (who, "rate", "", "_T", 100 * part / whole, "", "", None)


def in_area(rows, area, question, cell="_T", row=None):
    """The rows that hold a value, in an area; also a percentage that follows from two numbers."""
    return [
        one
        for one in (*rows, *(calculated(rows) if question == "rate" else ()))
        if one[1] == question
        and one[3] == cell
        and row in (None, one[2])
        and one[4] is not None
        and area.code in ("world", REGION[one[0]])
    ]


def quartiles(values):
    if len(values) == 1:
        return [float(values[0])] * 3
    return statistics.quantiles(values, n=4, method="inclusive")


def close(value):
    return pytest.approx(float(value), rel=1e-12, abs=1e-9)


def spread(values, adds_up):
    if not values:
        return {}
    q1, _, q3 = quartiles(values)
    found = {
        "count": len(values), "median": statistics.median(values), "q1": q1, "q3": q3,
        "min": min(values), "max": max(values),
    }  # fmt: skip
    if adds_up:
        found["sum"] = sum(map(Fraction, values))
    return {code: close(value) for code, value in found.items()}


def shares(chosen, codes):
    if not chosen:
        return {}
    counts = Counter(code for codes_of_one in chosen for code in codes_of_one)
    found = {"count": len(chosen)}
    for code in codes:
        found[f"count:{code}"] = counts[code]
        found[f"share:{code}"] = close(Fraction(100 * counts[code], len(chosen)))
    return found


def shown(figure, currency=""):
    return {
        one.code: one.value for one in figure.statistics if one.currency == currency and one.code != "rate"
    }


def areas_of(figures):
    return figures.areas.larger


@settings(max_examples=40, deadline=None)
@given(raw_rows())
def test_numbers_are_what_the_standard_library_makes_of_them(given_rows):
    reporters, rows = given_rows
    figures = add_up(*as_round(reporters, rows))
    event(f"reporters: {len(reporters)}")
    for area in areas_of(figures):
        for question, cell, adds_up in (
            ("persons", "_T", True),
            ("persons", "sex=F", True),
            ("ranked", "_T", False),
            ("rate", "_T", False),
        ):
            values = [one[4] for one in in_area(rows, area, question, cell)]
            assert spread(values, adds_up) == shown(figures.of(area, question, "", cell))


@settings(max_examples=40, deadline=None)
@given(raw_rows())
def test_money_is_added_up_currency_by_currency_and_never_across(given_rows):
    reporters, rows = given_rows
    figures = add_up(*as_round(reporters, rows))
    for area in areas_of(figures):
        figure = figures.of(area, "budget")
        for currency in ("USD", "EUR"):
            values = [one[4] for one in in_area(rows, area, "budget") if one[6] == currency]
            assert spread(values, True) == shown(figure, currency)
        assert {} == shown(figure, "")


@settings(max_examples=40, deadline=None)
@given(raw_rows())
def test_choices_are_counts_and_shares_of_those_who_answered(given_rows):
    reporters, rows = given_rows
    figures = add_up(*as_round(reporters, rows))
    for area in areas_of(figures):
        plans = [(one[4],) for one in in_area(rows, area, "plan")]
        assert shares(plans, ("yes", "partly", "no")) == shown(figures.of(area, "plan"))
        means = [one[4] for one in in_area(rows, area, "means")]
        assert shares(means, ("law", "school", "work")) == shown(figures.of(area, "means"))
        steps = [(one[4],) for one in in_area(rows, area, "steps")]
        assert shares(steps, ("yes", "no")) == shown(figures.of(area, "steps"))
        for row in ("C138", "C182"):
            laws = [(one[4],) for one in in_area(rows, area, "law", row=row)]
            assert shares(laws, ("yes", "no")) == shown(figures.of(area, "law", row))


@settings(max_examples=40, deadline=None)
@given(raw_rows())
def test_years_dates_and_texts(given_rows):
    reporters, rows = given_rows
    figures = add_up(*as_round(reporters, rows))
    for area in areas_of(figures):
        years = [one[4] for one in in_area(rows, area, "since")]
        dates = [one[4] for one in in_area(rows, area, "adopted")]
        texts = in_area(rows, area, "story")
        ranges = {"count": len(years), "earliest": min(years), "latest": max(years)} if years else {}
        assert (
            {**ranges, "median": statistics.median(years)}
            if years
            else {} == shown(figures.of(area, "since"))
        )
        of_dates = {"count": len(dates), "earliest": min(dates), "latest": max(dates)} if dates else {}
        assert of_dates == shown(figures.of(area, "adopted"))
        assert ({"count": len(texts)} if texts else {}) == shown(figures.of(area, "story"))


@settings(max_examples=40, deadline=None)
@given(raw_rows())
def test_a_rate_is_made_of_the_two_numbers_of_the_same_countries(given_rows):
    reporters, rows = given_rows
    figures = add_up(*as_round(reporters, rows))
    for area in areas_of(figures):
        parts = {one[0]: one[4] for one in in_area(rows, area, "persons")}
        wholes = {one[0]: one[4] for one in in_area(rows, area, "whole")}
        silent = {one[0] for one in rows if one[1] == "rate" and one[5]}
        parts = {who: part for who, part in parts.items() if who not in silent}
        both = [who for who in parts if wholes.get(who, 0) > 0]
        figure = figures.of(area, "rate")
        rate = figure.statistic("rate")
        assert sum(1 for who in parts if wholes.get(who) == 0) <= figure.zero_wholes
        assert sum(1 for who in wholes if wholes[who] == 0 and who in parts) == figure.zero_wholes
        if both:
            share = Fraction(100 * sum(parts[who] for who in both), sum(wholes[who] for who in both))
            assert (close(share), len(both)) == (rate.value, rate.n)
        else:
            assert rate is None


@settings(max_examples=40, deadline=None)
@given(raw_rows())
def test_everyone_expected_is_counted_once_and_years_are_those_of_the_answers(given_rows):
    reporters, rows = given_rows
    figures = add_up(*as_round(reporters, rows))
    for figure in figures:
        place = (figure.question.id, figure.row, figure.cell)
        inside = [one for one in REGION if figure.area.code in ("world", REGION[one])]
        held = in_area(
            rows, figure.area, figure.question.id, figure.cell, None if place[0] == "steps" else place[1]
        )
        coverage = figure.coverage
        assert len(inside) == coverage.expected
        assert len({one[0] for one in held}) == coverage.reporting
        assert sum(one in inside for one in reporters) == coverage.reports
        silent = [one for one in rows if one[1:3] == place[:2] and one[5] and one[0] in inside]
        assert Counter(one[5] for one in silent) == coverage.missing
        everyone = [coverage.reporting, *coverage.missing.values(), coverage.not_asked, coverage.blank]
        assert coverage.expected == sum(everyone) + coverage.without_report
        assert min(everyone) >= 0
        years = [one[7] for one in held if one[7]] if place[0] not in ("steps", "law") else []
        if place[0] == "persons":
            years = []
        if years:
            assert (min(years), max(years)) == figure.years


@settings(max_examples=40, deadline=None)
@given(raw_rows())
def test_every_figure_names_the_answers_it_came_from(given_rows):
    reporters, rows = given_rows
    for figure in add_up(*as_round(reporters, rows)):
        row = None if figure.question.id == "steps" else figure.row
        held = in_area(rows, figure.area, figure.question.id, figure.cell, row)
        assert sorted((one[0], one[1], one[2], one[3]) for one in held) == sorted(
            (one.reporter, one.question, one.row, one.cell) for one in figure.sources()
        )


@settings(max_examples=40, deadline=None)
@given(raw_rows(), raw_rows())
def test_change_is_over_those_who_reported_both_rounds(now, then):
    figures = add_up(*as_round(*now), before=as_round(*then))
    for area in areas_of(figures):
        for question, currency in (("persons", ""), ("budget", "USD"), ("budget", "EUR")):
            later = {one[0]: one[4] for one in in_area(now[1], area, question) if one[6] == currency}
            earlier = {one[0]: one[4] for one in in_area(then[1], area, question) if one[6] == currency}
            both = sorted(later.keys() & earlier.keys())
            total = figures.of(area, question).statistic("sum", currency)
            median = figures.of(area, question).statistic("median", currency)
            if not both:
                assert total is None or (total.change, total.compared) == (None, 0)
                continue
            before = sum(Fraction(earlier[who]) for who in both)
            change = sum(Fraction(later[who]) for who in both) - before
            assert (pytest.approx(float(change), rel=1e-9, abs=1e-3), len(both)) == (
                total.change,
                total.compared,
            )
            assert close(before) == total.before
            middle = statistics.median(later[who] - earlier[who] for who in both)
            assert pytest.approx(middle, rel=1e-9, abs=1e-3) == median.change


@settings(max_examples=40, deadline=None)
@given(raw_rows(), raw_rows())
def test_change_of_shares_and_rates_is_over_the_same_countries(now, then):
    figures = add_up(*as_round(*now), before=as_round(*then))
    later, earlier = ({one[0]: one[4] for one in in_area(rows, THE_WORLD, "plan")} for _, rows in (now, then))
    both = later.keys() & earlier.keys()
    found = figures.of(THE_WORLD, "plan").statistic("share:yes")
    if both:
        shares_of = [
            Fraction(sum(year[who] == "yes" for who in both) * 100, len(both)) for year in (later, earlier)
        ]
        assert pytest.approx(float(shares_of[0] - shares_of[1]), abs=1e-6) == found.change
    else:
        assert found is None or found.change is None
    pairs = []
    for _, rows in (now, then):
        parts = {one[0]: one[4] for one in in_area(rows, THE_WORLD, "persons")}
        wholes = {one[0]: one[4] for one in in_area(rows, THE_WORLD, "whole")}
        silent = {one[0] for one in rows if one[1] == "rate" and one[5]}
        pairs.append(
            {who: (parts[who], wholes[who]) for who in parts if wholes.get(who, 0) > 0 and who not in silent}
        )
    both = pairs[0].keys() & pairs[1].keys()
    rate = figures.of(THE_WORLD, "rate").statistic("rate")
    if both:
        of = [
            Fraction(100 * sum(one[who][0] for who in both), sum(one[who][1] for who in both))
            for one in pairs
        ]
        assert pytest.approx(float(of[0] - of[1]), rel=1e-6, abs=1e-6) == rate.change
    else:
        assert rate is None or rate.change is None
