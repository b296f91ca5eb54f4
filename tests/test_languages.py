"""Languages: the locale of each place, dates in full, and the tester's mirror."""

from datetime import UTC, date, datetime

import pytest

from survey.languages import (
    ENGLISH,
    FRENCH,
    MIRROR,
    SPANISH,
    ReaderLocale,
    listed,
    long_date,
    mirrored,
    short_date,
    time_of_day,
    with_percent_sign,
)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (ReaderLocale(FRENCH), "1er janvier 2015"),
        (ReaderLocale(FRENCH, "MG"), "1er janvier 2015"),
        (ReaderLocale(SPANISH, "MX"), "1 de enero de 2015"),
        (ReaderLocale(ENGLISH), "1 January 2015"),
    ],
)
def test_the_first_of_a_month(place, expected):
    assert expected == long_date(date(2015, 1, 1), place)


def test_other_days_are_not_ordinals_in_french():
    assert "11 janvier 2015" == long_date(date(2015, 1, 11), ReaderLocale(FRENCH))


def test_a_date_is_shortened_for_tables_by_the_same_rules():
    written = [short_date(date(2015, 2, 1), ReaderLocale(one)) for one in (ENGLISH, FRENCH, SPANISH)]
    assert ["1 Feb 2015", "1er févr. 2015", "1 feb 2015"] == written


def test_a_country_without_a_locale_of_the_language_reads_as_the_language():
    assert "es" == str(ReaderLocale(SPANISH, "CI").locale)
    assert "es_MX" == str(ReaderLocale(SPANISH, "MX").locale)


def test_the_mirror_is_longer_and_says_nothing_as_nothing():
    assert len("Child labour") * 1.3 < len(mirrored("Child labour"))
    assert "" == mirrored("")
    assert "rtl" == MIRROR.direction


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (ReaderLocale(ENGLISH), "27%"),
        (ReaderLocale(ENGLISH, "MG"), "27%"),
        (ReaderLocale(FRENCH), "27\u202f%"),
        (ReaderLocale(FRENCH, "CA"), "27\u202f%"),
        (ReaderLocale(SPANISH), "27\u00a0%"),
        *((ReaderLocale(SPANISH, country), "27%") for country in ("MX", "PE", "CL", "CR")),
    ],
)
def test_the_percent_sign_stands_as_the_country_writes_it(place, expected):
    assert expected == with_percent_sign("27", place.locale)


def test_times_have_twenty_four_hours_in_every_language():
    at = datetime(2020, 5, 1, 14, 5, tzinfo=UTC)
    places = (ReaderLocale(ENGLISH), ReaderLocale(FRENCH, "CA"), ReaderLocale(SPANISH, "MX"))
    assert {"14:05"} == {time_of_day(at, place) for place in places}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["Perú"], "Perú"),
        (["Perú", "India"], "Perú e India"),
        (["Chile", "Perú", "Indonesia"], "Chile, Perú e Indonesia"),
        (["hambre", "hilo"], "hambre e hilo"),
        (["agua", "hielo"], "agua y hielo"),
        (["India", "Perú"], "India y Perú"),
    ],
)
def test_a_spanish_list_writes_e_before_the_sound_of_an_i(words, expected):
    assert expected == listed(words, ReaderLocale(SPANISH, "PE").locale)


def test_other_languages_write_lists_as_ever():
    assert "Pérou et Inde" == listed(["Pérou", "Inde"], ReaderLocale(FRENCH).locale)
