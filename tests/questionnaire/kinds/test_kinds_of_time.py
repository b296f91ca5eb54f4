"""Years and dates, as people of each language type them."""

from __future__ import annotations

from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.messages import Message
from survey.questionnaire.kinds.dates.date import Date
from survey.questionnaire.kinds.dates.written_dates import read_date
from survey.questionnaire.kinds.dates.year import Year

MAY = date(2020, 5, 31)
LANGUAGES = ["en", "en_US", "fr", "es", "es_MX", "es_PE"]


def said(messages):
    return [message.text.context for message in messages]


def refusal(typed, locale="en"):
    found = read_date(typed, Locale.parse(locale))
    assert isinstance(found, Message)
    return found.text.context


@pytest.mark.parametrize("typed", ["2020", " 2020\u200e", "٢٠٢٠", "२०२०"])
def test_a_year_has_four_digits_of_any_script(places, typed):
    assert Year().parse((typed,), places["en"]).value == 2020


@pytest.mark.parametrize(
    "typed", ["20", "2,020", "2 020", "2020.0", "2019-2020", "02020", "-200", "MMXX", "x" * 999]
)
def test_anything_else_is_not_a_year(places, typed):
    assert said([Year().parse((typed,), places["en"]).complaint]) == ["year/four-digits"]


def test_a_blank_is_no_year_and_no_date(places):
    assert Year().parse((" ",), places["en"]).complaint is None
    assert Date().parse((" ",), places["en"]).complaint is None


def test_a_year_outside_the_bounds_is_named_without_groups(kind):
    message = next(iter(kind("year", min="2015", max="2021").check(2014)))
    assert str(message) == "Type a year from 2015 to 2021."
    assert said(Year().check(2020)) == []


def test_a_year_is_never_grouped(places, say):
    assert Year().read_back(2020, places["es_MX"], say) == "2020"


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize(
    "typed", ["2020-05-31", "2020/5/31", "2020.05.31", "2020 05 31", " 2020-05-31 ", "٢٠٢٠-٠٥-٣١"]
)
def test_the_year_first_is_understood_everywhere(typed, locale):
    assert read_date(typed, Locale.parse(locale)) == MAY


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize(
    "typed", ["31/05/2020", "31.5.2020", "31-05-2020", "31. 5. 2020", "31 05 2020", "05/31/2020"]
)
def test_a_day_above_twelve_can_only_be_the_day(typed, locale):
    assert read_date(typed, Locale.parse(locale)) == MAY


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", date(2020, 6, 5)),
        ("fr", date(2020, 6, 5)),
        ("es_MX", date(2020, 6, 5)),
        ("en_001", date(2020, 6, 5)),
        ("en_US", date(2020, 5, 6)),
        ("es_US", date(2020, 5, 6)),
    ],
)
def test_the_day_comes_first_but_in_the_united_states(locale, expected):
    assert expected == read_date("05/06/2020", Locale.parse(locale))


@pytest.mark.parametrize(
    ("typed", "locale"),
    [
        ("31 May 2020", "en"),
        ("May 31, 2020", "en"),
        ("May 31st, 2020", "en"),
        ("the 31st of may 2020", "en"),
        ("Sunday, May 31, 2020", "en"),
        ("2020 May 31", "en"),
        ("31-MAY-2020", "en"),
        ("31 mai 2020", "fr"),
        ("le 31 MAI 2020", "fr"),
        ("dimanche 31 mai 2020", "fr"),
        ("31 de mayo de 2020", "es"),
        ("31 may. 2020", "es_PE"),
        ("mayo 31 de 2020", "es_MX"),
        ("mayo 31, 2020", "es"),
        ("31 مايو 2020", "ar"),
    ],
)
def test_months_in_words_are_understood(typed, locale):
    assert read_date(typed, Locale.parse(locale)) == MAY


@pytest.mark.parametrize(
    ("typed", "locale", "expected"),
    [
        ("1er aout 2020", "fr", date(2020, 8, 1)),
        ("1 févr. 2020", "fr", date(2020, 2, 1)),
        ("1 fevrier 2020", "fr", date(2020, 2, 1)),
        ("1 juil. 2020", "fr", date(2020, 7, 1)),
        ("1 juill. 2020", "fr", date(2020, 7, 1)),
        ("1 septiembre 2020", "es_PE", date(2020, 9, 1)),
        ("1 setiembre 2020", "es_PE", date(2020, 9, 1)),
        ("1º de enero de 2020", "es", date(2020, 1, 1)),
        ("3 Sept 2020", "en", date(2020, 9, 3)),
        ("martes 3 mar 2020", "es", date(2020, 3, 3)),
        ("3 décembre 2020", "fr", date(2020, 12, 3)),
        ("3 de\u0301cembre 2020", "fr", date(2020, 12, 3)),
    ],
)
def test_accents_capitals_and_abbreviations_do_not_matter(typed, locale, expected):
    assert expected == read_date(typed, Locale.parse(locale))


@pytest.mark.parametrize(
    "typed", ["31/02/2020", "31 April 2020", "2019-02-29", "32/01/2020", "0/1/2020", "2020-13-01"]
)
def test_a_day_that_never_was_is_refused(typed):
    assert refusal(typed) == "date/no-such-day"


@pytest.mark.parametrize("typed", ["31/05/20", "31.5.20", "31 May 20", "May 31", "20-05-31"])
def test_a_year_of_two_digits_or_none_is_refused(typed):
    assert refusal(typed) == "date/four-digits"


@pytest.mark.parametrize(
    "typed",
    [
        "yesterday",
        "2020",
        "May 2020",
        "31052020",
        "1/2",
        "31/05-2020",
        "31 juni 2020",
        "1 ju 2020",
        "31 May 2020 2021",
        "1 2 May 2020",
        "May May 2020",
        "2020-05-31-01",
        "",
        "x" * 10_000,
        "1 jui 2020",
        "31/5/20200",
    ],
)
def test_what_is_no_date_is_refused(typed):
    assert refusal(typed, "fr" if "jui " in typed else "en") == "date/not-a-date"


@given(st.text(max_size=40), st.sampled_from(LANGUAGES))
@settings(max_examples=300, deadline=None)
def test_no_text_raises(typed, locale):
    assert isinstance(read_date(typed, Locale.parse(locale)), (date, Message))


@given(
    st.dates(date(1000, 1, 1), date(9998, 1, 1)),
    st.sampled_from(LANGUAGES),
    st.sampled_from(["long", "full", "medium"]),
)
@settings(max_examples=300, deadline=None)
def test_what_babel_writes_is_read_as_the_same_day(day, locale, width):
    written = format_date(day, width, locale=locale)
    if width != "medium" or not locale.startswith("es"):
        assert day == read_date(written, Locale.parse(locale)), written


@given(st.dates(date(1000, 1, 1), date(9998, 1, 1)), st.sampled_from(LANGUAGES))
@settings(max_examples=100, deadline=None)
def test_what_a_box_holds_is_read_as_the_same_day(places, day, place):
    assert day == Date().parse(Date().typed(day, places[place]), places[place]).value


@given(st.integers(1000, 9999), st.sampled_from(LANGUAGES))
@settings(max_examples=50, deadline=None)
def test_what_a_box_holds_is_read_as_the_same_year(places, year, place):
    assert year == Year().parse(Year().typed(year, places[place]), places[place]).value


def test_a_date_outside_the_bounds_is_complained_of(kind):
    made = kind("date", min="2020-01-01", max="2020-12-31")
    assert said(made.check(date(2019, 12, 31))) == ["date/early"]
    assert said(made.check(date(2021, 1, 1))) == ["date/late"]
    assert said(made.check(MAY)) == []


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("en", "31 May 2020"),
        ("fr", "31 mai 2020"),
        ("es", "31 de mayo de 2020"),
        ("es_MX", "31 de mayo de 2020"),
    ],
)
def test_a_date_is_read_back_with_its_month_in_words(places, say, place, expected):
    assert expected == Date().read_back(MAY, places[place], say)


def test_conditions_and_sheets_see_iso_dates_and_plain_years():
    assert (Date().operand(MAY), Date().cells(MAY)) == ("2020-05-31", ("2020-05-31",))
    assert (Year().operand(2020), Year().cells(2020)) == (2020.0, (2020,))


def test_years_and_dates_are_summed_up_by_their_range():
    assert [(one.name, one.value) for one in Year().summary([2020, 2014, 2016])] == [
        ("count", 3),
        ("earliest", 2014),
        ("latest", 2020),
        ("median", 2016),
    ]
    found = {one.name: one.value for one in Date().summary([MAY, date(2019, 1, 1)])}
    assert found["count"] == 2
    assert date.fromordinal(int(found["latest"])) == MAY
    assert set(found) == {"count", "earliest", "latest"}


def test_the_api_learns_the_bounds(kind):
    assert Year().describe() == {"schema": {"type": "integer", "minimum": 1900, "maximum": 2100}}
    assert kind("date", max="2020-12-31").describe() == {
        "schema": {"type": "string", "format": "date"},
        "max": "2020-12-31",
    }
