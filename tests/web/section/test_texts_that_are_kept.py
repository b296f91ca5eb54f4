"""The texts of a section are kept: each reader gets those that would be made for them anew."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from survey.reads import library as library_module
from survey.web.section import form as form_module
from survey.web.section import texts
from tests.web.pages import Browser, app_of, questionnaire

PEOPLE = "{id: people, kind: number, unit: persons, adds_up: yes, label: People}"
READERS = [("en", "KE"), ("en", "CL"), ("es", "CL"), ("es", "MX"), ("en", "CH"), ("en", "KE"), ("fr", "MG")]


@pytest.mark.parametrize(
    "questions",
    [
        [PEOPLE],
        ["{id: story, kind: narrative, label: Story, hint: 'Of {country}'}"],
        ["{id: law, kind: yes_no, rows: {a: 'A of {country}'}, label: Law}"],
        ["{id: budget, kind: number, unit: money, adds_up: no, label: Budget}"],
        ["{id: day, kind: date, label: Day}"],
        [PEOPLE, '{id: story, kind: narrative, label: Story, relevant: "${people} > 1234.5"}'],
        [
            "{id: who, kind: choice, choices: {a: 'Agency of {country}', b: Nobody}, label: Who}",
            "{id: story, kind: narrative, label: Story, relevant: \"${who} = 'a'\"}",
        ],
        [
            "{id: law, kind: yes_no, label: 'Law of {country}'}",
            "{id: story, kind: narrative, label: Story, relevant: \"${law} = 'yes'\"}",
        ],
    ],
    ids=["plain", "hint", "row", "currency", "date", "number", "choice", "question"],
)
def test_the_texts_of_one_country_never_reach_another_ones_page(questions):
    form = questionnaire(questions)
    kept = app_of(form)
    for language, country in READERS:
        anew = Browser(app_of(form), country).open("s1", language).page
        assert main(anew) == main(Browser(kept, country).open("s1", language).page)


def main(page):
    return page.split("<main", 1)[1].split("</main>")[0]


def test_the_next_reader_makes_only_their_own_texts_when_there_is_no_more_room(monkeypatch):
    monkeypatch.setattr(library_module, "MOST_SECTIONS", 3)
    made = []

    class Counted(texts.SectionTexts):
        def section(self, section):
            made.append(section.id)
            return super().section(section)

    monkeypatch.setattr(texts, "SectionTexts", Counted)
    browser = Browser(
        app_of(questionnaire([PEOPLE], [PEOPLE.replace("people", "b")], [PEOPLE.replace("people", "c")]))
    )
    for section in ("s1", "s2", "s3"):
        browser.open(section)
    Browser(browser.client.application, "KE").open("s1")
    made.clear()
    for section in ("s2", "s3"):
        browser.open(section)
    assert [] == made


def test_fields_are_made_while_other_threads_read_theirs(monkeypatch):
    monkeypatch.setattr(form_module, "_cache", form_module.Cache(2))
    questions = ([PEOPLE.replace("people", f"q{number}")] for number in range(8))
    sections = questionnaire(*questions).sections

    def fields(number):
        section = sections[number % 8]
        return list(form_module._fields(section)) == [question.id for question in section.questions]

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(fields, range(4000)))
