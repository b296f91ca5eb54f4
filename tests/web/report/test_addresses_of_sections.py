"""A section's address is its id: no page of a report stands in its way."""

import re

from survey.questionnaire.reading.building import TAKEN
from survey.settings import Settings
from survey.web.app import create_app

BESIDE = re.compile(r"^/<lang>/reports/<form>/<int:year>/<reporter>/([a-z_]+)(?:/|$)")


def test_the_names_of_pages_beside_the_sections_are_taken():
    app = create_app(Settings())
    names = {found[1] for rule in app.url_map.iter_rules() if (found := BESIDE.match(rule.rule))}
    assert {"check", "submit", "summary"} <= names
    assert set() == names - TAKEN
