"""Every route says who may see it, and those that change something say how they are proven."""

import pytest

from survey.web.app import create_app
from survey.web.request.access import (
    COUNTRY,
    DEMONSTRATION,
    PUBLIC,
    PUBLIC_FORM,
    REPORT,
    ROUND,
    SECRETARIAT,
    SIGNED_IN,
    access_of,
    undeclared,
)

KINDS = (PUBLIC, PUBLIC_FORM, DEMONSTRATION, SIGNED_IN, REPORT, COUNTRY, ROUND, SECRETARIAT)
TRIED_BY_ALL = ("forms.overview", "forms.section")
"""Questionnaires open to be tried: they are sent, and nothing of it is kept."""


@pytest.fixture(scope="module")
def app():
    return create_app()


def test_every_route_says_who_may_see_it(app):
    assert [] == undeclared(app)


def test_every_declaration_is_one_of_those_known(app):
    kinds = {access_of(app, rule.endpoint).who for rule in app.url_map.iter_rules()}
    assert set() == kinds - {*KINDS}


def test_what_everybody_may_send_changes_nothing(app):
    sent = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in rule.methods and access_of(app, rule.endpoint).who == PUBLIC
    }
    assert set(TRIED_BY_ALL) == sent


def test_routes_over_reports_name_what_they_let_do_and_the_report(app):
    for rule in app.url_map.iter_rules():
        access = access_of(app, rule.endpoint)
        if access.who in (REPORT, SECRETARIAT):
            assert access.action is not None, rule.rule
        if access.who == ROUND:
            assert {"lang", "form", "year"} <= rule.arguments, rule.rule
        if access.who == COUNTRY:
            assert "iso3" in rule.arguments, rule.rule
        if access.who == REPORT:
            assert {"lang", "form", "year", "reporter"} <= rule.arguments, rule.rule
        if "reporter" in rule.arguments:
            assert access.who == REPORT, rule.rule
