"""Every row of the figures file, computed a second time from the answers file: value, n, coverage, change."""

import csv
import io
from functools import cache

import pytest

from tests.figures import sampled
from tests.figures.recomputing import REASONS, Answers, Form, Place, Recomputed, summed_up

REGION = {entry.reporter: entry.region or "none" for entry in sampled.expected()}


@cache
def answers_of(year):
    form = Form(sampled.FORM / f"{year}.yaml")
    return Answers(sampled.answers_file(year), sampled.own_rows_file(year), form)


@cache
def figures_rows(countries):
    return list(csv.DictReader(io.StringIO(sampled.figures_file(countries))))


def inside(row):
    if row["level"] == "country":
        return frozenset({row["area_code"]})
    return frozenset(code for code, region in REGION.items() if row["area_code"] in ("world", region))


def recomputed(row):
    now = answers_of(2020)
    cell = tuple(row[name] for name in now.breakdowns)
    place = Place(row["question"], row["row"], cell, inside(row), row["level"] == "country")
    return Recomputed(now, answers_of(2019), place, row["statistic"], row["currency"])


def number(text):
    return float(text) if text else None


def close(value):
    return None if value is None else pytest.approx(value, rel=1e-9, abs=1e-6)


@pytest.fixture(params=[False, True], ids=["areas", "countries"], scope="module")
def rows(request):
    return figures_rows(request.param)


def test_every_value_and_every_number_of_answers(rows):
    for row in filter(has_statistic, rows):
        again = recomputed(row)
        assert (close(again.value), again.n) == (number(row["value"]), int(row["n"])), row


def test_every_coverage_and_every_reason_for_a_gap(rows):
    reporters = answers_of(2020).countries
    for row in rows:
        again, expected = recomputed(row), inside(row)
        gaps = {reason: int(row[f"missing_{reason}"]) for reason in REASONS}
        rest = sum(int(row[name]) for name in ("not_asked", "blank"))
        assert (len(expected), len(again.reporting)) == (
            int(row["countries_expected"]), int(row["countries_reporting"]),
        ), row  # fmt: skip
        assert round(len(again.reporting) / len(expected), 4) == float(row["coverage"]), row
        assert {reason: again.missing[reason] for reason in REASONS} == gaps, row
        assert len(again.answered) - len(again.reporting) == int(row["answered_apart"]), row
        assert len(expected - reporters) == int(row["no_report"]), row
        assert len(expected & reporters) == len(again.answered) + sum(gaps.values()) + rest, row


def test_every_change(rows):
    changed = 0
    for row in filter(has_statistic, rows):
        change, compared, carried = recomputed(row).change
        found = number(row["change"]), number(row["countries_compared"]), number(row["answers_carried"])
        assert (close(change), compared, carried) == found, row
        changed += bool(change)
    assert changed > 500


def test_every_reference_year_and_lower_bound(rows):
    for row in filter(has_statistic, rows):
        again = recomputed(row)
        years, given, differ = again.years
        found = (
            row["reference_years"],
            number(row["reference_years_given"]),
            number(row["reference_years_differ"]),
        )
        assert (years, given, differ) == found, row
        is_bound = row["statistic"] == "sum" and again.missing["included_elsewhere"] > 0
        assert {True: "true", False: "false"}[is_bound] == row["lower_bound"], row


def test_nothing_that_was_answered_is_left_out_and_nothing_stands_twice(rows):
    keys = [key_of(row) for row in rows]
    assert len(keys) == len(set(keys))
    there = set(keys)
    for area, level in areas_of(rows):
        for (question, cell), values in answers_of(2020).given.items():
            mine = [one for one in values if level == "world" or area in (one.country, REGION[one.country])]
            for place, code in expected_of(question, level, mine):
                assert (level, area, question, place.row, cell, code, place.currency) in there


def has_statistic(row):
    return row["statistic"] != ""


def key_of(row):
    cell = tuple(row[name] for name in answers_of(2020).breakdowns)
    return (
        row["level"], row["area_code"], row["question"], row["row"], cell, row["statistic"], row["currency"],
    )  # fmt: skip


def areas_of(rows):
    return {(row["area_code"], row["level"]) for row in rows}


def expected_of(question, level, values):
    """The statistics that must be there for some answers of an area, with the place of each."""
    form = answers_of(2020).form
    for one in values:
        if level == "country":
            place, codes = one, codes_of_country(one)
        else:
            codes = summed_up(one.kind, [one.value], form.adds_up(question))
            place = one if form.has_fixed_rows(question) else Unrowed(one.currency)
        yield from ((place, code) for code in codes)


def codes_of_country(one):
    """The rows that a country has for an answer: its value, its choices, or that it wrote something."""
    if one.kind in ("number", "year", "date", "list"):
        return ["calculated" if one.status == "calculated" else "value"]
    return [f"count:{code}" for code in one.value] if isinstance(one.value, list) else ["count"]


class Unrowed:
    """All rows of a question together."""

    row = ""

    def __init__(self, currency):
        self.currency = currency


def test_the_sample_has_every_sort_of_row():
    rows = figures_rows(True)
    wanted = {"", "value", "calculated", "count", "sum", "median", "rate", "share", "entries"}
    assert wanted <= {row["statistic"].split(":")[0] for row in rows}
    assert {"true", "false"} <= {row["lower_bound"] for row in rows}
    for name in ("answered_apart", "no_report", "not_asked", "blank", "answers_carried"):
        assert any(row[name] not in ("", "0") for row in rows), name
    assert any(row["reference_years_differ"] not in ("", "0") for row in rows)
