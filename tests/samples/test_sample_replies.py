"""Sample data: whole, plausible, the same each time, in each country's language, and marked as invented."""

from datetime import date

import pytest

from survey.answers.checking import problems
from survey.answers.relevance import evaluate
from survey.messages import Text
from survey.problems import Severity
from survey.questionnaire.declarations import Option
from survey.questionnaire.reading import editions_in, read_file
from survey.samples.countries import SAMPLE_COUNTRIES
from survey.samples.replies import Sampler
from survey.samples.words import SAMPLE
from survey.settings import Settings

TODAY = date(2020, 5, 20)
FORMS = {edition.slug: read_file(edition.path) for edition in editions_in(Settings().forms)}
PATHFINDER = FORMS["pathfinder-progress"]


def sampled(country, year=2020, form=PATHFINDER):
    rows = {
        code: tuple(Option(f"n{n}", Text("", step)) for n, step in enumerate(country.steps, 1))
        for code in form.lists
    }
    return Sampler(form, country, year, TODAY, rows, tuple(form.modules)).replies()


@pytest.mark.parametrize("iso3", SAMPLE_COUNTRIES)
def test_a_sample_report_can_be_submitted(iso3):
    replies = sampled(SAMPLE_COUNTRIES[iso3])
    found = problems(evaluate(PATHFINDER, replies, TODAY, tuple(PATHFINDER.modules)))
    assert [] == [one for one in found if one.severity is Severity.STOPS]


@pytest.mark.parametrize("slug", FORMS)
def test_every_form_can_be_sampled_without_code_of_its_own(slug):
    replies = sampled(SAMPLE_COUNTRIES["MDG"], form=FORMS[slug])
    assert 20 < sum(reply.answered for reply in replies.by_place.values())


def test_the_same_country_and_year_give_the_same_answers():
    assert sampled(SAMPLE_COUNTRIES["CHL"]) == sampled(SAMPLE_COUNTRIES["CHL"])


def test_years_differ_and_countries_differ():
    chile = sampled(SAMPLE_COUNTRIES["CHL"])
    assert chile != sampled(SAMPLE_COUNTRIES["CHL"], 2019)
    assert chile.by_place != sampled(SAMPLE_COUNTRIES["PER"]).by_place


@pytest.mark.parametrize("iso3", ["MDG", "MEX", "GHA"])
def test_words_are_in_the_countrys_language_and_marked_as_samples(iso3):
    country = SAMPLE_COUNTRIES[iso3]
    texts = [reply.value for reply in sampled(country).by_place.values() if reply.lang]
    assert texts
    assert {True} == {text.startswith(SAMPLE[country.language]) for text in texts}


def test_some_figures_are_missing_with_a_reason_and_none_is_zero_instead():
    replies = [reply for country in SAMPLE_COUNTRIES.values() for reply in sampled(country).by_place.values()]
    assert any(reply.missing and not reply.cells for reply in replies)


def test_there_are_twenty_one_countries():
    assert 21 == len(SAMPLE_COUNTRIES)
