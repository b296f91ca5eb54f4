"""Every kind can be typed, is shown again as typed, and survives a change of language."""

import pytest

from tests.web.pages import Browser, app_of, questionnaire

NUMBER = "{id: q, kind: number, unit: hours, adds_up: yes, label: Hours}"
ALL = (
    "{id: number, kind: number, unit: persons, adds_up: yes, label: Persons, evidence: yes}",
    "{id: money, kind: number, unit: money, adds_up: yes, label: Amount}",
    "{id: both, kind: number, unit: persons, adds_up: yes, by: [sex, age], label: Broken down}",
    "{id: yes, kind: yes_no, label: Yes or no}",
    "{id: one, kind: choice, label: One, choices: {a: A, b: B}}",
    "{id: many, kind: choices, label: Many, choices: {a: A, b: B}}",
    "{id: long, kind: choice, label: Long, choices: {a: A, b: B, c: C, d: D, e: E, f: F, g: G, h: H, i: I}}",
    "{id: year, kind: year, label: Year}",
    "{id: day, kind: date, label: Day}",
    "{id: text, kind: text, label: Text}",
    "{id: story, kind: narrative, label: Story}",
    "{id: rows, kind: yes_no, label: Rows, rows: {r1: First, r2: Second}, evidence: [comment]}",
    "{id: rows_year, kind: year, beside: rows, label: Year}",
    "{id: steps, kind: yes_no, label: Steps, rows_from: steps}",
    "{id: list, kind: list, item: entry, label: List, fields: [{id: name, kind: text, label: Name}]}",
)
TYPED = {
    "number": ["1234"],
    "number~reference_year": ["2019"],
    "number~source": ["A <source> & more"],
    "number~link": ["https://example.org"],
    "number~reported_to": ["vnr", "upr"],
    "number~comment": ["Said.\nTwice."],
    "money": ["12.5"],
    "money~currency": ["EUR"],
    "both": ["9"],
    "both/age=Y5T14;sex=F": ["4"],
    "yes": ["yes"],
    "one": ["b"],
    "many": ["a", "b"],
    "long": ["i"],
    "year": ["2001"],
    "day~missing": ["not_available"],
    "text": ["A line “with” signs"],
    "story": ["First.\n\nSecond."],
    "rows@r1": ["yes"],
    "rows_year@r1": ["1999"],
    "rows~comment": ["Of all rows"],
    "steps@s2": ["no"],
    "list~entry": ["e1"],
    "list.name@e1": ["An entry"],
}


@pytest.fixture(scope="module")
def everything():
    return app_of(questionnaire(ALL, [NUMBER]))


def shown(browser):
    return {name: browser.inputs().get(name) for name in TYPED}


def test_what_is_typed_is_shown_again(everything):
    browser = Browser(everything).open().press(typed=TYPED, switch="en")
    assert TYPED == shown(browser)


def test_what_is_typed_travels_to_another_section_and_back(everything):
    browser = (
        Browser(everything).open().press(typed=TYPED, section="s2", go="s2").press(section="s1", go="s1")
    )
    assert TYPED == shown(browser)


def test_what_is_typed_travels_over_the_overview(everything):
    browser = Browser(everything).open().press(typed=TYPED, section="", go="all")
    assert "15 answers" in browser.page
    browser.press(section="s1")
    assert TYPED == shown(browser)


@pytest.mark.parametrize(
    ("lang", "country", "typed", "other", "written"),
    [
        ("en", "", "1,234.5", "fr", "1234,5"),
        ("fr", "", "1 234,5", "en", "1234.5"),
        ("es", "", "1.234,5", "en", "1234.5"),
        ("es", "MX", "1,234.5", "fr", "1234,5"),
        ("en", "", "0.5", "es", "0,5"),
    ],
)
def test_a_switch_writes_numbers_in_the_new_notation(everything, lang, country, typed, other, written):
    browser = Browser(everything, country).open("s2", lang)
    browser.press("s2", other, {"q": typed}, switch=other)
    assert written == browser.value("q")
    assert f'lang="{other}"' in browser.page


def test_a_switch_checks_nothing(everything):
    browser = Browser(everything).open("s2").press("s2", "fr", {"q": "nonsense"}, switch="fr")
    assert 'role="alert"' not in browser.page


def test_a_switch_keeps_dates(everything):
    browser = Browser(everything).open().press("s1", "fr", {"day": "31 May 2020"}, switch="fr")
    assert "31 mai 2020" in browser.page
    assert 'name="section" value="s2"' in browser.press("s1", "fr", do="check").page


@pytest.mark.parametrize("typed", ["=HYPERLINK(1)", "usd", "XQX"])
def test_what_is_no_currency_is_kept_and_complained_of(everything, typed):
    browser = Browser(everything).open().press(typed={"money": "5", "money~currency": typed}, do="check")
    assert [typed] == browser.inputs()["money~currency"]
    assert "Choose one of the currencies offered." in browser.page


@pytest.mark.parametrize("typed", ["about 5", "<b>5</b>", "12 %5", "−−", "1.234.5,6"])
def test_typing_that_cannot_be_understood_is_kept_as_it_is(everything, typed):
    browser = Browser(everything).open("s2").press("s2", "fr", {"q": typed}, switch="fr")
    assert typed == browser.value("q")
    assert "<b>5</b>" not in browser.page
    browser.press("s2", "fr", do="check")
    assert typed == browser.value("q")
    assert 'id="error:q"' in browser.page


def test_two_readings_are_offered_as_buttons(everything):
    browser = Browser(everything).open("s2", "fr").press("s2", "fr", {"q": "1,234"}, do="check")
    assert 'name="choose" value="q|1234"' in browser.page
    browser.press("s2", "fr", choose="q|1234")
    assert "1234" == browser.value("q")
    assert 'role="alert"' not in browser.page


def test_a_number_is_read_back_where_notation_matters(everything):
    browser = Browser(everything).open("s2").press("s2", "en", {"q": "12000"}, switch="en")
    assert "read as 12,000" in browser.page
    browser.press("s2", "en", {"q": "14"}, switch="en")
    assert "read as 14" not in browser.page


def test_a_choice_can_be_cleared_without_scripts(everything):
    browser = Browser(everything).open().press(typed={"one": "b"}, clear="one")
    assert browser.value("one") is None


def test_two_readings_are_still_asked_about_in_a_language_that_would_read_one():
    from survey.languages import ENGLISH, FRENCH, ReaderLocale
    from survey.messages import Text
    from survey.questionnaire.declarations import Unit
    from survey.questionnaire.kinds.numbers.number import Number

    kind = Number(Unit("money", Text("u", "amount"), "money"), decimals=2)
    asked = kind.parse(["1,234"], ReaderLocale(FRENCH))
    assert 2 == len(asked.readings)
    both = " | ".join(kind.typed(one, ReaderLocale(ENGLISH))[0] for one in asked.readings)
    assert asked.readings == kind.parse([both], ReaderLocale(ENGLISH)).readings
