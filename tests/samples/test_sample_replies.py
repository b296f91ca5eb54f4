"""Sample data: whole, plausible, the same each time, in each country's language, and marked as invented."""

from datetime import date

import pytest

from survey.answers.arithmetic import disagreements
from survey.answers.checking import problems
from survey.answers.relevance import evaluate
from survey.messages import Text
from survey.problems import Severity
from survey.questionnaire.declarations import Option
from survey.questionnaire.kinds.numbers.number import Number
from survey.questionnaire.reading import editions_in, read_file
from survey.samples.countries import REAL_COUNTRIES, SAMPLE_COUNTRIES
from survey.samples.papers import PRIORITIES
from survey.samples.replies import Sampler
from survey.samples.words import SAMPLE
from survey.settings import Settings

TODAY = date(2020, 5, 20)
FORMS = {edition.slug: read_file(edition.path) for edition in editions_in(Settings().forms)}
PATHFINDER = FORMS["pathfinder-progress"]


def sampled(country, year=2020, form=PATHFINDER):
    return sampler_of(country, year, form).replies()


def sampler_of(country, year=2020, form=PATHFINDER):
    rows = {
        code: tuple(Option(f"n{n}", Text("", step)) for n, step in enumerate(country.steps, 1))
        for code in form.lists
    }
    return Sampler(form, country, year, TODAY, rows, tuple(form.modules))


@pytest.mark.parametrize("iso3", SAMPLE_COUNTRIES)
def test_a_sample_report_can_be_submitted(iso3):
    replies = sampled(SAMPLE_COUNTRIES[iso3])
    found = problems(evaluate(PATHFINDER, replies, TODAY, tuple(PATHFINDER.modules)))
    assert [] == [problem for problem in found if problem.severity is Severity.STOPS]


@pytest.mark.parametrize("slug", FORMS)
def test_every_form_can_be_sampled_without_code_of_its_own(slug):
    replies = sampled(SAMPLE_COUNTRIES["XAA"], form=FORMS[slug])
    assert 20 < sum(reply.answered for reply in replies.by_place.values())


def test_the_same_country_and_year_give_the_same_answers():
    assert sampled(SAMPLE_COUNTRIES["CHL"]) == sampled(SAMPLE_COUNTRIES["CHL"])


def test_years_differ_and_countries_differ():
    chile = sampled(SAMPLE_COUNTRIES["CHL"])
    assert chile != sampled(SAMPLE_COUNTRIES["CHL"], 2019)
    assert chile.by_place != sampled(SAMPLE_COUNTRIES["PER"]).by_place


@pytest.mark.parametrize("iso3", SAMPLE_COUNTRIES)
def test_words_are_in_the_countrys_language_and_marked_as_samples(iso3):
    country = SAMPLE_COUNTRIES[iso3]
    replies = [reply for reply in sampled(country).by_place.values() if reply.lang]
    texts = [reply.value for reply in replies if reply.question != "impl.priorities.priority"]
    texts += [reply.source for reply in replies if reply.source]
    assert texts
    assert {True} == {text.startswith(SAMPLE[country.language]) for text in texts}


@pytest.mark.parametrize("iso3", REAL_COUNTRIES)
def test_priorities_are_those_of_the_papers_and_no_others(iso3):
    replies = sampled(REAL_COUNTRIES[iso3]).by_place.values()
    assert PRIORITIES.get(iso3, ()) == tuple(
        reply.value for reply in replies if reply.question == "impl.priorities.priority"
    )


def test_some_figures_are_missing_with_a_reason_and_none_is_zero_instead():
    replies = [reply for country in SAMPLE_COUNTRIES.values() for reply in sampled(country).by_place.values()]
    assert any(reply.missing and not reply.cells for reply in replies)
    figures = [reply.cells for reply in replies if number_of(reply)]
    assert figures
    assert [] == [cells for cells in figures if 0 in cells.values()]


def number_of(reply):
    """The kind of the question of a reply, if it asks for a number."""
    kind = PATHFINDER.questions[reply.question].kind
    return kind if isinstance(kind, Number) else None


@pytest.mark.parametrize("iso3", SAMPLE_COUNTRIES)
def test_a_percentage_is_answered_where_its_two_numbers_are_and_fits_them(iso3):
    country = SAMPLE_COUNTRIES[iso3]
    found = sampler_of(country).relevance(sampled(country))
    rates = [
        question
        for question in PATHFINDER.questions.values()
        if isinstance(question.kind, Number) and question.kind.rate_of
        if found.includes(question)
        if all(found.replies.of(number).cells for number in question.kind.rate_of)
    ]
    assert rates
    for question in rates:
        reply = found.replies.of(question.id)
        assert reply.cells, question.id
        assert [] == list(disagreements(found, question, reply))


@pytest.mark.parametrize("iso3", SAMPLE_COUNTRIES)
def test_figures_are_round(iso3):
    for reply in sampled(SAMPLE_COUNTRIES[iso3]).by_place.values():
        kind = number_of(reply)
        for cell, value in reply.cells.items() if kind and not kind.is_percent else ():
            step = 1_000 if value >= 20_000 else 100 if value >= 2_000 else 10 if value >= 100 else 1
            assert value % step == 0, (reply.question, cell, value)


def test_there_are_twenty_one_countries_and_two_that_are_invented():
    assert 21 == len(REAL_COUNTRIES)
    assert ["XAA", "XAB"] == [code for code, country in SAMPLE_COUNTRIES.items() if country.is_invented]
