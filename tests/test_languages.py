"""Languages: the locale of each place, dates in full, and the tester's mirror."""

from datetime import date

import pytest

from survey.languages import ENGLISH, FRENCH, MIRROR, SPANISH, ReaderLocale, long_date, mirrored, short_date


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
