"""By what a section reads otherwise for one reporter than for another."""

from dataclasses import replace

import pytest

from survey.questionnaire.varying import varies_by
from tests.answers.building import asking

UNITS = """units: {persons: {label: persons, measure: count}, money: {label: amount, measure: money}}
currencies: [USD]
"""


def by(*questions):
    form = asking(list(questions), UNITS)
    return varies_by(form, form.sections[0])


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("id: people, kind: number, unit: persons, adds_up: yes, label: People", ()),
        ("id: story, kind: narrative, label: Story, hint: 'Of {country}'", ("reporter", "notation")),
        ("id: law, kind: yes_no, rows: {a: 'A of {country}'}, label: Law", ("reporter", "notation")),
        ("id: budget, kind: number, unit: money, adds_up: no, label: Budget", ("country",)),
        ("id: day, kind: date, label: Day", ("notation",)),
    ],
)
def test_what_a_section_varies_by(question, told):
    assert told == by(question)


@pytest.mark.parametrize(
    ("condition", "told"),
    [("${people} > 1000", ("notation",)), ("${people} != ''", ()), ("${name1} != ''", ())],
)
def test_a_number_in_a_condition_is_written_as_the_country_writes_it(condition, told):
    assert told == by(
        "id: people, kind: number, unit: persons, adds_up: yes, label: People",
        "id: name1, kind: text, label: Name",
        f'id: story, kind: narrative, label: Story, relevant: "{condition}"',
    )


def test_a_condition_that_names_a_choice_names_what_its_label_does():
    form = asking(
        [
            "id: who, kind: choice, choices: {a: 'Agency of {country}', b: Nobody}, label: Who",
            "id: story, kind: narrative, label: Story, relevant: \"${who} = 'a'\"",
        ],
        UNITS,
    )
    (section,) = form.sections
    second = replace(section, questions=section.questions[1:])
    assert ("reporter", "notation") == varies_by(form, second)


def test_a_condition_that_names_a_question_names_what_its_label_does():
    assert ("reporter", "notation") == by(
        "id: law, kind: yes_no, label: 'Law of {country}'",
        "id: story, kind: narrative, label: Story, relevant: \"${law} = 'yes'\"",
    )
