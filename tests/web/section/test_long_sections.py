"""Sections as long as they get: one field a question, hundreds of inputs, and the script's view of them."""

import json
import re

from survey.languages import ENGLISH, ReaderLocale
from survey.web.section.form import fill
from survey.web.section.inputs import FormInputs
from tests.web.generated import filled_in, indicators
from tests.web.pages import Browser, app_of, questionnaire


def posted(count, evidence):
    app = app_of(indicators(count, evidence))
    data = {"section": "long", "typed_in": "en", "switch": "en", **filled_in(count, evidence)}
    return app.test_client().post("/en/forms/generated/2020/long", data=data).get_data(as_text=True)


def test_thirty_indicators_with_their_evidence_come_back():
    page = posted(30, evidence=True)
    assert 30 == page.count('value="2019"')
    assert 60 == page.count(" checked>")
    assert 30 == page.count('<details class="evidence" open>')


def test_five_hundred_fields_come_back():
    assert 500 == len(re.findall(r'name="q\.number\d+" value="\d+,000"', posted(500, evidence=False)))


def test_a_section_that_nothing_was_typed_into_makes_no_replies():
    form = indicators(3)
    assert {} == fill(form, FormInputs(), ReaderLocale(ENGLISH), {}).replies.by_place


def test_the_script_gets_what_it_needs_and_no_more():
    first = "{id: first, kind: number, unit: hours, adds_up: yes, label: First}"
    second = '{id: second, kind: text, label: Second, relevant: "${first} > 1 and ${other} = 2"}'
    dated = "{id: day, kind: date, label: Day}"
    third = '{id: third, kind: text, label: Third, relevant: "${day} > today()"}'
    other = "{id: other, kind: number, unit: hours, adds_up: yes, label: Other}"
    page = Browser(app_of(questionnaire([other], [first, second, dated, third]))).open("s2").page
    found = json.loads(re.search(r'id="conditions">(.*?)</script>', page).group(1))
    by_id = {one["id"]: one for one in found["questions"]}
    assert {"other": None} == found["values"]
    assert "relevant" in by_id["second"] and "waits" not in by_id["second"]
    assert by_id["third"]["waits"]
    assert 6 == by_id["first"]["decimals"]
