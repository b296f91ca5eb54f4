"""Of real countries a sample says nothing that could be held against them, and little to be checked."""

import pytest

from survey.answers.rows import rows_of
from survey.countries import COUNTRIES
from survey.questionnaire.kinds.dates.date import Date
from survey.questionnaire.kinds.dates.year import Year
from survey.questionnaire.reading import editions_in, read_file
from survey.samples.countries import INVENTED_COUNTRIES, REAL_COUNTRIES, SAMPLE_COUNTRIES
from survey.samples.papers import NEXT_STEPS, PRIORITIES
from survey.samples.people import REVIEWS
from survey.settings import Settings
from tests.samples.test_sample_replies import PATHFINDER, sampled

EDITIONS = {
    edition.edition: read_file(edition.path)
    for edition in editions_in(Settings().forms)
    if edition.slug == "pathfinder-progress"
}
OF_EVERY_COUNTRY = {"C182", "C138", "CRC", "C029"}
"""The conventions that all countries of the samples have ratified."""


@pytest.fixture(scope="module", params=[("2019", 2019), ("2020", 2020)], ids=lambda given: given[0])
def replies(request):
    """All replies of all countries to one edition, with their country."""
    edition, year = request.param
    return [
        (country, reply)
        for country in SAMPLE_COUNTRIES.values()
        for reply in sampled(country, year, EDITIONS[edition]).by_place.values()
    ]


def test_no_convention_is_unratified(replies):
    said = {reply.value for _, reply in replies if reply.question.endswith(".legislation.conventions")}
    assert {"yes", None} == said


def test_a_real_country_has_ratified_what_every_one_of_them_has_and_nothing_is_said_of_the_rest(replies):
    told = {
        reply.row
        for country, reply in replies
        if reply.question.endswith(".legislation.conventions") and not country.is_invented and reply.cells
    }
    assert OF_EVERY_COUNTRY == told


def test_no_real_country_says_no(replies):
    unkind = {"no", "dropped", "behind", "worse", "ended", "not_started", "paused", "delayed", "rarely"}
    real = [reply for country, reply in replies if not country.is_invented]
    assert real
    assert [] == [reply for reply in real if reply.value in unkind]


def test_no_budget_is_a_large_share_of_the_gross_domestic_product(replies):
    shares = [reply.value for _, reply in replies if reply.question == "budget.gdp" and reply.cells]
    assert shares
    assert 0 < min(shares)
    assert max(shares) < 1


def test_no_child_may_work_too_early(replies):
    asked = ("cl.legislation.minimum_age", "cl.legislation.schooling_age")
    real = [reply for country, reply in replies if reply.question in asked and not country.is_invented]
    ages = [reply.value for country, reply in replies if reply.question in asked and country.is_invented]
    assert {"not_available"} == {reply.missing for reply in real}
    assert {14, 15, 16} >= {age for age in ages if age is not None}


def test_no_date_and_no_year_of_law_of_a_real_country_is_invented(replies):
    undated = {question.id for question in PATHFINDER.questions.values() if isinstance(question.kind, Date)}
    undated |= {
        question.id
        for question in PATHFINDER.questions.values()
        if isinstance(question.kind, Year) and "not_available" in question.missing
    }
    assert {"impl.roadmap_adopted", "impl.priorities.target_date", "cl.policies.plan_from"} <= undated
    real = [reply for country, reply in replies if not country.is_invented]
    assert [] == [reply for reply in real if reply.question in undated and reply.cells]


def test_chile_alone_has_a_roadmap(replies):
    said = {country.iso3: reply.value for country, reply in replies if reply.question == "impl.roadmap"}
    assert {"CHL", *INVENTED_COUNTRIES} == {iso3 for iso3, value in said.items() if value == "yes"}
    assert {"yes", "partly"} == set(said.values())


def test_themes_are_those_of_the_papers(replies):
    told = {country.iso3: reply.value for country, reply in replies if reply.question == "themes"}
    without = {iso3 for iso3, themes in told.items() if "forced_labour" not in themes}
    assert {"ALB", "MDG", "VNM"} == without


@pytest.mark.parametrize("iso3", REAL_COUNTRIES)
def test_child_labour_never_rises(iso3):
    last, this = (sampled(REAL_COUNTRIES[iso3], year, EDITIONS[str(year)]) for year in (2019, 2020))
    measures = ("economic", "chores", "national", "hazardous")
    both = [
        (last.of(question).value, this.of(question).value)
        for question in (f"cl.prevalence.{measure}.percent" for measure in measures)
        if last.of(question).value is not None and this.of(question).value is not None
    ]
    assert both
    assert [] == [pair for pair in both if pair[0] < pair[1]]


@pytest.mark.parametrize("iso3", REAL_COUNTRIES)
def test_next_steps_are_those_of_the_papers_and_never_priorities(iso3):
    country = REAL_COUNTRIES[iso3]
    assert NEXT_STEPS.get(iso3, ()) == country.steps
    assert set() == {*country.steps} & {*PRIORITIES.get(iso3, ())}
    asked = [row.code for row in rows_of(PATHFINDER.questions["open.steps"], sampled(country))]
    assert len(country.steps) == len(asked)


def test_the_papers_name_next_steps_of_six_countries_and_priorities_of_nine():
    assert {"MRT", "UGA", "ALB", "NGA", "VNM", "FJI"} == set(NEXT_STEPS)
    assert {"MDG", "NPL", "MRT", "CHL", "MEX", "UGA", "ALB", "NGA", "VNM"} == set(PRIORITIES)


def test_annual_reviews_are_of_invented_countries_only():
    assert REVIEWS
    assert set(INVENTED_COUNTRIES) >= {iso3 for iso3, _ in REVIEWS}
    assert set() == set(INVENTED_COUNTRIES) & set(COUNTRIES)
