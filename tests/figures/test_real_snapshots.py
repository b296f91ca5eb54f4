"""Figures of snapshots as reports really freeze them: every kind of question, real forms, real samples."""

import json
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.answers.freezing import freeze
from survey.answers.relevance import evaluate
from survey.answers.rows import rows_of
from survey.figures import THE_WORLD, Case, Expected, add_up, seen_by
from survey.messages import Text
from survey.questionnaire.declarations import Option
from survey.questionnaire.kinds.entries import Entries
from survey.questionnaire.reading import read_file
from survey.samples.countries import SAMPLE_COUNTRIES
from survey.samples.replies import Sampler
from survey.settings import Settings
from tests.answers.yearly import TODAY, YEARLY, reports

REPORTERS = ("MDG", "GHA", "CHL")


def frozen(relevance, reporter, region, year=2020):
    content = freeze(
        relevance,
        edition_sha256="0" * 64,
        reporter=reporter,
        region=region,
        year=year,
    )
    return Case(reporter, region, "accepted", json.loads(content))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(reports(), st.sampled_from([(), ("crisis",)])), max_size=3))
def test_whatever_was_asked_and_answered_is_counted_as_what_it_is(given_reports):
    relevances = [evaluate(YEARLY, replies, TODAY, modules) for replies, modules in given_reports]
    cases = [frozen(one, reporter, "AFR") for one, reporter in zip(relevances, REPORTERS, strict=False)]
    for figure in add_up(YEARLY, [Expected(one, "AFR") for one in REPORTERS], cases):
        told = Counter(how(one, figure) for one in relevances)
        coverage = figure.coverage
        reasons = {reason: told[reason] for reason in told if reason not in ("value", "unasked", "blank")}
        assert (told["value"], told["unasked"], told["blank"], reasons) == (
            coverage.reporting,
            coverage.not_asked,
            coverage.blank,
            coverage.missing,
        )


def how(relevance, figure):
    """What one report says in one place, read from its replies and not from its snapshot."""
    question = figure.question
    if isinstance(question.kind, Entries):
        if not relevance.includes(question):
            return "unasked"
        return "value" if relevance.replies.entries.get(question.id) else "blank"
    rows = [row.code for row in rows_of(question, relevance.replies)]
    rows = [figure.row] if figure.row else rows
    asked = [row for row in rows if relevance.includes(question, row)]
    said = [relevance.replies.of(question.id, row) for row in asked]
    if not asked:
        return "unasked"
    if any(figure.cell in one.cells for one in said if not one.missing):
        return "value"
    return min((one.missing for one in said if one.missing), default="blank")


@pytest.fixture(scope="module")
def pathfinder():
    """Two years of all sample countries, each year with the form of that year."""
    return tuple(sample_round(year) for year in (2019, 2020))


def sample_round(year):
    form = read_file(Settings().forms / "pathfinder-progress" / f"{year}.yaml")
    cases = []
    for iso3, country in SAMPLE_COUNTRIES.items():
        steps = tuple(Option(f"n{number}", Text("", step)) for number, step in enumerate(country.steps, 1))
        sampler = Sampler(form, country, year, date(year, 5, 31), {"next_steps": steps})
        cases.append(frozen(sampler.relevance(sampler.replies()), iso3, "", year))
    return form, [Expected(iso3, "") for iso3 in SAMPLE_COUNTRIES], cases


def test_the_samples_of_the_pathfinder_form_add_up(pathfinder):
    before, now = pathfinder
    figures = add_up(*now, before=before)
    made = list(figures)
    assert len(SAMPLE_COUNTRIES) == figures.of(THE_WORLD, "themes").coverage.reporting
    assert any(one.change is not None for one in made)
    for figure in made:
        coverage = figure.coverage
        counted = (coverage.reporting, *coverage.missing.values(), coverage.not_asked, coverage.blank)
        assert coverage.reports == sum(counted)
        assert min(counted) >= 0
        if getattr(getattr(figure.question.kind, "unit", None), "measure", "") == "percent":
            assert {"sum", "mean"}.isdisjoint(one.code for one in figure.statistics)


def test_the_samples_as_somebody_sees_them_who_may_read_no_answers(pathfinder):
    before, now = pathfinder
    figures = add_up(*now, before=before)
    seen = list(seen_by(figures, set()))
    shown = [one for one in seen if one.statistics]
    assert len(shown) > 100
    for figure in shown:
        assert {"min", "max", "earliest", "latest"}.isdisjoint(one.code for one in figure.statistics)
        assert ((), ()) == (figure.sources(), figure.parts())
        assert len({one.reporter for one in figures.of(*place_of(figure)).sources()}) >= 3 or has_rate(figure)


def place_of(figure):
    return figure.area, figure.question.id, figure.row, figure.cell


def has_rate(figure):
    return {"rate"} == {one.code for one in figure.statistics}
