"""How numbers are written for readers: groups, halves, noughts, and what must not be mistaken."""

from __future__ import annotations

import math

import pytest
from babel import Locale

from survey.questionnaire.numbers import number_writer, write_number


def written(value: float, locale: str = "en", **wishes: int) -> str:
    return write_number(value, Locale.parse(locale), **wishes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", "1,234,567.5"),
        ("es", "1.234.567,5"),
        ("es_CL", "1.234.567,5"),
        ("es_CR", "1\u00a0234\u00a0567,5"),
        ("es_MX", "1,234,567.5"),
        ("es_PE", "1,234,567.5"),
        ("es_GT", "1,234,567.5"),
        ("es_HN", "1,234,567.5"),
        ("fr", "1\u202f234\u202f567,5"),
        ("fr_CA", "1\u00a0234\u00a0567,5"),
        ("de_CH", "1’234’567.5"),
        ("hi", "12,34,567.5"),
        ("mr", "१२,३४,५६७.५"),
        ("fa", "۱٬۲۳۴٬۵۶۷٫۵"),
        ("en_US_POSIX", "1234567.5"),
    ],
)
def test_groups_and_digits_are_those_of_the_country(locale: str, expected: str) -> None:
    assert expected == written(1234567.5, locale)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (2.675, 2, "2.68"),
        (1.005, 2, "1.01"),
        (-2.5, 0, "-3"),
        (0.1 + 0.2, 6, "0.3"),
        (9.999, 2, "10"),
        (999.9996, 3, "1,000"),
        (2 / 3, 6, "0.666667"),
        (1e-9, 6, "0"),
        (1.5e-6, 6, "0.000002"),
        (123456789012345.6, 0, "123,456,789,012,346"),
        (999999999999999.9, 0, "1,000,000,000,000,000"),
        (1e21, 0, "1,000,000,000,000,000,000,000"),
        (14, 2, "14"),
    ],
)
def test_halves_are_rounded_as_people_round(value: float, decimals: int, expected: str) -> None:
    assert expected == written(value, most_decimals=decimals)


def test_wanted_noughts_are_written() -> None:
    assert written(12.5, least_decimals=2) == "12.50"
    assert written(12, least_decimals=2) == "12.00"


@pytest.mark.parametrize("value", [-0.0, -0.0000001])
def test_nought_has_no_sign(value: float) -> None:
    assert written(value) == "0"


def test_three_decimals_get_a_fourth_since_they_mean_thousands_elsewhere() -> None:
    assert written(1.125) == "1.1250"
    assert written(1.125, "fr") == "1,1250"


@pytest.mark.parametrize(("value", "expected"), [(0.125, "0.125"), (1234.125, "1,234.125")])
def test_three_decimals_that_cannot_be_thousands_stay_three(value: float, expected: str) -> None:
    assert expected == written(value)


def test_arabic_decimals_cannot_be_mistaken() -> None:
    assert written(1.125, "fa") == "۱٫۱۲۵"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_written_without_raising(value: float) -> None:
    assert str(value) == written(value)


def test_a_writer_is_made_once_per_locale() -> None:
    assert number_writer(Locale.parse("es_MX")) is number_writer(Locale.parse("es_MX"))


@pytest.mark.parametrize("locale", ["en", "fr", "es"])
def test_a_minus_is_a_true_one_unless_it_is_to_be_read_again(locale: str) -> None:
    assert "\u22127" == written(-7, locale, to_be_read_again=False)
    assert "-7" == written(-7, locale)
