"""The data of a demonstration: what stands in it about real countries, and what about invented ones only."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.actions.reports.deciding import decided_of, verdicts_in
from survey.countries import COUNTRIES
from survey.samples.countries import INVENTED_COUNTRIES, REAL_COUNTRIES
from survey.samples.papers import NEXT_STEPS
from survey.storage.answers.answers import Entry
from survey.storage.engine.connecting import engine_for
from survey.storage.engine.installation import is_demo
from survey.storage.reports.reports import Report
from survey.storage.reviews.reviews import AnnualReview, StatusDecision, decisions_about, reviews_of_country
from survey.storage.rounds.reporters import Reporter
from survey.workflow.reviews import HoldRule, grounds


@pytest.fixture(scope="module")
def session(demonstration):
    """A session on a demonstration."""
    engine = engine_for(f"sqlite:///{demonstration}")
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def test_it_says_of_itself_that_it_is_a_demonstration(session):
    assert is_demo(session)


def test_no_annual_review_and_no_decision_is_about_a_real_country(session):
    reviewed = set(session.scalars(select(Report.reporter).join(AnnualReview)))
    assert set(INVENTED_COUNTRIES) == reviewed
    assert set() == set(session.scalars(select(StatusDecision.reporter))) & set(COUNTRIES)


def test_of_one_invented_country_a_hold_may_be_considered_and_of_the_other_not(session):
    found = {}
    for iso3 in INVENTED_COUNTRIES:
        verdicts = verdicts_in(reviews_of_country(session, iso3))
        decided = decided_of(decisions_about(session, iso3))
        found[iso3] = len(grounds([*verdicts.values()], decided, HoldRule()))
    assert {"XAA": 0, "XAB": 2} == found


def test_next_steps_of_real_countries_are_those_of_the_papers(session):
    rows = session.execute(
        select(Entry.reporter, Entry.text).where(Entry.list == "next_steps").order_by(Entry.position)
    ).all()
    found = {}
    for iso3, text in rows:
        found.setdefault(iso3, []).append(text)
    assert {iso3: [*steps] for iso3, steps in NEXT_STEPS.items()} == {
        iso3: steps for iso3, steps in found.items() if iso3 in REAL_COUNTRIES
    }


def test_invented_countries_have_a_name_in_each_language_and_a_code_of_no_country(session):
    for iso3 in INVENTED_COUNTRIES:
        assert {"en", "fr", "es"} == set(session.get(Reporter, iso3).names)
        assert iso3 not in COUNTRIES
